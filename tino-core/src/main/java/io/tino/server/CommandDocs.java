package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.tino.command.Command;
import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.resp.RespWriter;

/**
 * Describes commands in the types that {@code redis-cli} insists on: keys, texts and
 * names are bulk strings, flags are sets of simple strings.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command-docs/">COMMAND DOCS in
 * Redis</a>
 */
final class CommandDocs {

	private CommandDocs() {
	}

	/** Return the name as Redis writes it. */
	static String lowerCaseName(CommandSpec spec) {
		return spec.name().toLowerCase(Locale.ROOT);
	}

	/** Write a name and a description, as one entry of a map. */
	static void writeDocs(Command command, RespWriter writer) {
		CommandSpec spec = command.spec();
		List<CommandArgument> arguments = spec.arguments();
		List<BuiltInCommand> subcommands = subcommands(command);
		writer.bulk(lowerCaseName(spec));
		writer.map(3 + (arguments.isEmpty() ? 0 : 1) + (subcommands.isEmpty() ? 0 : 1));
		writer.bulk("summary");
		writer.bulk(spec.summary());
		writer.bulk("since");
		writer.bulk(spec.since());
		writer.bulk("group");
		writer.bulk(spec.group());
		if (!arguments.isEmpty()) {
			writer.bulk("arguments");
			writeArguments(arguments, writer);
		}
		if (!subcommands.isEmpty()) {
			writer.bulk("subcommands");
			writer.map(subcommands.size());
			subcommands.forEach((subcommand) -> writeDocs(subcommand, writer));
		}
	}

	private static List<BuiltInCommand> subcommands(Command command) {
		return (command instanceof ContainerCommand container) ? container.subcommands() : List.of();
	}

	private static void writeArguments(List<CommandArgument> arguments, RespWriter writer) {
		writer.array(arguments.size());
		arguments.forEach((argument) -> writeArgument(argument, writer));
	}

	private static void writeArgument(CommandArgument argument, RespWriter writer) {
		List<String> flags = flags(argument);
		writer.map(3 + ((argument.token() != null) ? 1 : 0) + (flags.isEmpty() ? 0 : 1));
		writer.bulk("name");
		writer.bulk(argument.name());
		writer.bulk("type");
		writer.bulk(argument.type());
		if (!argument.isContainer()) {
			writer.bulk("display_text");
			writer.bulk(argument.name());
		}
		if (argument.token() != null) {
			writer.bulk("token");
			writer.bulk(argument.token());
		}
		if (!flags.isEmpty()) {
			writer.bulk("flags");
			writeFlags(flags, writer);
		}
		if (argument.isContainer()) { // in the place of a text
			writer.bulk("arguments");
			writeArguments(argument.arguments(), writer);
		}
	}

	private static List<String> flags(CommandArgument argument) {
		List<String> flags = new ArrayList<>();
		if (argument.optional()) {
			flags.add("optional");
		}
		if (argument.multiple()) {
			flags.add("multiple");
		}
		return flags;
	}

	private static void writeFlags(List<String> flags, RespWriter writer) {
		writer.set(flags.size());
		flags.forEach(writer::simpleString);
	}

	/** Write the ten fields of {@code COMMAND INFO}. */
	static void writeInfo(Command command, RespWriter writer) {
		CommandSpec spec = command.spec();
		writer.array(10);
		writer.bulk(lowerCaseName(spec));
		writer.number(arity(command));
		writeFlags(flags(command), writer);
		writer.number(0); // first key, last key and step: arguments are no keys
		writer.number(0);
		writer.number(0);
		writer.set(0); // ACL categories
		List<String> tips = tips(spec);
		writer.set(tips.size());
		tips.forEach(writer::bulk);
		writer.set(0); // key specifications
		writeSubcommands(subcommands(command), writer);
	}

	/** What a client may want to know that Redis has no flag for. */
	private static List<String> tips(CommandSpec spec) {
		List<String> tips = new ArrayList<>();
		if (spec.returnsStream()) {
			tips.add("returns_stream");
		}
		if (spec.takesStream()) {
			tips.add("takes_stream");
		}
		return tips;
	}

	/** Redis has a set of none, but an array of some. */
	private static void writeSubcommands(List<BuiltInCommand> subcommands, RespWriter writer) {
		if (subcommands.isEmpty()) {
			writer.set(0);
			return;
		}
		writer.array(subcommands.size());
		subcommands.forEach((subcommand) -> writeInfo(subcommand, writer));
	}

	/**
	 * Counts the name, which has two words if it is that of a subcommand; below zero it
	 * is the least number.
	 */
	private static int arity(Command command) {
		CommandSpec spec = command.spec();
		boolean needsSubcommand = command instanceof ContainerCommand container && container.isContainerOnly();
		int words = (needsSubcommand || command instanceof Subcommand || command instanceof HelpCommand) ? 2 : 1;
		int least = words + spec.minArguments();
		return (spec.minArguments() == spec.maxArguments()) ? least : -least;
	}

	private static List<String> flags(Command command) {
		List<String> flags = new ArrayList<>();
		if (command.spec().execution() == Execution.EVENT_LOOP) {
			flags.add("fast");
		}
		if (command instanceof BuiltInCommand builtIn && builtIn.isAdministrative()) {
			flags.add("admin");
		}
		if (command instanceof BuiltInCommand builtIn && builtIn.isOpenToAll()) {
			flags.add("no_auth");
		}
		return flags;
	}

}
