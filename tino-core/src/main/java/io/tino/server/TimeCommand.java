package io.tino.server;

import java.time.Instant;

import io.tino.command.CommandSpec;

/**
 * {@code TIME}: the time of the server, in seconds and microseconds.
 *
 * @see <a href="https://redis.io/docs/latest/commands/time/">TIME in Redis</a>
 */
final class TimeCommand extends BuiltInCommand {

	TimeCommand() {
		super(CommandSpec.named("TIME").summary("Tells the time of the server").group("server").since("2.6.0"));
	}

	@Override
	boolean isMultiplexed() {
		return true;
	}

	@Override
	void run(ServerCall call) {
		Instant now = call.session().context().clock().instant();
		call.reply((writer) -> {
			writer.array(2);
			writer.bulk(Long.toString(now.getEpochSecond()));
			writer.bulk(Integer.toString(now.getNano() / 1000));
		});
	}

}
