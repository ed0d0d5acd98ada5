package io.tino.server;

import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code MULTI}: what follows is queued until {@code EXEC}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/multi/">MULTI in Redis</a>
 */
final class MultiCommand extends BuiltInCommand {

	MultiCommand() {
		super(CommandSpec.named("MULTI").summary("Starts a transaction").group("transactions"));
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		if (call.connection().transaction() != null) {
			throw error("MULTI calls can not be nested");
		}
		call.connection().transaction(new Transaction());
		call.reply(RespWriter::ok);
	}

}
