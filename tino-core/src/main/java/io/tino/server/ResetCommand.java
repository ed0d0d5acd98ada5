package io.tino.server;

import io.tino.command.CommandSpec;

/**
 * {@code RESET}: makes the connection as good as new. State that belongs to it is
 * dropped, and cleaned up after by the time of the reply.
 *
 * @see <a href="https://redis.io/docs/latest/commands/reset/">RESET in Redis</a>
 */
final class ResetCommand extends BuiltInCommand {

	ResetCommand() {
		super(CommandSpec.named("RESET").summary("Resets the connection").group("connection"));
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
		ServerConnection connection = call.connection();
		call.session().leave();
		call.session().multiplexedCalls().cancelAll();
		call.session().cursors().stopAll();
		connection.reset();
		connection.attributes()
			.clear(call.session().context().workers(), () -> call.reply((writer) -> writer.simpleString("RESET")));
	}

}
