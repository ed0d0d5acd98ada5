package io.tino.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much waits for all clients of a server that do not keep up, as of when it was last
 * looked at. Thread-safe.
 */
final class OutputBudget {

	private final long limitBytes;

	private final AtomicLong bytes = new AtomicLong();

	OutputBudget(long limitBytes) {
		this.limitBytes = limitBytes;
	}

	void add(long delta) {
		this.bytes.addAndGet(delta);
	}

	/** Tell whether there is no memory left for clients that do not read. */
	boolean isUsedUp() {
		return this.bytes.get() > this.limitBytes;
	}

	long bytes() {
		return this.bytes.get();
	}

}
