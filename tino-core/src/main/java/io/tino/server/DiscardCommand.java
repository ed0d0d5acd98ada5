package io.tino.server;

import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code DISCARD}: forgets what has been queued since {@code MULTI}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/discard/">DISCARD in Redis</a>
 */
final class DiscardCommand extends BuiltInCommand {

	DiscardCommand() {
		super(CommandSpec.named("DISCARD").summary("Discards a transaction").group("transactions"));
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		if (call.connection().transaction() == null) {
			throw error("DISCARD without MULTI");
		}
		call.connection().discardTransaction();
		call.reply(RespWriter::ok);
	}

}
