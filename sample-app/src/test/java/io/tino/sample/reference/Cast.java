package io.tino.sample.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The participants of a play, by their letters.
 */
final class Cast implements AutoCloseable {

	private static final Pattern FACT = Pattern.compile("<([A-Z])\\.([a-z]+)>");

	private final Map<Character, Participant> participants = new TreeMap<>();

	private @Nullable Participant bystander;

	private final int port;

	private final List<String> greeting;

	/**
	 * Create a cast without participants.
	 * @param port where they connect to
	 * @param greeting the words they begin with, if any
	 */
	Cast(int port, List<String> greeting) {
		this.port = port;
		this.greeting = greeting;
	}

	/** Return a participant, who enters if it has not been there. */
	Participant get(char letter) throws IOException {
		Participant participant = this.participants.get(letter);
		if (participant == null) {
			participant = new Participant(this.port);
			this.participants.put(letter, participant);
			if (!this.greeting.isEmpty()) {
				participant.greet(this.greeting);
			}
		}
		return participant;
	}

	/** Return one who has no part in the conversation. */
	Participant bystander() throws IOException {
		if (this.bystander == null) {
			this.bystander = new Participant(this.port);
		}
		return this.bystander;
	}

	Collection<Character> letters() {
		return this.participants.keySet();
	}

	/** Put the facts into a text that mentions them: {@code <A.id>}. */
	String tell(String text) {
		return FACT.matcher(text).replaceAll((fact) -> {
			try {
				return get(fact.group(1).charAt(0)).fact(fact.group(2));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	@Override
	public void close() {
		this.participants.values().forEach(Participant::close);
		if (this.bystander != null) {
			this.bystander.close();
		}
	}

}
