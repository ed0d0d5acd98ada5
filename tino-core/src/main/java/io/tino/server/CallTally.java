package io.tino.server;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often a command has run and for how long, as one thread counts it: nothing of a
 * count is locked, and no other thread waits for it. Read by any thread.
 */
final class CallTally {

	/** One number, with nothing beside it that another thread writes or reads. */
	private final AtomicLongArray nanos = new AtomicLongArray(LatencyHistogram.PADDING + 1 + LatencyHistogram.PADDING);

	private final LatencyHistogram histogram = new LatencyHistogram();

	/** A call has run. Called by one thread, or by one after another. */
	void called(long callNanos) {
		this.nanos.lazySet(LatencyHistogram.PADDING, this.nanos.getPlain(LatencyHistogram.PADDING) + callNanos);
		this.histogram.record(callNanos);
	}

	/** Return how long all calls together have run. */
	long totalNanos() {
		return this.nanos.get(LatencyHistogram.PADDING);
	}

	/** Return how long single calls have run. */
	LatencyHistogram histogram() {
		return this.histogram;
	}

}
