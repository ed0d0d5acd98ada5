package io.tino.server;

import java.util.List;

import io.netty.buffer.Unpooled;

import io.tino.command.Call.Reply;
import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code PING [message]}.
 */
final class PingCommand extends BuiltInCommand {

	private static final Reply PONG = (writer) -> writer.simpleString("PONG");

	PingCommand() {
		super(CommandSpec.named("PING")
			.summary("Answers that the server is there")
			.group("connection")
			.arguments(List.of(new CommandArgument("message", "string", true)))
			.arguments(0, CommandSpec.UNLIMITED)
			.completesAtOnce(true));
	}

	@Override
	boolean isMultiplexed() {
		return true;
	}

	@Override
	long maxRequestBytes() {
		return Long.MAX_VALUE; // answers what it has been sent
	}

	@Override
	boolean isAllowedToSubscribers() {
		return true;
	}

	@Override
	void run(ServerCall call) {
		if (call.argumentCount() > 1) { // found out late, as in Redis
			throw wrongNumberOfArguments(spec().name());
		}
		if (call.connection().isSubscriber()) {
			call.reply((writer) -> replyAmongMessages(call, writer));
		}
		else if (call.argumentCount() == 0) {
			call.reply(PONG);
		}
		else {
			call.reply((writer) -> writer.bulk(call.argument(0)));
		}
	}

	/** In RESP2 the answer looks like a message. */
	private static void replyAmongMessages(ServerCall call, RespWriter writer) {
		writer.array(2);
		writer.bulk("pong");
		writer.bulk((call.argumentCount() > 0) ? call.argument(0) : Unpooled.EMPTY_BUFFER);
	}

}
