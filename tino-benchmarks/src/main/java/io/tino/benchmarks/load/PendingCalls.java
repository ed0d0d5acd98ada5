package io.tino.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Calls that are to end, and why the first of those that failed has. May be told of ends
 * by many threads.
 */
final class PendingCalls {

	/** After which time calls that are not over never will be. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final CountDownLatch left;

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final Duration patience;

	PendingCalls(int calls) {
		this(calls, PATIENCE);
	}

	PendingCalls(int calls, Duration patience) {
		this.left = new CountDownLatch(calls);
		this.patience = patience;
	}

	/** One more call is over. */
	void end(@Nullable Throwable failure) {
		if (failure != null) {
			this.failure.compareAndSet(null, failure);
		}
		this.left.countDown();
	}

	/** Wait for a time, less if all calls are over before. */
	void await(Duration time) throws InterruptedException {
		this.left.await(time.toNanos(), TimeUnit.NANOSECONDS);
	}

	/** Wait until all calls are over. */
	void awaitAll() throws InterruptedException {
		await(this.patience);
		Throwable failed = this.failure.get();
		if (failed != null) {
			throw new IllegalStateException("A call has failed: " + failed.getMessage(), failed);
		}
		if (this.left.getCount() > 0) {
			throw new IllegalStateException(
					this.left.getCount() + " calls are not answered within " + this.patience.toSeconds() + " s");
		}
	}

}
