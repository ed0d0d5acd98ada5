package io.tino.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a command has run and for how long, as one thread counts it: nothing of a
 * count is locked, and no other thread waits for it. Read by any thread.
 */
final class CallTally {

	private final AtomicLong nanos = new AtomicLong();

	private final LatencyHistogram histogram = new LatencyHistogram();

	/** A call has run. Called by one thread, or by one after another. */
	void called(long callNanos) {
		this.nanos.lazySet(this.nanos.getPlain() + callNanos);
		this.histogram.record(callNanos);
	}

	/** Return how long all calls together have run. */
	long totalNanos() {
		return this.nanos.get();
	}

	/** Return how long single calls have run. */
	LatencyHistogram histogram() {
		return this.histogram;
	}

}
