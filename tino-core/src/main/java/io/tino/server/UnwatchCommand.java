package io.tino.server;

import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code UNWATCH}: forgets what the connection watches.
 *
 * @see <a href="https://redis.io/docs/latest/commands/unwatch/">UNWATCH in Redis</a>
 */
final class UnwatchCommand extends BuiltInCommand {

	UnwatchCommand() {
		super(CommandSpec.named("UNWATCH").summary("Watches nothing any more").group("transactions"));
	}

	@Override
	void run(ServerCall call) {
		call.connection().endWatch();
		call.reply(RespWriter::ok);
	}

}
