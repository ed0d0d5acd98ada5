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

	private static final String SINCE = "1.0.0";

	private CommandDocs() {
	}

	/** Return the name as Redis writes it. */
	static String lowerCaseName(CommandSpec spec) {
		return spec.name().toLowerCase(Locale.ROOT);
	}

	/** Write a name and a description, as one entry of a map. */
	static void writeDocs(CommandSpec spec, RespWriter writer) {
		List<CommandArgument> arguments = spec.arguments();
		writer.bulk(lowerCaseName(spec));
		writer.map(arguments.isEmpty() ? 3 : 4);
		writer.bulk("summary");
		writer.bulk(spec.summary());
		writer.bulk("since");
		writer.bulk(SINCE);
		writer.bulk("group");
		writer.bulk(spec.group());
		if (!arguments.isEmpty()) {
			writer.bulk("arguments");
			writer.array(arguments.size());
			arguments.forEach((argument) -> writeArgument(argument, writer));
		}
	}

	private static void writeArgument(CommandArgument argument, RespWriter writer) {
		writer.map(argument.optional() ? 4 : 3);
		writer.bulk("name");
		writer.bulk(argument.name());
		writer.bulk("type");
		writer.bulk(argument.type());
		writer.bulk("display_text");
		writer.bulk(argument.name());
		if (argument.optional()) {
			writer.bulk("flags");
			writer.set(1);
			writer.simpleString("optional");
		}
	}

	/** Write the ten fields of {@code COMMAND INFO}. */
	static void writeInfo(Command command, RespWriter writer) {
		CommandSpec spec = command.spec();
		writer.array(10);
		writer.bulk(lowerCaseName(spec));
		writer.number(arity(spec));
		List<String> flags = flags(command);
		writer.set(flags.size());
		flags.forEach(writer::simpleString);
		writer.number(0); // first key, last key and step: arguments are no keys
		writer.number(0);
		writer.number(0);
		writer.set(0); // ACL categories
		writer.array(0); // tips
		writer.array(0); // key specifications
		writer.array(0); // subcommands
	}

	/** Counts the name; below zero it is the least number. */
	private static int arity(CommandSpec spec) {
		int least = 1 + spec.minArguments();
		return (spec.minArguments() == spec.maxArguments()) ? least : -least;
	}

	private static List<String> flags(Command command) {
		List<String> flags = new ArrayList<>();
		if (command.spec().execution() == Execution.EVENT_LOOP) {
			flags.add("fast");
		}
		if (command instanceof BuiltInCommand builtIn && builtIn.isOpenToAll()) {
			flags.add("no_auth");
		}
		return flags;
	}

}
