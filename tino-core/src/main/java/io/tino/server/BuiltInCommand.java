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

	private final String subcommandName;

	BuiltInCommand(CommandSpec.Builder spec) {
		this.spec = spec.execution(Execution.EVENT_LOOP).build();
		this.subcommandName = this.spec.name().substring(this.spec.name().indexOf('|') + 1);
	}

	@Override
	public final CommandSpec spec() {
		return this.spec;
	}

	/** Return what a request names this by, if it is a subcommand. */
	final String subcommandName() {
		return this.subcommandName;
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

	/** Tell whether it shows or changes what concerns others than the caller. */
	boolean isAdministrative() {
		return false;
	}

	/** Tell whether those who watch the calls of all others do not see it. */
	boolean isHiddenFromMonitors() {
		return isAdministrative();
	}

	/** Tell whether it may be called in RESP2 by who waits for messages. */
	boolean isAllowedToSubscribers() {
		return false;
	}

	/** Tell whether it changes what belongs to the event loop of the connection. */
	boolean isConfinedToEventLoop() {
		return false;
	}

	/** Tell whether a transaction takes it in, rather than letting it run at once. */
	boolean isQueued() {
		return true;
	}

	/** Tell whether it concerns others, so that it waits while writing is paused. */
	boolean mayWrite(ServerConnection connection) {
		return false;
	}

	/** Tell whether it runs while all else is paused. */
	boolean isExemptFromPause() {
		return false;
	}

	/** Tell whether it must not run on an event loop, whatever its arguments. */
	boolean mayBlock() {
		return false;
	}

	/**
	 * Tell whether it may be called beside others, as it leaves the connection as it is.
	 */
	boolean isMultiplexed() {
		return false;
	}

	/** Tell whether it answers even a client that wants no replies. */
	boolean answersByPush() {
		return false;
	}

	/**
	 * Return how long a request may be. What a command looks at for each argument, or
	 * answers, must not grow with all that the server accepts of applications' commands.
	 */
	long maxRequestBytes() {
		return 64 * 1024;
	}

	/** Return the name as Redis writes it in errors. */
	final String lowerCaseName() {
		return this.spec.name().toLowerCase(Locale.ROOT);
	}

	static CommandException wrongNumberOfArguments(String name) {
		return error("wrong number of arguments for '" + name.toLowerCase(Locale.ROOT) + "' command");
	}

	/**
	 * Say what Redis says of too many arguments where it takes any number of them.
	 */
	static CommandException unknownSubcommandOrWrongNumber(ServerCall call) {
		String name = call.command().spec().name();
		return error("unknown subcommand or wrong number of arguments for '" + call.subcommand() + "'. Try "
				+ name.substring(0, name.indexOf('|')) + " HELP.");
	}

	static CommandException error(String message) {
		return new CommandException(ErrorCode.ERR, message);
	}

	@Override
	public String toString() {
		return "built-in command " + this.spec.name();
	}

}
