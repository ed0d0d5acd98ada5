package io.tino.server;

import java.util.concurrent.TimeUnit;

/**
 * How fast a counter grows, by the times that somebody has looked at it: since the look
 * before the last one that was a second ago. Thread-safe.
 */
final class Rate {

	private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

	private long earlierNanos;

	private long earlierCount;

	private long laterNanos;

	private long laterCount;

	Rate(long nanoTime) {
		restart(nanoTime);
	}

	/** The counter is 0 again. */
	synchronized void restart(long nanoTime) {
		this.earlierNanos = nanoTime;
		this.earlierCount = 0;
		this.laterNanos = nanoTime;
		this.laterCount = 0;
	}

	/**
	 * Look at the counter.
	 * @param count what it has come to
	 * @param nanoTime the time in nanoseconds
	 * @return by how much it grows in a second
	 */
	synchronized double perSecond(long count, long nanoTime) {
		if (nanoTime - this.laterNanos >= WINDOW_NANOS) {
			this.earlierNanos = this.laterNanos;
			this.earlierCount = this.laterCount;
			this.laterNanos = nanoTime;
			this.laterCount = count;
		}
		long nanos = nanoTime - this.earlierNanos;
		return (nanos > 0) ? (double) (count - this.earlierCount) * WINDOW_NANOS / nanos : 0;
	}

}
