package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.Request;
import io.tino.resp.RequestDecoder;

/**
 * {@code TINO.ITEM id payload}: the next item of the stream that a call takes.
 */
final class ItemCommand extends CallControlCommand {

	private static final int PAYLOAD = 2;

	ItemCommand() {
		super(CommandSpec.named("TINO.ITEM")
			.summary("Sends the next item of the stream that a call made by TINO.CALL takes")
			.arguments(List.of(new CommandArgument("id", "integer", false),
					new CommandArgument("payload", "string", false))));
	}

	@Override
	void control(MultiplexedCalls calls, Request request) {
		calls.item(callId(request), request.element(PAYLOAD));
	}

	/** As long as any argument of an application's command. */
	@Override
	long maxRequestBytes() {
		return Long.MAX_VALUE;
	}

	@Override
	boolean refuse(MultiplexedCalls calls, RequestDecoder decoder, CommandException refusal) {
		Request request = decoder.request();
		if (request.available() < PAYLOAD || CallCommand.callId(request) == CallHead.IN_ORDER) {
			return false;
		}
		long bytes = (request.available() > PAYLOAD) ? request.element(PAYLOAD).readableBytes()
				: decoder.refusedBytes();
		calls.refuseItem(CallCommand.callId(request), bytes, refusal);
		return true;
	}

}
