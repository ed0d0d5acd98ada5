package io.tino.server;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.tino.transport.TransportConnection;

/**
 * What waits for one client to read it, and what that means for the client.
 * <p>
 * Requests of a client that reads wait until it has caught up. One that takes nothing may
 * be sending all of its requests before it reads, and would wait forever for the server
 * to go on: so the server goes on, up to the hard limit. Confined to the event loop of
 * the connection.
 */
final class OutputBacklog {

	/** How often a client that does not keep up is looked at. */
	private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

	private final OutputLimits limits;

	private final OutputBudget budget;

	private final LongSupplier nanoTime;

	private final TransportConnection transport;

	private final Listener listener;

	/** What waits; 0 while the client keeps up. */
	private long bytes;

	/** What waits elsewhere until the client keeps up. */
	private long heldBytes;

	/** How much may wait before requests do, too. */
	private long pauseBytes;

	/** Whether the client has taken anything since it was looked at. */
	private boolean taken;

	private boolean overSoftLimit;

	private long overSoftLimitNanos;

	private boolean lookScheduled;

	private boolean ended;

	OutputBacklog(ServerContext context, TransportConnection transport, Listener listener) {
		this.limits = context.settings().outputLimits;
		this.budget = context.outputBudget();
		this.nanoTime = context.nanoTime();
		this.transport = transport;
		this.listener = listener;
		this.pauseBytes = this.limits.pauseBytes();
	}

	/** Look how much waits, before it becomes more and whenever it may be less. */
	void measure() {
		long now = this.transport.isWritable() ? 0 : this.transport.queuedBytes() + this.heldBytes;
		if (this.ended || (now == 0 && this.bytes == 0)) {
			return;
		}
		this.taken |= now < this.bytes;
		this.budget.add(now - this.bytes);
		this.bytes = now;
		if (now > this.limits.hardBytes()) {
			giveUp("over the hard limit");
			return;
		}
		checkSoftLimit();
		if (now == 0) {
			this.pauseBytes = this.limits.pauseBytes();
		}
		else if (!this.lookScheduled) {
			this.lookScheduled = this.transport.schedule(this::look, LOOK_INTERVAL);
		}
	}

	/** Say how much waits elsewhere. */
	void held(long heldBytes) {
		this.heldBytes = heldBytes;
		measure();
	}

	/** When there is no memory left, nobody may keep much of it for long. */
	private void checkSoftLimit() {
		boolean over = this.bytes > this.limits.softBytes() || (this.bytes > 0 && this.budget.isUsedUp());
		if (over && !this.overSoftLimit) {
			this.overSoftLimitNanos = this.nanoTime.getAsLong();
		}
		this.overSoftLimit = over;
	}

	private void look() {
		this.lookScheduled = false;
		measure();
		if (this.ended || this.bytes == 0) {
			return;
		}
		long overNanos = this.nanoTime.getAsLong() - this.overSoftLimitNanos;
		if (this.overSoftLimit && overNanos >= this.limits.gracePeriod().toNanos()) {
			giveUp("over the soft limit");
			return;
		}
		if (!this.taken) {
			this.pauseBytes = Math.max(this.pauseBytes, this.bytes + this.limits.pauseBytes());
		}
		this.taken = false;
		if (!isFull()) {
			this.listener.goOn();
		}
	}

	/** Tell whether requests have to wait for the client. */
	boolean isFull() {
		return this.bytes > this.pauseBytes || (this.bytes > 0 && this.budget.isUsedUp());
	}

	/** Messages have been queued, which wait for nobody. */
	void messagesQueued() {
		if (this.bytes > this.limits.softBytes() && this.budget.isUsedUp()) {
			giveUp("over the soft limit, and no memory is left");
		}
	}

	private void giveUp(String reason) {
		long waiting = this.bytes;
		end();
		this.listener.giveUp(waiting, reason);
	}

	/** The connection is closed. */
	void end() {
		this.ended = true;
		this.budget.add(-this.bytes);
		this.bytes = 0;
	}

	/**
	 * Does what is to be done.
	 */
	interface Listener {

		/** Go on with the requests that have waited. */
		void goOn();

		/**
		 * Close the connection.
		 * @param bytes how much waits
		 * @param reason why that is too much
		 */
		void giveUp(long bytes, String reason);

	}

}
