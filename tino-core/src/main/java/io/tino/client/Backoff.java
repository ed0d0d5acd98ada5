package io.tino.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before connecting again: longer each time, and never as long as others
 * do. Does not wait itself.
 */
final class Backoff {

	private final long minNanos;

	private final long maxNanos;

	private final DoubleSupplier random;

	/** What was waited at most last time, or 0. */
	private long lastNanos;

	/**
	 * Create an instance.
	 * @param min the least time
	 * @param max the most time
	 * @param random gives numbers from 0 to less than 1
	 */
	Backoff(Duration min, Duration max, DoubleSupplier random) {
		this.minNanos = min.toNanos();
		this.maxNanos = Math.max(max.toNanos(), this.minNanos);
		this.random = random;
	}

	/** Tell whether nothing has been waited for since the last reset. */
	boolean isFresh() {
		return this.lastNanos == 0;
	}

	/** Return how long to wait now. */
	Duration next() {
		this.lastNanos = Math.min(2 * Math.max(this.lastNanos, this.minNanos), this.maxNanos);
		long least = Math.max(this.lastNanos / 2, this.minNanos);
		return Duration.ofNanos(least + (long) ((this.lastNanos - least) * this.random.getAsDouble()));
	}

	/** Begin with the least time again. */
	void reset() {
		this.lastNanos = 0;
	}

}
