package io.tino.server;

import java.time.Duration;

/**
 * How much may wait for one client to read it. What Redis calls
 * {@code client-output-buffer-limit}.
 *
 * @param softBytes the connection is closed when more than this waits for the grace
 * period on end
 * @param gracePeriod how long that may last
 * @param hardBytes the connection is closed as soon as more than this waits
 */
record OutputLimits(long softBytes, Duration gracePeriod, long hardBytes) {

	/** Less than this waits for every client at times. */
	static final int MIN_BYTES = 64 * 1024;

	/** What Redis allows those who have subscribed. */
	static final OutputLimits DEFAULT = new OutputLimits(8L << 20, Duration.ofSeconds(60), 32L << 20);

	OutputLimits withSoftLimit(long softBytes, Duration gracePeriod) {
		return new OutputLimits(softBytes, gracePeriod, this.hardBytes);
	}

	OutputLimits withHardLimit(long hardBytes) {
		return new OutputLimits(this.softBytes, this.gracePeriod, hardBytes);
	}

	/**
	 * Return how much is queued for a client before its requests wait. Far enough below
	 * the soft limit that a client that reads is never over it.
	 */
	long pauseBytes() {
		return Math.min(this.softBytes, this.hardBytes) / 2;
	}

}
