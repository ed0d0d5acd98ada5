package io.tino.server;

import java.util.concurrent.CountDownLatch;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.resp.RespWriter;

/**
 * Runs the calls of a transaction one after another on the thread that {@code EXEC} runs
 * on, and collects their replies. It waits for calls that complete elsewhere.
 */
final class TransactionCalls implements CallCompletion {

	private static final int REPLIES_CAPACITY = 1024;

	private final ServerCall exec;

	private final Transaction transaction;

	private final ByteBuf replies;

	private @Nullable Outcome outcome;

	/** Whether the calls have run from the first to the last. */
	private boolean allRun;

	private boolean released;

	/**
	 * Create an instance.
	 * @param exec the call that runs the others
	 * @param transaction what to run
	 */
	TransactionCalls(ServerCall exec, Transaction transaction) {
		this.exec = exec;
		this.transaction = transaction;
		this.replies = exec.session().transport().allocator().buffer(REPLIES_CAPACITY);
	}

	/** Run all calls and answer. */
	void run() {
		try {
			int size = this.transaction.size();
			TransactionExecutor executor = this.exec.session().context().settings().transactions;
			if (executor == null || !this.transaction.callsApplication()) {
				runAll(false);
			}
			else {
				executor.execute(() -> runAll(true));
				requireAllRun();
			}
			this.exec.reply((reply) -> {
				reply.array(size);
				reply.buffer().writeBytes(this.replies, this.replies.readerIndex(), this.replies.readableBytes());
			});
		}
		catch (FailedCallException ex) {
			this.exec.fail(new CommandException(ErrorCode.EXECABORT,
					"Transaction rolled back because of: " + ex.error.code() + " " + ex.error.getMessage()));
		}
		finally {
			release();
		}
	}

	/** Each call has one reply, whatever the executor makes of them. */
	private void requireAllRun() {
		if (!this.allRun) {
			throw new IllegalStateException("The transaction executor has neither run all calls nor failed");
		}
	}

	/** Begin with the first call, which an executor may do again. */
	private synchronized void begin() {
		if (this.released) {
			throw new IllegalStateException("The transaction is over");
		}
		this.allRun = false;
		this.replies.clear();
	}

	private void runAll(boolean untilOneFails) {
		begin();
		for (QueuedRequest request : this.transaction.requests()) {
			CommandException error = run(request);
			if (error != null && untilOneFails) {
				throw new FailedCallException(error);
			}
		}
		this.allRun = true;
	}

	/** Run one call and return its error. */
	private @Nullable CommandException run(QueuedRequest request) {
		ServerContext context = this.exec.session().context();
		ServerCall call = new ServerCall(this.exec.session(), this, request.head(), request.request(),
				context.nanoTime().getAsLong());
		Outcome current = new Outcome(call);
		synchronized (this) {
			this.outcome = current;
		}
		if (isOutOfPlace(call.command())) {
			call.fail(BuiltInCommand.error(call.command().spec().name()
					+ " cannot be in a transaction together with commands that may block"));
		}
		else {
			call.run();
		}
		current.await();
		long nanos = context.nanoTime().getAsLong() - call.startNanos();
		context.show(call, nanos);
		String code = (current.error != null) ? current.error.code() : null;
		context.listener().callCompleted(call.command(), code, nanos, false);
		if (call.closesAfterReply()) {
			this.exec.closeAfterReply();
		}
		return current.error;
	}

	/** Such transactions run on a worker. */
	private boolean isOutOfPlace(Command command) {
		return command instanceof BuiltInCommand builtIn && builtIn.isConfinedToEventLoop()
				&& !this.exec.session().transport().inEventLoop();
	}

	@Override
	public synchronized void complete(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure) {
		Outcome current = this.outcome;
		if (current == null || current.call != call) { // nobody waits for it any more
			return;
		}
		try {
			current.error = call.write(reply, failure, new RespWriter(this.replies, call.connection().version()));
		}
		catch (Throwable ex) { // as for lack of memory
			current.failure = ex;
		}
		current.done.countDown();
	}

	@Override
	public ItemReceiver receiver(ServerCall call) {
		throw new IllegalStateException("A stream does not answer a call in order");
	}

	/** Nobody waits any more for a call that was cut off. */
	@Override
	public void dropped(ServerCall call) {
		// Its outcome has been forgotten
	}

	private synchronized void release() {
		this.released = true;
		this.outcome = null;
		this.replies.release();
	}

	/**
	 * What a call has come to.
	 */
	private static final class Outcome {

		private final ServerCall call;

		private final CountDownLatch done = new CountDownLatch(1);

		private volatile @Nullable CommandException error;

		private volatile @Nullable Throwable failure;

		Outcome(ServerCall call) {
			this.call = call;
		}

		void await() {
			try {
				this.done.await();
			}
			catch (InterruptedException ex) { // as the client has gone, or the server
												// does not wait
				this.call.cancel(ErrorCode.CANCELLED.name());
				throw new IllegalStateException("A transaction was cut off", ex);
			}
			if (this.failure != null) {
				throw new IllegalStateException("A reply within a transaction cannot be written", this.failure);
			}
		}

	}

	/**
	 * Ends a transaction that has to be undone.
	 */
	private static final class FailedCallException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient CommandException error;

		FailedCallException(CommandException error) {
			super(error.getMessage(), error, false, false);
			this.error = error;
		}

	}

}
