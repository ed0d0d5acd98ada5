package io.tino.server;

import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.resp.RespWriter;

/**
 * {@code EXEC}: runs what has been queued since {@code MULTI}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/exec/">EXEC in Redis</a>
 */
final class ExecCommand extends BuiltInCommand {

	ExecCommand() {
		super(CommandSpec.named("EXEC").summary("Runs all commands of a transaction").group("transactions"));
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	boolean mayWrite(ServerConnection connection) {
		Transaction transaction = connection.transaction();
		return transaction != null && transaction.mayWrite(connection);
	}

	@Override
	Execution execution(ServerCall call) {
		Transaction transaction = call.connection().transaction();
		return (transaction != null && transaction.mayBlock()) ? Execution.WORKER : Execution.EVENT_LOOP;
	}

	@Override
	void run(ServerCall call) {
		Transaction transaction = call.connection().transaction();
		if (transaction == null) {
			throw error("EXEC without MULTI");
		}
		call.connection().transaction(null);
		try {
			boolean changed = call.connection().endWatch();
			if (transaction.isAborted()) {
				throw new CommandException(ErrorCode.EXECABORT, "Transaction discarded because of previous errors.");
			}
			if (changed) {
				call.reply(RespWriter::nullArray);
				return;
			}
			new TransactionCalls(call, transaction).run();
		}
		finally {
			transaction.release();
		}
	}

	/** Say why a transaction is discarded when {@code EXEC} itself is refused. */
	static CommandException discarded(CommandException cause) {
		String code = cause.code().equals(ErrorCode.ERR.name()) ? "" : cause.code() + " ";
		return new CommandException(ErrorCode.EXECABORT,
				"Transaction discarded because of: " + code + cause.getMessage());
	}

}
