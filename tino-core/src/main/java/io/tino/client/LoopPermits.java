package io.tino.client;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts the calls that begin and end on one event loop. It keeps room for a few that
 * have ended, so that those that take their place need not be counted together with the
 * calls of other threads, which would wait for each other. Confined to the event loop.
 */
final class LoopPermits {

	/** As many numbers as a processor caches as one. */
	private static final int PADDING = 16;

	private final PendingCalls calls;

	private final int kept;

	/** For how many calls there is room, with nothing beside it that others write. */
	private final AtomicIntegerArray spare = new AtomicIntegerArray(PADDING + 1 + PADDING);

	/**
	 * Create an instance.
	 * @param calls counts all calls
	 * @param kept how many calls room is kept for, and twice as many at most; 0 for none
	 */
	LoopPermits(PendingCalls calls, int kept) {
		this.calls = calls;
		this.kept = kept;
	}

	/** Count a call, or return {@code false} if there is no room for it. */
	boolean begin() {
		int room = this.spare.getPlain(PADDING);
		if (room == 0) {
			room = Math.max(this.kept, 1);
			if (!this.calls.reserve(room)) {
				return false;
			}
		}
		this.spare.lazySet(PADDING, room - 1);
		return true;
	}

	/** A call is over, wherever it has begun. */
	void end() {
		int room = this.spare.getPlain(PADDING) + 1;
		if (room > 2 * this.kept) {
			this.calls.end(room - this.kept);
			room = this.kept;
		}
		this.spare.lazySet(PADDING, room);
	}

	/** Return for how many calls room is kept. Called on any thread. */
	int spare() {
		return this.spare.get(PADDING);
	}

}
