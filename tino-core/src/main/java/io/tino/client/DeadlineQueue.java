package io.tino.client;

import org.jspecify.annotations.Nullable;

/**
 * Calls by when their time is over, the earliest first. Most calls have the same time,
 * and so come in order: they are a chain, which costs the same however many there are.
 * Others are kept in a heap.
 */
final class DeadlineQueue {

	/** Calls of several threads that have the same time come nearly in order. */
	private static final int MAX_STEPS = 8;

	private @Nullable ClientCall<?> first;

	private @Nullable ClientCall<?> last;

	private final DeadlineHeap others = new DeadlineHeap();

	void add(ClientCall<?> call) {
		ClientCall<?> before = this.last;
		for (int steps = 0; before != null && call.isDueBefore(before); steps++) {
			if (steps == MAX_STEPS) {
				this.others.add(call);
				return;
			}
			before = before.chainedBefore();
		}
		ClientCall<?> behind = (before != null) ? before.chainedBehind() : this.first;
		link(before, call);
		link(call, behind);
	}

	/** Remove a call, if it is there. */
	void remove(ClientCall<?> call) {
		if (call.isChained()) {
			link(call.chainedBefore(), call.chainedBehind());
			call.unchain();
		}
		else {
			this.others.remove(call);
		}
	}

	private void link(@Nullable ClientCall<?> before, @Nullable ClientCall<?> behind) {
		if (before != null) {
			before.chainBehind(behind);
		}
		else {
			this.first = behind;
		}
		if (behind != null) {
			behind.chainBefore(before);
		}
		else {
			this.last = before;
		}
	}

	/** Return the call whose time is over first, or {@code null} if there is none. */
	@Nullable ClientCall<?> peek() {
		ClientCall<?> other = this.others.peek();
		ClientCall<?> chained = this.first;
		return (chained == null || (other != null && other.isDueBefore(chained))) ? other : chained;
	}

	/**
	 * Take a call whose time is over.
	 * @param nanoTime the time
	 * @return the call, or {@code null} if there is none such
	 */
	@Nullable ClientCall<?> pollOverdue(long nanoTime) {
		ClientCall<?> earliest = peek();
		if (earliest == null || earliest.deadlineNanos() - nanoTime > 0) {
			return null;
		}
		remove(earliest);
		return earliest;
	}

}
