package io.tino.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;

/**
 * The calls of a transaction, kept until all have been made. Then {@code MULTI} is sent,
 * and once the server has taken it, the calls and {@code EXEC} at once: so none of them
 * runs outside the transaction, and no other call within.
 * <p>
 * Calls are added on one thread; all else is confined to the event loop of the
 * connection.
 */
final class ClientTransaction {

	private final SessionConnection connection;

	private final CallEncoder encoder;

	private final ReplyReader<Void> ignoring;

	/** Those that have not been sent. */
	private final List<ClientCall<?>> kept = new ArrayList<>();

	/** Those that have been, in the order in which they are answered. */
	private final List<ClientCall<?>> sent = new ArrayList<>();

	private final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();

	private @Nullable ClientCall<?> exec;

	private boolean execSent;

	/**
	 * Create a transaction without calls.
	 * @param connection the connection
	 * @param encoder writes the requests of the transaction itself
	 */
	ClientTransaction(SessionConnection connection, CallEncoder encoder) {
		this.connection = connection;
		this.encoder = encoder;
		this.ignoring = new ReplyReader<>(encoder.codec(), Void.class);
	}

	/** Add a call. */
	void add(ClientCall<?> call) {
		this.connection.keep(call);
		this.kept.add(call);
	}

	int size() {
		return this.kept.size();
	}

	/** Return what is completed when all calls are, or otherwise by who gives them up. */
	CompletableFuture<@Nullable Void> outcome() {
		return this.outcome;
	}

	/** Add the last call, which runs the others, and begin. */
	void exec(ClientCall<?> exec) {
		this.connection.keep(exec);
		this.exec = exec;
		exec.reply().whenComplete(this::answered);
		this.connection.submit(request("MULTI", exec.startNanos(), exec.deadlineNanos()), this);
	}

	/** Tell whether there is a last call. */
	boolean isComplete() {
		return this.exec != null;
	}

	private ClientCall<?> exec() {
		ClientCall<?> last = this.exec;
		if (last == null) {
			throw new IllegalStateException("The transaction is not complete");
		}
		return last;
	}

	private ClientCall<Void> request(String command, long startNanos, long deadlineNanos) {
		return request(command, this.encoder.plain(command, Map.of()), startNanos, deadlineNanos);
	}

	/** Make a call that does not count, and of which only an error matters. */
	private ClientCall<Void> request(String command, ClientRequest request, long startNanos, long deadlineNanos) {
		ClientCall<Void> call = new ClientCall<>(command, request, Void.class, this.ignoring, startNanos,
				deadlineNanos);
		call.over();
		return call;
	}

	private long deadlineNanos() {
		return exec().deadlineNanos();
	}

	/** Tell whether the calls are to be sent, now that the server would take them. */
	boolean isWanted(long now) {
		return !this.outcome.isDone() && deadlineNanos() - now > 0;
	}

	/**
	 * Send all calls, with the next flush.
	 * @param session where to
	 * @param now the time
	 * @return how many bytes are kept no more
	 */
	long send(ClientSession session, long now) {
		ClientCall<?> last = exec();
		long bytes = last.request().length();
		for (ClientCall<?> call : this.kept) {
			if (call.isDone()) { // whoever made it has given it up
				this.connection.drop(call);
				continue;
			}
			bytes += call.request().length();
			this.sent.add(call);
			this.connection.send(session, queueing(call), now);
		}
		this.kept.clear();
		this.execSent = true;
		this.connection.send(session, last, now);
		return bytes;
	}

	/** What comes first is not the reply but says that there will be one, or why not. */
	private ClientCall<Void> queueing(ClientCall<?> call) {
		ClientCall<Void> queueing = request(call.command(), call.request(), exec().startNanos(), deadlineNanos());
		queueing.reply().whenComplete((queued, failure) -> {
			if (failure != null) {
				call.fail((TinoException) failure);
			}
		});
		return queueing;
	}

	/** Send that there will be no calls, in case the server has taken {@code MULTI}. */
	void discard(ClientSession session, long now, long deadlineNanos) {
		this.connection.send(session, request("DISCARD", now, deadlineNanos), now);
	}

	/**
	 * End without having sent the calls.
	 * @param failure what {@code MULTI} has failed with, or {@code null} if it has not
	 */
	void notSent(@Nullable TinoException failure) {
		ClientCall<?> last = exec();
		if (failure instanceof TinoCommandException error) {
			last.fail(new TinoCommandException("MULTI", error.code(), error.detail(), false));
		}
		else if (failure instanceof TinoConnectionException) {
			last.fail(new TinoConnectionException(String.valueOf(failure.getMessage()), false, failure.getCause()));
		}
		else if (failure == null && this.outcome.isDone()) {
			last.fail(new TinoCancelledException("EXEC", "not run: the transaction was given up", false));
		}
		else {
			last.fail(ClientConnection.timeout(last, false));
		}
	}

	/** End before there is a last call. */
	void drop(TinoException failure) {
		this.kept.forEach(this.connection::drop);
		this.kept.forEach((call) -> call.fail(failure));
		this.outcome.completeExceptionally(failure);
	}

	private void answered(@Nullable Object replies, @Nullable Throwable failure) {
		if (failure != null) {
			end((TinoException) failure);
		}
		else if (replies instanceof RespValue.Array array && array.elements().size() == this.sent.size()) {
			for (int i = 0; i < this.sent.size(); i++) {
				this.sent.get(i).complete(array.elements().get(i));
			}
			List<TinoException> failures = failures();
			end(failures.isEmpty() ? null : new TinoTransactionException(failures, this.sent.size()));
		}
		else if (replies instanceof RespValue.Null) {
			end(new TinoWatchException());
		}
		else {
			end(new TinoReplyException("EXEC", "array of " + this.sent.size() + " replies",
					new IllegalStateException("The server has queued something else")));
		}
	}

	private List<TinoException> failures() {
		List<TinoException> failures = new ArrayList<>();
		for (ClientCall<?> call : this.sent) {
			if (call.isDone()) {
				call.reply().whenComplete((reply, failure) -> {
					if (failure instanceof TinoException tino) {
						failures.add(tino);
					}
				});
			}
		}
		return failures;
	}

	private void end(@Nullable TinoException failure) {
		if (failure instanceof TinoCommandException) {
			failures().stream().limit(1).forEach(failure::addSuppressed); // the reason
		}
		if (!this.execSent) {
			this.connection.drop(exec());
		}
		this.kept.forEach(this.connection::drop);
		this.sent.forEach(this.connection::over);
		if (failure != null) {
			this.kept.forEach((call) -> call.fail(failure));
			this.sent.forEach((call) -> call.fail(failure));
			this.outcome.completeExceptionally(failure);
		}
		this.outcome.complete(null);
	}

}
