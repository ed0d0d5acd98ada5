package io.tino.client;

import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportLoop;

/**
 * Has something looked at when it is due. Confined to one event loop.
 */
final class DueTimer {

	private final TransportLoop loop;

	private final LongSupplier nanoTime;

	private final LongFunction<@Nullable Long> check;

	/** Whether anything is known to be due, and when: for each call this is asked. */
	private boolean known;

	private long dueNanos;

	/**
	 * Create a timer.
	 * @param loop the event loop
	 * @param nanoTime the clock
	 * @param check looks at what is due at a time, and returns when something is next, or
	 * {@code null} for never
	 */
	DueTimer(TransportLoop loop, LongSupplier nanoTime, LongFunction<@Nullable Long> check) {
		this.loop = loop;
		this.nanoTime = nanoTime;
		this.check = check;
	}

	/** Say when something is due, if that is not later than what is known. */
	void due(long nanoTime) {
		if (!this.known || nanoTime - this.dueNanos < 0) {
			this.known = true;
			this.dueNanos = nanoTime;
			long delay = Math.max(0, nanoTime - this.nanoTime.getAsLong());
			this.loop.schedule(this::run, Duration.ofNanos(delay));
		}
	}

	private void run() {
		long now = this.nanoTime.getAsLong();
		if (!this.known || this.dueNanos - now > 0) {
			return; // an earlier one has been here
		}
		this.known = false;
		Long next = this.check.apply(now);
		if (next != null) {
			due(next);
		}
	}

}
