package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code STOP cursor}: ends what {@code ITER} has begun. Answers how many cursors have
 * been ended, 1 or 0.
 */
final class StopCommand extends BuiltInCommand {

	StopCommand() {
		super(CommandSpec.named("STOP")
			.summary("Ends a cursor")
			.group("tino")
			.arguments(List.of(new CommandArgument("cursor", "string", false))));
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		IterCommand.requireNoTransaction(call);
		boolean stopped = call.session().cursors().stop(call.argument(0));
		call.reply((writer) -> writer.number(stopped ? 1 : 0));
	}

}
