package io.tino.spring.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoException;

/**
 * Makes idempotent calls again for as long as a {@link RetryPolicy} says so, all attempts
 * together within the timeout of the call.
 *
 * @param policy the policy
 */
record IdempotentCalls(RetryPolicy policy) {

	/**
	 * Call and wait, between attempts too.
	 * @param options how to call
	 * @param attempt calls once, and waits
	 * @param <T> the type of the reply
	 * @return the reply
	 */
	<T> @Nullable T call(TinoCallOptions options, Function<TinoCallOptions, @Nullable T> attempt) {
		RetryBudget budget = new RetryBudget(this.policy, options);
		try {
			return new RetryTemplate(budget).<@Nullable T>execute(() -> attempt.apply(budget.nextAttempt()));
		}
		catch (RetryException ex) {
			throw unchecked(telling(ex.getExceptions()));
		}
	}

	/**
	 * Call without waiting.
	 * @param options how to call
	 * @param attempt calls once
	 * @param <T> the type of the reply
	 * @return completed with the reply
	 */
	<T> CompletableFuture<@Nullable T> callAsync(TinoCallOptions options,
			Function<TinoCallOptions, CompletableFuture<@Nullable T>> attempt) {
		return new RetriedCall<>(new RetryBudget(this.policy, options), attempt).start();
	}

	/**
	 * Choose the failure that is thrown: the last one, unless an earlier one knows better
	 * whether the call may have run.
	 * @param failures those of all attempts
	 * @return the failure
	 */
	static Throwable telling(List<Throwable> failures) {
		Throwable last = failures.get(failures.size() - 1);
		if (last instanceof TinoException tino && !tino.mayHaveRun()) {
			for (Throwable failure : failures) {
				if (failure instanceof TinoException earlier && earlier.mayHaveRun()) {
					earlier.addSuppressed(last);
					return earlier;
				}
			}
		}
		return last;
	}

	private static RuntimeException unchecked(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		return (failure instanceof RuntimeException unchecked) ? unchecked : new IllegalStateException(failure);
	}

}
