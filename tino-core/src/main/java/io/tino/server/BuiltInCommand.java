package io.tino.server;

import java.util.Locale;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;

/**
 * A command of the server itself, which answers in the types of RESP as Redis does and
 * may look behind the connection.
 */
abstract class BuiltInCommand implements Command {

	private final CommandSpec spec;

	BuiltInCommand(CommandSpec.Builder spec) {
		this.spec = spec.execution(Execution.EVENT_LOOP).build();
	}

	@Override
	public final CommandSpec spec() {
		return this.spec;
	}

	@Override
	public final void call(Call call) {
		run((ServerCall) call);
	}

	/** Run a call, where {@link #execution} says. */
	abstract void run(ServerCall call);

	/** Say where a call runs, after a look at its arguments. */
	Execution execution(ServerCall call) {
		return Execution.EVENT_LOOP;
	}

	/** Tell whether it may be called where everything else requires authentication. */
	boolean isOpenToAll() {
		return false;
	}

	/**
	 * Return how long a request may be. What a command looks at for each argument, or
	 * answers, must not grow with all that the server accepts of applications' commands.
	 */
	long maxRequestBytes() {
		return 64 * 1024;
	}

	static CommandException wrongNumberOfArguments(String name) {
		return error("wrong number of arguments for '" + name.toLowerCase(Locale.ROOT) + "' command");
	}

	static CommandException error(String message) {
		return new CommandException(ErrorCode.ERR, message);
	}

	@Override
	public String toString() {
		return "built-in command " + this.spec.name();
	}

}
