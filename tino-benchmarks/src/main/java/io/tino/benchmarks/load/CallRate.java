package io.tino.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;

/**
 * Calls that begin at a rate. The latency of each counts from when it should have begun,
 * so that what a slow reply holds up is not omitted.
 */
final class CallRate {

	/** After which time calls that are not over never will be. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final PeerClient.AsyncCall call;

	private final int callsPerSecond;

	private final Latencies latencies = new Latencies();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	CallRate(PeerClient.AsyncCall call, int callsPerSecond) {
		this.call = call;
		this.callsPerSecond = callsPerSecond;
	}

	LoadResult run(Duration duration) throws Exception {
		int calls = Math.toIntExact(this.callsPerSecond * duration.toMillis() / 1000);
		CountDownLatch ended = new CountDownLatch(calls);
		long start = System.nanoTime();
		for (int i = 0; i < calls; i++) {
			long due = start + i * TimeUnit.SECONDS.toNanos(1) / this.callsPerSecond;
			waitUntil(due);
			this.call.start((failure) -> {
				this.latencies.record(System.nanoTime() - due);
				if (failure != null) {
					this.failure.compareAndSet(null, failure);
				}
				ended.countDown();
			});
		}
		if (!ended.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new IllegalStateException(ended.getCount() + " calls are not answered");
		}
		Throwable failed = this.failure.get();
		if (failed != null) {
			throw new IllegalStateException("A call has failed", failed);
		}
		return new LoadResult(calls, System.nanoTime() - start, this.latencies.sum());
	}

	private static void waitUntil(long due) {
		long left = due - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = due - System.nanoTime();
		}
	}

}
