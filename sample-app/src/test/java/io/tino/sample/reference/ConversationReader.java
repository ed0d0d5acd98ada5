package io.tino.sample.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Reads conversations from a file. Its notation is told in the {@code README.md} beside.
 */
final class ConversationReader {

	private static final Path DIRECTORY = Path.of("src/test/resources/reference");

	private static final Pattern STEP = Pattern.compile("([A-Z])(>>|>|<)(?:\\(([^)]*)\\))? +(.*)");

	private static final Pattern TIMES = Pattern.compile("x(\\d+)");

	private final List<Conversation> conversations = new ArrayList<>();

	/** Of all conversations whose title comes later. */
	private Setting setting = Setting.USUAL;

	private @Nullable Conversation current;

	private ConversationReader() {
	}

	/** Return the files with conversations. */
	static List<Path> files() {
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			return files.filter((file) -> file.toString().endsWith(".resp")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<Conversation> read(Path file) {
		try {
			return read(file.getFileName().toString(), Files.readAllLines(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<Conversation> read(String file, List<String> lines) {
		ConversationReader reader = new ConversationReader();
		for (int i = 0; i < lines.size(); i++) {
			StringBuilder line = new StringBuilder(lines.get(i).stripTrailing());
			int first = i + 1;
			while (i + 1 < lines.size() && lines.get(i + 1).startsWith(" ")) { // goes on
				line.append(' ').append(lines.get(++i).strip());
			}
			if (!line.isEmpty() && line.charAt(0) != '#') {
				reader.accept(file + ":" + first, line.toString());
			}
		}
		reader.finish();
		return reader.conversations;
	}

	private void accept(String source, String line) {
		if (line.startsWith("= ")) {
			finish();
			this.current = new Conversation(line.substring(2), source, new ArrayList<>(), this.setting,
					new ArrayList<>(), new ArrayList<>());
			return;
		}
		Conversation conversation = this.current;
		if (conversation == null && Setting.isOf(line)) {
			this.setting = this.setting.with(line);
			return;
		}
		if (conversation == null) {
			throw new IllegalArgumentException(source + ": a conversation begins with a title, \"= title\"");
		}
		Matcher step = STEP.matcher(line);
		if (step.matches()) {
			conversation.steps().add(step(source, step, conversation.steps()));
		}
		else if (line.startsWith("only: ")) {
			conversation.only().addAll(list(line.substring(6)));
		}
		else if (line.startsWith("differs: ")) {
			conversation.differences().add(line.substring(9));
		}
		else if (Setting.isOf(line)) {
			this.current = new Conversation(conversation.title(), conversation.source(), conversation.only(),
					conversation.setting().with(line), conversation.differences(), conversation.steps());
		}
		else {
			throw new IllegalArgumentException(source + ": not understood: " + line);
		}
	}

	private static Conversation.Step step(String source, Matcher line, List<Conversation.Step> before) {
		char participant = line.group(1).charAt(0);
		Conversation.Step.Kind kind = Conversation.Step.Kind.of(line.group(2));
		List<String> only = (line.group(3) != null) ? list(line.group(3)) : List.of();
		int times = 1;
		for (String condition : only) {
			Matcher matcher = TIMES.matcher(condition);
			times = matcher.matches() ? Integer.parseInt(matcher.group(1)) : times;
		}
		List<String> answered = switch (kind) {
			case REQUEST -> Words.split(line.group(4));
			case BYTES -> List.of();
			case REPLY -> lastRequest(participant, before);
		};
		return new Conversation.Step(source, participant, kind,
				only.stream().filter((condition) -> !TIMES.matcher(condition).matches()).toList(), times, line.group(4),
				answered);
	}

	private static List<String> lastRequest(char participant, List<Conversation.Step> before) {
		for (int i = before.size() - 1; i >= 0; i--) {
			if (before.get(i).participant() == participant) {
				return before.get(i).answered();
			}
		}
		return List.of();
	}

	private static List<String> list(String text) {
		return Stream.of(text.split(",")).map(String::strip).toList();
	}

	private void finish() {
		Conversation conversation = this.current;
		if (conversation == null) {
			return;
		}
		boolean differs = Stream
			.concat(conversation.only().stream(), conversation.steps().stream().flatMap((step) -> step.only().stream()))
			.anyMatch((condition) -> condition.matches("(.*\\|)?(redis|tino)(\\|.*)?"));
		if (differs == conversation.differences().isEmpty()) {
			throw new IllegalArgumentException(conversation.source()
					+ (differs ? ": what differs needs a reason, \"differs: reason\"" : ": nothing differs"));
		}
		this.conversations.add(conversation);
		this.current = null;
	}

}
