package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.CommandSpec;

/**
 * {@code COMMAND [COUNT|DOCS|INFO|LIST]}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command/">COMMAND in Redis</a>
 */
final class CommandCommand extends BuiltInCommand {

	private static final int MAX_PATTERN_LENGTH = 1024;

	CommandCommand() {
		super(CommandSpec.named("COMMAND")
			.summary("Describes the commands of the server")
			.group("server")
			.arguments(0, CommandSpec.UNLIMITED));
	}

	@Override
	void run(ServerCall call) {
		String subcommand = (call.argumentCount() > 0) ? call.text(0).toUpperCase(Locale.ROOT) : "INFO";
		switch (subcommand) {
			case "COUNT" -> count(call);
			case "DOCS" -> docs(call);
			case "INFO" -> info(call);
			case "LIST" -> list(call);
			default -> throw ClientCommand.unknownSubcommand(call);
		}
	}

	private static void count(ServerCall call) {
		if (call.argumentCount() > 1) {
			throw wrongNumberOfArguments("command|count");
		}
		call.reply((writer) -> writer.number(all(call).size()));
	}

	private static List<Command> all(ServerCall call) {
		return call.session().context().registry().commands();
	}

	/** The commands named behind the subcommand, {@code null} for those there are not. */
	private static List<@Nullable Command> named(ServerCall call) {
		List<@Nullable Command> commands = new ArrayList<>();
		for (int index = 1; index < call.argumentCount(); index++) {
			commands.add(call.session().context().registry().find(call.argument(index)));
		}
		return commands;
	}

	private static void docs(ServerCall call) {
		List<CommandSpec> specs = ((call.argumentCount() > 1) ? named(call) : all(call)).stream()
			.filter((command) -> command != null)
			.distinct()
			.map(Command::spec)
			.toList();
		call.reply((writer) -> {
			writer.map(specs.size());
			specs.forEach((spec) -> CommandDocs.writeDocs(spec, writer));
		});
	}

	private static void info(ServerCall call) {
		List<? extends @Nullable Command> commands = (call.argumentCount() > 1) ? named(call) : all(call);
		call.reply((writer) -> {
			writer.array(commands.size());
			for (Command command : commands) {
				if (command == null) {
					writer.nullValue();
				}
				else {
					CommandDocs.writeInfo(command, writer);
				}
			}
		});
	}

	private static void list(ServerCall call) {
		List<String> names = all(call).stream()
			.map((command) -> command.spec().name().toLowerCase(Locale.ROOT))
			.filter((call.argumentCount() > 1) ? filter(call) : (name) -> true)
			.toList();
		call.reply((writer) -> {
			writer.array(names.size());
			names.forEach(writer::bulk);
		});
	}

	/** {@code FILTERBY MODULE name}, {@code ACLCAT category} or {@code PATTERN glob}. */
	private static Predicate<String> filter(ServerCall call) {
		if (call.argumentCount() == 4 && call.matches(1, "FILTERBY")) {
			if (call.matches(2, "PATTERN")) {
				return pattern(call.text(3))::matches;
			}
			if (call.matches(2, "MODULE") || call.matches(2, "ACLCAT")) {
				return (name) -> false; // there are no modules and no categories
			}
		}
		throw error("syntax error");
	}

	private static GlobPattern pattern(String text) {
		if (text.length() > MAX_PATTERN_LENGTH) {
			throw error("pattern is too long");
		}
		return new GlobPattern(text);
	}

}
