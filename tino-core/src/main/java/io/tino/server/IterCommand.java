package io.tino.server;

import java.util.List;

import io.netty.buffer.ByteBuf;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.resp.RespNumber;

/**
 * {@code ITER count command [argument ...]}: calls a command that returns a stream, and
 * answers with its first items and the cursor of the others. The session resolves the
 * command that is meant before it reads the arguments.
 */
final class IterCommand extends BuiltInCommand {

	/** The elements up to the name of the command that is called. */
	static final int HEAD_ELEMENTS = 3;

	private static final int MAX_COUNT = 10_000;

	IterCommand() {
		super(CommandSpec.named("ITER")
			.summary("Calls a command that returns a stream, and returns the first items and a cursor")
			.group("tino")
			.arguments(List.of(new CommandArgument("count", "integer", false),
					new CommandArgument("command", "string", false),
					new CommandArgument("argument", "string", true).asMultiple())));
	}

	/** Read how many items a client wants at once. */
	static int count(ByteBuf argument) {
		long count = RespNumber.parse(argument);
		if (count < 1 || count > MAX_COUNT) {
			throw error("count must be from 1 to " + MAX_COUNT);
		}
		return (int) count;
	}

	/** Refuse what would have to answer within a transaction. */
	static void requireNoTransaction(ServerCall call) {
		if (call.connection().transaction() != null) {
			throw error(call.command().spec().name() + " inside MULTI is not allowed");
		}
	}

	@Override
	void run(ServerCall call) {
		int count = count(call.argument(0));
		CallHead target = CallHead.resolve(call.request(), call.session().context().registry(), call.connection());
		if (target == null) {
			throw new IllegalStateException("ITER without a command");
		}
		call.session().cursors().open(call, target, count);
	}

	/** It is the other command that runs elsewhere. */
	@Override
	Execution execution(ServerCall call) {
		return Execution.EVENT_LOOP;
	}

}
