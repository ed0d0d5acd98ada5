package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.Request;

/**
 * {@code TINO.CANCEL id}: gives a call up.
 */
final class CancelCommand extends CallControlCommand {

	CancelCommand() {
		super(CommandSpec.named("TINO.CANCEL")
			.summary("Gives up a call made by TINO.CALL")
			.arguments(List.of(new CommandArgument("id", "integer", false))));
	}

	@Override
	void control(MultiplexedCalls calls, Request request) {
		calls.cancel(id(request));
	}

}
