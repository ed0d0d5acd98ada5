package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code ECHO message}.
 */
final class EchoCommand extends BuiltInCommand {

	EchoCommand() {
		super(CommandSpec.named("ECHO")
			.summary("Answers with what it is given")
			.group("connection")
			.arguments(List.of(new CommandArgument("message", "string", false))));
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
	void run(ServerCall call) {
		call.reply((writer) -> writer.bulk(call.argument(0)));
	}

}
