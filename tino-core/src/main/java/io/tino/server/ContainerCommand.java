package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.Request;

/**
 * A command that stands for others, which its first argument names: {@code CLIENT ID},
 * {@code CLIENT LIST}. Each of them has its own number of arguments and its own
 * permission, as a command has.
 */
class ContainerCommand extends BuiltInCommand {

	private final List<BuiltInCommand> subcommands = new ArrayList<>();

	/**
	 * Create a command.
	 * @param spec describes it
	 * @param subcommands what it stands for, named {@code CONTAINER|SUBCOMMAND}
	 */
	ContainerCommand(CommandSpec.Builder spec, List<BuiltInCommand> subcommands) {
		super(spec.arguments(0, CommandSpec.UNLIMITED));
		this.subcommands.addAll(subcommands);
		this.subcommands.add(new HelpCommand(spec(), subcommands));
	}

	List<BuiltInCommand> subcommands() {
		return this.subcommands;
	}

	/**
	 * Find what a request calls.
	 * @param request a request of this command
	 * @param index the element that names the subcommand
	 * @return the command, or {@code null} if there is none of that name
	 */
	@Nullable BuiltInCommand find(Request request, int index) {
		for (BuiltInCommand subcommand : this.subcommands) {
			if (request.matches(index, subcommand.subcommandName())) {
				return subcommand;
			}
		}
		return null;
	}

	/**
	 * Find a subcommand.
	 * @param name the name of the subcommand alone, in any case
	 * @return the command, or {@code null} if there is none of that name
	 */
	@Nullable BuiltInCommand find(String name) {
		for (BuiltInCommand subcommand : this.subcommands) {
			if (name.equalsIgnoreCase(subcommand.subcommandName())) {
				return subcommand;
			}
		}
		return null;
	}

	CommandException unknownSubcommand(String name) {
		return error("unknown subcommand '" + name + "'. Try " + spec().name() + " HELP.");
	}

	/** Tell whether it means nothing without a subcommand. */
	boolean isContainerOnly() {
		return true;
	}

	@Override
	boolean isMultiplexed() {
		return true;
	}

	@Override
	void run(ServerCall call) {
		throw new IllegalStateException(spec().name() + " stands for the subcommand that it names");
	}

}
