package io.tino.benchmarks.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.load.Latencies;
import io.tino.benchmarks.load.LoadResult;

/**
 * Counts the batches of several connections, and says when they are enough. Thread-safe.
 */
final class RespLoad {

	/** After which time replies that have not come never will. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final int callsPerBatch;

	private final LongAdder batches = new LongAdder();

	private final Latencies latencies = new Latencies();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final CountDownLatch connections;

	private volatile boolean over;

	/**
	 * Create a load that has no end yet.
	 * @param connections how many connections send batches
	 * @param callsPerBatch how many calls make a batch
	 */
	RespLoad(int connections, int callsPerBatch) {
		this.connections = new CountDownLatch(connections);
		this.callsPerBatch = callsPerBatch;
	}

	/**
	 * All replies to a batch have come.
	 * @return whether to send another one
	 */
	boolean replied(long nanos) {
		this.batches.increment();
		this.latencies.record(nanos);
		return !this.over;
	}

	/** A connection sends no more batches, and maybe has failed. */
	void ended(@Nullable Throwable cause) {
		if (cause != null) {
			this.failure.compareAndSet(null, cause);
		}
		this.connections.countDown();
	}

	/**
	 * Let the connections go on for a time, and wait for the last replies.
	 * @throws IllegalStateException if a connection has failed, or replies do not come
	 */
	LoadResult run(Duration duration) throws InterruptedException {
		long start = System.nanoTime();
		// Before that time only if all fail
		this.connections.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		this.over = true;
		boolean ended = this.connections.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		long nanos = System.nanoTime() - start;
		Throwable failed = this.failure.get();
		if (failed != null) {
			throw new IllegalStateException("A connection has failed", failed);
		}
		if (!ended) {
			throw new IllegalStateException(this.connections.getCount() + " connections have no replies");
		}
		return new LoadResult(this.batches.sum() * this.callsPerBatch, nanos, this.latencies.sum());
	}

}
