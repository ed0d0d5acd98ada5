package io.tino.server;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.Request;
import io.tino.resp.RespVersion;

/**
 * {@code TINO.CALL id headers command [argument ...]}: one call that no other has to wait
 * for. The session resolves the command that is meant before it reads the arguments; this
 * one refuses what is no such call.
 */
final class CallCommand extends BuiltInCommand {

	static final String NAME = "TINO.CALL";

	/** The elements up to the name of the command that is called. */
	static final int HEAD_ELEMENTS = 4;

	/** The element that has the headers. */
	static final int HEADERS = 2;

	CallCommand() {
		super(CommandSpec.named(NAME)
			.summary("Calls a command without waiting for the calls before it")
			.group("tino")
			.arguments(List.of(new CommandArgument("id", "integer", false),
					new CommandArgument("headers", "string", false), new CommandArgument("command", "string", false),
					new CommandArgument("argument", "string", true).asMultiple())));
	}

	/** Tell whether a request is of this command. */
	static boolean isCalledBy(Request request) {
		return request.matches(0, NAME);
	}

	/**
	 * Return the id of the call.
	 * @param request a request of which two elements are available
	 * @return the id, or {@link CallHead#IN_ORDER} if it is none
	 */
	static long callId(Request request) {
		long id = request.number(1);
		return (id > 0) ? id : CallHead.IN_ORDER;
	}

	/** Find a reason why no call can be made so. */
	static @Nullable CommandException misuse(ServerConnection connection) {
		if (connection.version() == RespVersion.RESP2) {
			return needsResp3(NAME);
		}
		return (connection.transaction() != null) ? error("TINO.CALL inside MULTI is not allowed") : null;
	}

	/** Say why nothing of this protocol can be done. */
	static CommandException needsResp3(String name) {
		return error(name + " needs RESP3, by HELLO 3");
	}

	static CommandException invalidId() {
		return error("invalid call id");
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		throw new IllegalStateException("TINO.CALL stands for the command that it names");
	}

}
