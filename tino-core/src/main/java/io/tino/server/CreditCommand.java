package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.Request;

/**
 * {@code TINO.CREDIT id n}: takes more items of a stream.
 */
final class CreditCommand extends CallControlCommand {

	CreditCommand() {
		super(CommandSpec.named("TINO.CREDIT")
			.summary("Takes more items of the stream of a call made by TINO.CALL")
			.arguments(
					List.of(new CommandArgument("id", "integer", false), new CommandArgument("n", "integer", false))));
	}

	@Override
	void control(MultiplexedCalls calls, Request request) {
		calls.credit(id(request), number(request, 2, "invalid credit"));
	}

}
