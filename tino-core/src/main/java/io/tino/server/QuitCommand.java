package io.tino.server;

import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code QUIT}. Arguments are ignored, as in Redis.
 */
final class QuitCommand extends BuiltInCommand {

	QuitCommand() {
		super(CommandSpec.named("QUIT")
			.summary("Closes the connection")
			.group("connection")
			.arguments(0, CommandSpec.UNLIMITED));
	}

	@Override
	boolean isOpenToAll() {
		return true;
	}

	@Override
	boolean isAllowedToSubscribers() {
		return true;
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		call.closeAfterReply();
		call.reply(RespWriter::ok);
	}

}
