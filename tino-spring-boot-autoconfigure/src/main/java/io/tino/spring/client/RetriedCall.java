package io.tino.spring.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;

import io.tino.client.TinoCallOptions;
import io.tino.command.CallContext;

/**
 * A call that nobody waits for, and that is made again when it has failed. Further
 * attempts inherit the context of the call being served, as the first one does.
 *
 * @param <T> the type of the reply
 */
final class RetriedCall<T> {

	private final RetryBudget budget;

	private final Function<TinoCallOptions, CompletableFuture<@Nullable T>> attempts;

	private final BackOffExecution backOff;

	private final CallContext context = CallContext.current();

	/** One attempt writes it before the next one begins. */
	private final List<Throwable> failures = new ArrayList<>();

	private final CompletableFuture<@Nullable T> reply = new CompletableFuture<>();

	private volatile @Nullable CompletableFuture<@Nullable T> attempt;

	RetriedCall(RetryBudget budget, Function<TinoCallOptions, CompletableFuture<@Nullable T>> attempts) {
		this.budget = budget;
		this.attempts = attempts;
		this.backOff = budget.getBackOff().start();
	}

	CompletableFuture<@Nullable T> start() {
		attempt();
		this.reply.whenComplete((value, failure) -> giveUp());
		return this.reply;
	}

	private void attempt() {
		CompletableFuture<@Nullable T> current = this.attempts.apply(this.budget.nextAttempt());
		this.attempt = current;
		if (this.reply.isDone()) {
			giveUp();
		}
		current.whenComplete(this::attempted);
	}

	private void giveUp() {
		CompletableFuture<@Nullable T> current = this.attempt;
		if (current != null) {
			current.cancel(false);
		}
	}

	private void attempted(@Nullable T value, @Nullable Throwable failure) {
		if (failure == null) {
			this.reply.complete(value);
			return;
		}
		this.failures.add(failure);
		if (!scheduleNext(failure)) {
			this.reply.completeExceptionally(IdempotentCalls.telling(this.failures));
		}
	}

	private boolean scheduleNext(Throwable failure) {
		if (this.reply.isDone() || !this.budget.shouldRetry(failure)) {
			return false;
		}
		long pause = this.backOff.nextBackOff();
		if (pause == BackOffExecution.STOP || !this.budget.allows(pause)) {
			return false;
		}
		CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(this::attemptAgain);
		return true;
	}

	private void attemptAgain() {
		if (this.reply.isDone()) {
			return;
		}
		CallContext previous = this.context.attach();
		try {
			attempt();
		}
		catch (Throwable ex) { // as if the arguments have been changed meanwhile
			this.reply.completeExceptionally(ex);
		}
		finally {
			previous.attach();
		}
	}

}
