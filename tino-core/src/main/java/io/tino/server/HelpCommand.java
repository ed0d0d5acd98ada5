package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import io.tino.command.CommandSpec;

/**
 * Lists the subcommands of a command: {@code CLIENT HELP}.
 */
final class HelpCommand extends BuiltInCommand {

	/** Which version of Redis was the first that helped. */
	private static final String SINCE = "5.0.0";

	private final List<String> lines = new ArrayList<>();

	/**
	 * Create a command.
	 * @param container describes the command
	 * @param subcommands what it lists
	 */
	HelpCommand(CommandSpec container, List<BuiltInCommand> subcommands) {
		super(CommandSpec.named(container.name() + "|HELP")
			.summary("Lists the subcommands")
			.group(container.group())
			.since(SINCE));
		this.lines.add(container.name() + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
		subcommands.forEach((subcommand) -> add(subcommand.subcommandName(), subcommand.spec().summary()));
		add("HELP", "Print this help.");
	}

	private void add(String name, String summary) {
		this.lines.add(name);
		this.lines.add("    " + summary);
	}

	@Override
	void run(ServerCall call) {
		call.reply((writer) -> {
			writer.array(this.lines.size());
			this.lines.forEach(writer::simpleString);
		});
	}

}
