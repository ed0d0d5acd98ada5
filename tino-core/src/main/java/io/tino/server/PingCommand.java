package io.tino.server;

import java.util.List;

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
			.arguments(List.of(new CommandArgument("message", "string", true))));
	}

	@Override
	long maxRequestBytes() {
		return Long.MAX_VALUE; // answers what it has been sent
	}

	@Override
	void run(ServerCall call) {
		call.reply((writer) -> {
			if (call.argumentCount() == 0) {
				writer.simpleString("PONG");
			}
			else {
				writer.bulk(call.argument(0));
			}
		});
	}

}
