package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code COMMAND}: describes what can be called.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command/">COMMAND in Redis</a>
 */
final class CommandCommand extends ContainerCommand {

	private static final int MAX_PATTERN_LENGTH = 1024;

	private static final String NO_KEYS = "Returns the arguments that are keys, of which there are none";

	private static final List<CommandArgument> NAMES = List
		.of(new CommandArgument("command-name", "string", true).asMultiple());

	private static final List<CommandArgument> CALL = List.of(new CommandArgument("command", "string", false),
			new CommandArgument("arg", "string", true).asMultiple());

	private static final CommandArgument FILTER = new CommandArgument("filterby", "oneof", true, false, "FILTERBY",
			List.of(filterBy("module-name", "string", "MODULE"), filterBy("category", "string", "ACLCAT"),
					filterBy("pattern", "pattern", "PATTERN")));

	CommandCommand() {
		super(CommandSpec.named("COMMAND")
			.summary("Describes the commands of the server")
			.group("server")
			.since("2.8.13"),
				List.of(Subcommand.of(spec("COUNT", "2.8.13", "Counts the commands"), CommandCommand::count),
						Subcommand.of(spec("DOCS", "7.0.0", "Documents commands").arguments(NAMES),
								CommandCommand::docs),
						Subcommand.of(spec("GETKEYS", "2.8.13", NO_KEYS).arguments(CALL), CommandCommand::keys),
						Subcommand.of(spec("GETKEYSANDFLAGS", "7.0.0", NO_KEYS).arguments(CALL), CommandCommand::keys),
						Subcommand.of(spec("INFO", "2.8.13", "Describes commands to clients").arguments(NAMES),
								CommandCommand::info),
						Subcommand.of(spec("LIST", "7.0.0", "Lists the names of commands").arguments(List.of(FILTER))
							.arguments(0, CommandSpec.UNLIMITED), CommandCommand::list)));
	}

	private static CommandSpec.Builder spec(String name, String since, String summary) {
		return CommandSpec.named("COMMAND|" + name).summary(summary).group("server").since(since);
	}

	private static CommandArgument filterBy(String name, String type, String token) {
		return new CommandArgument(name, type, false, false, token, List.of());
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
			commands.add(find(call, index));
		}
		return commands;
	}

	/** Find the command that an argument names, or a subcommand: {@code client|id}. */
	private static @Nullable Command find(ServerCall call, int index) {
		ByteBuf name = call.argument(index);
		int bar = name.bytesBefore((byte) '|');
		Command whole = call.session().context().registry().find(name);
		if (whole != null || bar < 0) {
			return whole;
		}
		Command container = call.session().context().registry().find(name.slice(name.readerIndex(), bar));
		return (container instanceof ContainerCommand known) ? known.find(call.text(index).substring(bar + 1)) : null;
	}

	private static void docs(ServerCall call) {
		List<Command> commands = ((call.argumentCount() > 0) ? named(call) : all(call)).stream()
			.filter((command) -> command != null)
			.distinct()
			.map(Objects::requireNonNull)
			.toList();
		call.reply((writer) -> {
			writer.map(commands.size());
			commands.forEach((command) -> CommandDocs.writeDocs(command, writer));
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
		if (command instanceof ContainerCommand container && call.argumentCount() > 1) {
			command = container.find(call.text(1));
		}
		throw error((command != null) ? "The command has no key arguments" : "Invalid command specified");
	}

	private static void list(ServerCall call) {
		List<String> names = all(call).stream()
			.flatMap(CommandCommand::withSubcommands)
			.map((command) -> command.spec().name().toLowerCase(Locale.ROOT))
			.filter((call.argumentCount() > 0) ? filter(call) : (name) -> true)
			.toList();
		call.reply((writer) -> {
			writer.array(names.size());
			names.forEach(writer::bulk);
		});
	}

	private static Stream<Command> withSubcommands(Command command) {
		return (command instanceof ContainerCommand container)
				? Stream.concat(Stream.of(command), container.subcommands().stream()) : Stream.of(command);
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
