package io.tino.server;

import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code WATCH key [key ...]}: the next transaction does not run if the application says
 * in the meantime that a key {@linkplain WatchedKeys#changed(String) has changed}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/watch/">WATCH in Redis</a>
 */
final class WatchCommand extends BuiltInCommand {

	/** A key is a name, and many connections may watch as many. */
	private static final int MAX_KEYS = 1_000;

	private static final int MAX_KEY_LENGTH = 1024;

	WatchCommand() {
		super(CommandSpec.named("WATCH")
			.summary("Lets the next transaction run only if nothing changes what is watched")
			.group("transactions")
			.arguments(1, CommandSpec.UNLIMITED));
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		if (call.connection().transaction() != null) {
			throw error("WATCH inside MULTI is not allowed");
		}
		Watch watch = call.connection().watch(call.session().context().settings().watchedKeys);
		if (watch.size() + call.argumentCount() > MAX_KEYS) {
			throw error("a connection may watch " + MAX_KEYS + " keys");
		}
		for (int index = 0; index < call.argumentCount(); index++) {
			if (call.argument(index).readableBytes() > MAX_KEY_LENGTH) {
				throw error("key exceeds " + MAX_KEY_LENGTH + " bytes");
			}
		}
		for (int index = 0; index < call.argumentCount(); index++) {
			watch.add(ChannelName.of(call.argument(index)));
		}
		call.reply(RespWriter::ok);
	}

}
