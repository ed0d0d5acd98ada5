package io.tino.client;

import java.time.Duration;

import io.tino.transport.TransportLoop;

/**
 * Notices whether a client is used, and has something done while it is. Costs next to
 * nothing where it is used.
 */
final class RecentUse {

	private final TransportLoop loop;

	private final Duration interval;

	private final Runnable begun;

	private final Runnable repeated;

	/** Whether there has been use since that was looked at. */
	private volatile boolean used;

	private boolean active;

	/**
	 * Create an instance.
	 * @param loop the event loop
	 * @param interval how often it is looked at
	 * @param begun called on the event loop when use begins, not for the first time only
	 * @param repeated called on the event loop after each interval of use
	 */
	RecentUse(TransportLoop loop, Duration interval, Runnable begun, Runnable repeated) {
		this.loop = loop;
		this.interval = interval;
		this.begun = begun;
		this.repeated = repeated;
	}

	/** The client is used. Called on any thread. */
	void note() {
		if (!this.used) {
			this.used = true;
			this.loop.execute(this::wakeUp);
		}
	}

	private void wakeUp() {
		if (!this.active) {
			this.active = true;
			this.loop.schedule(this::look, this.interval);
			this.begun.run();
		}
	}

	private void look() {
		this.active = this.used;
		this.used = false;
		if (this.active) {
			this.loop.schedule(this::look, this.interval);
			this.repeated.run();
		}
	}

	/**
	 * Tell whether the client has been used in this interval or the one before. Called on
	 * the event loop.
	 */
	boolean isRecent() {
		return this.active;
	}

}
