package io.tino.server;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;
import io.tino.resp.Request;

/**
 * {@code TINO.END id [error]}: the end of the stream that a call takes.
 */
final class EndCommand extends CallControlCommand {

	private static final int ERROR = 2;

	private static final int MAX_ERROR_LENGTH = 1024;

	EndCommand() {
		super(CommandSpec.named("TINO.END")
			.summary("Ends the stream that a call made by TINO.CALL takes")
			.arguments(List.of(new CommandArgument("id", "integer", false),
					new CommandArgument("error", "string", true))));
	}

	@Override
	void control(MultiplexedCalls calls, Request request) {
		calls.endItems(callId(request), failure(request));
	}

	/** A code of the client's choice is no code of ours, and there may be any number. */
	private static @Nullable CommandException failure(Request request) {
		if (request.size() <= ERROR) {
			return null;
		}
		String text = request.text(ERROR);
		return new CommandException(ErrorCode.CANCELLED, "the client's stream has failed: "
				+ ((text.length() > MAX_ERROR_LENGTH) ? text.substring(0, MAX_ERROR_LENGTH) : text));
	}

}
