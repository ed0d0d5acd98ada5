package io.tino.client;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Calls by when their time is over, the earliest first, in whatever order they come: a
 * binary heap in which each call knows its place, so that one that has ended is not
 * looked for.
 */
final class DeadlineHeap {

	private static final int CAPACITY = 16;

	private @Nullable ClientCall<?>[] heap = new ClientCall<?>[CAPACITY];

	private int size;

	void add(ClientCall<?> call) {
		if (this.size == this.heap.length) {
			this.heap = Arrays.copyOf(this.heap, this.size * 2);
		}
		moveUp(this.size++, call);
	}

	/** Remove a call, if it is there. */
	void remove(ClientCall<?> call) {
		int index = call.deadlineIndex();
		if (index < 0) {
			return;
		}
		call.deadlineIndex(-1);
		ClientCall<?> last = get(--this.size);
		this.heap[this.size] = null;
		if (last == call) {
			return;
		}
		if (index > 0 && last.isDueBefore(get(parent(index)))) {
			moveUp(index, last);
		}
		else {
			moveDown(index, last);
		}
	}

	/** Return the call whose time is over first, {@code null} if there is none. */
	@Nullable ClientCall<?> peek() {
		return this.heap[0];
	}

	private void moveUp(int start, ClientCall<?> call) {
		int index = start;
		while (index > 0 && call.isDueBefore(get(parent(index)))) {
			put(index, get(parent(index)));
			index = parent(index);
		}
		put(index, call);
	}

	private void moveDown(int start, ClientCall<?> call) {
		int index = start;
		for (int child = earlierChild(index); child < this.size; child = earlierChild(index)) {
			if (!get(child).isDueBefore(call)) {
				break;
			}
			put(index, get(child));
			index = child;
		}
		put(index, call);
	}

	private int earlierChild(int index) {
		int left = 2 * index + 1;
		int right = left + 1;
		return (right < this.size && get(right).isDueBefore(get(left))) ? right : left;
	}

	private static int parent(int index) {
		return (index - 1) / 2;
	}

	private ClientCall<?> get(int index) {
		ClientCall<?> call = this.heap[index];
		if (call == null) {
			throw new IllegalStateException("No call at " + index);
		}
		return call;
	}

	private void put(int index, ClientCall<?> call) {
		this.heap[index] = call;
		call.deadlineIndex(index);
	}

}
