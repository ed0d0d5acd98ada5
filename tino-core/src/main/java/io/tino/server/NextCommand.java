package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code NEXT cursor count}: returns the next items of what {@code ITER} has begun.
 */
final class NextCommand extends BuiltInCommand {

	NextCommand() {
		super(CommandSpec.named("NEXT")
			.summary("Returns the next items of a cursor")
			.group("tino")
			.arguments(List.of(new CommandArgument("cursor", "string", false),
					new CommandArgument("count", "integer", false))));
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		IterCommand.requireNoTransaction(call);
		int count = IterCommand.count(call.argument(1));
		call.session().cursors().find(call.argument(0)).next(call, count);
	}

}
