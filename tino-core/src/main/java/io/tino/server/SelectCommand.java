package io.tino.server;

import java.util.List;

import io.netty.buffer.ByteBuf;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.RespNumber;
import io.tino.resp.RespWriter;

/**
 * {@code SELECT 0}: clients that ask for the only database there is are content.
 */
final class SelectCommand extends BuiltInCommand {

	SelectCommand() {
		super(CommandSpec.named("SELECT")
			.summary("Selects database 0, the only one")
			.group("connection")
			.arguments(List.of(new CommandArgument("index", "integer", false))));
	}

	@Override
	void run(ServerCall call) {
		if (index(call.argument(0)) != 0) {
			throw error("DB index is out of range");
		}
		call.reply(RespWriter::ok);
	}

	private static int index(ByteBuf argument) {
		if (!RespNumber.isLong(argument)) {
			throw error("value is not an integer or out of range");
		}
		long index = RespNumber.parse(argument);
		if (index != (int) index) {
			throw error("value is out of range, value must between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
		}
		return (int) index;
	}

}
