package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.CommandSpec;

/**
 * {@code COMMAND}: describes what can be called.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command/">COMMAND in Redis</a>
 */
final class CommandCommand extends ContainerCommand {

	private static final int MAX_PATTERN_LENGTH = 1024;

	CommandCommand() {
		super(CommandSpec.named("COMMAND").summary("Describes the commands of the server").group("server"), List.of(
				Subcommand.of("COMMAND|COUNT", "Counts the commands", 0, 0, CommandCommand::count),
				Subcommand.of("COMMAND|DOCS", "Documents commands", 0, CommandSpec.UNLIMITED, CommandCommand::docs),
				Subcommand.of("COMMAND|GETKEYS", "Returns the arguments that are keys, of which there are none", 1,
						CommandSpec.UNLIMITED, CommandCommand::keys),
				Subcommand.of("COMMAND|GETKEYSANDFLAGS", "Returns the arguments that are keys, of which there are none",
						1, CommandSpec.UNLIMITED, CommandCommand::keys),
				Subcommand.of("COMMAND|INFO", "Describes commands to clients", 0, CommandSpec.UNLIMITED,
						CommandCommand::info),
				Subcommand.of("COMMAND|LIST", "Lists the names of commands", 0, CommandSpec.UNLIMITED,
						CommandCommand::list)));
	}

	/** Without a subcommand it is {@code COMMAND INFO}. */
	@Override
	boolean isContainerOnly() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		info(call);
	}

	private static void count(ServerCall call) {
		call.reply((writer) -> writer.number(all(call).size()));
	}

	private static List<Command> all(ServerCall call) {
		return call.session().context().registry().commands();
	}

	/** The commands named by the arguments, {@code null} for those there are not. */
	private static List<@Nullable Command> named(ServerCall call) {
		List<@Nullable Command> commands = new ArrayList<>();
		for (int index = 0; index < call.argumentCount(); index++) {
			commands.add(call.session().context().registry().find(call.argument(index)));
		}
		return commands;
	}

	private static void docs(ServerCall call) {
		List<CommandSpec> specs = ((call.argumentCount() > 0) ? named(call) : all(call)).stream()
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
		List<? extends @Nullable Command> commands = (call.argumentCount() > 0) ? named(call) : all(call);
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

	/** Arguments are no keys: what they mean is known to the application alone. */
	private static void keys(ServerCall call) {
		Command command = call.session().context().registry().find(call.argument(0));
		if (command == null) {
			throw error("Invalid command specified");
		}
		throw error("The command has no key arguments");
	}

	private static void list(ServerCall call) {
		List<String> names = all(call).stream()
			.map((command) -> command.spec().name().toLowerCase(Locale.ROOT))
			.filter((call.argumentCount() > 0) ? filter(call) : (name) -> true)
			.toList();
		call.reply((writer) -> {
			writer.array(names.size());
			names.forEach(writer::bulk);
		});
	}

	/** {@code FILTERBY MODULE name}, {@code ACLCAT category} or {@code PATTERN glob}. */
	private static Predicate<String> filter(ServerCall call) {
		if (call.argumentCount() == 3 && call.matches(0, "FILTERBY")) {
			if (call.matches(1, "PATTERN")) {
				return pattern(call.text(2))::matches;
			}
			if (call.matches(1, "MODULE") || call.matches(1, "ACLCAT")) {
				return (name) -> false; // there are no modules and no categories
			}
		}
		throw ClientCommand.syntaxError();
	}

	private static GlobPattern pattern(String text) {
		if (text.length() > MAX_PATTERN_LENGTH) {
			throw error("pattern is too long");
		}
		return new GlobPattern(text, true);
	}

}
