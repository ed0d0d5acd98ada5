package io.tino.client;

import java.util.Queue;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Finds the calls whose time is over.
 */
final class Deadlines {

	private Deadlines() {
	}

	/**
	 * Take the calls off the front whose time is over, and those that nobody waits for.
	 * Those behind the first one that goes on waiting are not looked at: all calls have
	 * the same time, so that one that has overtaken another is late by no more than that.
	 * @param calls the calls, in the order in which they were made
	 * @param nanoTime the time
	 * @param taken takes a call
	 * @return the deadline of the first call left, or {@code null} if there is none
	 */
	static @Nullable Long takeOverdue(Queue<ClientCall<?>> calls, long nanoTime, Consumer<ClientCall<?>> taken) {
		ClientCall<?> first = calls.peek();
		while (first != null && (first.isDone() || first.deadlineNanos() - nanoTime <= 0)) {
			taken.accept(calls.remove());
			first = calls.peek();
		}
		return (first != null) ? first.deadlineNanos() : null;
	}

	static Long earlier(@Nullable Long one, long other) {
		return (one != null && one - other < 0) ? one : other;
	}

	static long later(long one, long other) {
		return (one - other > 0) ? one : other;
	}

}
