package io.tino.server;

import java.util.List;

import io.netty.buffer.Unpooled;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code PING [message]}.
 */
final class PingCommand extends BuiltInCommand {

	PingCommand() {
		super(CommandSpec.named("PING")
			.summary("Answers that the server is there")
			.group("connection")
			.arguments(List.of(new CommandArgument("message", "string", true)))
			.arguments(0, CommandSpec.UNLIMITED));
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
		boolean amongMessages = call.connection().isSubscriber();
		call.reply((writer) -> {
			if (amongMessages) { // in RESP2 the answer looks like a message
				writer.array(2);
				writer.bulk("pong");
				writer.bulk((call.argumentCount() > 0) ? call.argument(0) : Unpooled.EMPTY_BUFFER);
			}
			else if (call.argumentCount() == 0) {
				writer.simpleString("PONG");
			}
			else {
				writer.bulk(call.argument(0));
			}
		});
	}

}
