package io.tino.server;

import io.tino.command.CommandSpec;

/**
 * {@code MONITOR}: shows the calls of all clients from now on.
 *
 * @see <a href="https://redis.io/docs/latest/commands/monitor/">MONITOR in Redis</a>
 */
final class MonitorCommand extends BuiltInCommand {

	MonitorCommand() {
		super(CommandSpec.named("MONITOR").summary("Shows every call as it is made").group("server"));
	}

	@Override
	boolean isAdministrative() {
		return true;
	}

	@Override
	void run(ServerCall call) {
		if (call.isWithinTransaction()) {
			throw error("MONITOR isn't allowed for DENY BLOCKING client");
		}
		boolean already = call.connection().isMonitor();
		call.connection().monitor(true);
		call.session().context().monitors().add(call.session());
		call.reply((writer) -> {
			if (!already) { // Redis does not answer a second time
				writer.ok();
			}
		});
	}

}
