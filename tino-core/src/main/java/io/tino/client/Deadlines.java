package io.tino.client;

import java.util.Collection;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Finds the calls whose time is over.
 */
final class Deadlines {

	private Deadlines() {
	}

	/**
	 * Fail the calls whose time is over.
	 * @param calls the calls, none of which is removed
	 * @param nanoTime the time
	 * @param expired fails a call
	 * @return the earliest deadline of the calls that still wait, or {@code null} if none
	 * does
	 */
	static @Nullable Long expire(Collection<ClientCall<?>> calls, long nanoTime, Consumer<ClientCall<?>> expired) {
		Long earliest = null;
		for (ClientCall<?> call : calls) {
			if (call.isDone()) {
				continue;
			}
			if (call.deadlineNanos() - nanoTime <= 0) {
				expired.accept(call);
			}
			else {
				earliest = earlier(earliest, call.deadlineNanos());
			}
		}
		return earliest;
	}

	static Long earlier(@Nullable Long one, long other) {
		return (one != null && one - other < 0) ? one : other;
	}

}
