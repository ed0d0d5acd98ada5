package io.tino.client;

import org.jspecify.annotations.Nullable;

/**
 * The callers whose replies have come together. To wake a virtual thread from an event
 * loop, the system mostly has to wake one that carries it. For a virtual thread that runs
 * already it costs little to wake others: so one of them is woken, and wakes the rest.
 * Confined to an event loop.
 */
final class AnsweredCallers {

	private @Nullable WaitingCaller first;

	private @Nullable WaitingCaller last;

	/** Have a caller woken, with the next {@link #wake()}. */
	void add(WaitingCaller caller) {
		WaitingCaller before = this.last;
		if (before == null) {
			this.first = caller;
		}
		else {
			before.next(caller);
		}
		this.last = caller;
	}

	/** Have all callers woken by the first that waits still. */
	void wake() {
		WaitingCaller caller = this.first;
		this.first = null;
		this.last = null;
		while (caller != null) {
			WaitingCaller next = caller.takeNext();
			if (next == null) {
				caller.wake();
			}
			else if (caller.wakeWith(next)) {
				return;
			}
			caller = next;
		}
	}

}
