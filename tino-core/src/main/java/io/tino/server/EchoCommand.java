package io.tino.server;

import java.util.List;

import io.netty.buffer.ByteBuf;

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
			.arguments(List.of(new CommandArgument("message", "string", false)))
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
	void run(ServerCall call) {
		call.reply(call.argument(0), EchoCommand::copy);
	}

	private static void copy(ByteBuf argument, ByteBuf out) {
		out.writeBytes(argument, argument.readerIndex(), argument.readableBytes());
	}

}
