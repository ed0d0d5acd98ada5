package io.tino.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * The reply to a call of a transaction, or what follows it. Who waits for it before the
 * calls can be sent is told so, as it would never come.
 *
 * @param <T> the type of the reply
 */
final class TransactionReply<T extends @Nullable Object> extends CompletableFuture<T> {

	private final CollectedCalls calls;

	TransactionReply(CollectedCalls calls) {
		this.calls = calls;
	}

	/**
	 * Follow the reply to a call, and give up the call when this is given up.
	 * @param reply the reply
	 * @return this
	 */
	TransactionReply<T> follow(CompletableFuture<T> reply) {
		reply.whenComplete((value, failure) -> {
			if (failure != null) {
				completeExceptionally(failure);
			}
			else {
				complete(value);
			}
		});
		whenComplete((value, failure) -> reply.cancel(false));
		return this;
	}

	private void requireCollected() {
		if (!isDone() && !this.calls.isOver()) {
			throw new IllegalStateException(
					"The reply comes when the transaction has run, and must not be waited for before");
		}
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new TransactionReply<>(this.calls);
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		requireCollected();
		return super.get();
	}

	@Override
	public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		requireCollected();
		return super.get(timeout, unit);
	}

	@Override
	public T join() {
		requireCollected();
		return super.join();
	}

}
