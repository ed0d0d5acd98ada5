package io.tino.client;

import org.jspecify.annotations.Nullable;

/**
 * Compares times of a clock that may overflow.
 */
final class Deadlines {

	private Deadlines() {
	}

	static Long earlier(@Nullable Long one, long other) {
		return (one != null && one - other < 0) ? one : other;
	}

	static long later(long one, long other) {
		return (one - other > 0) ? one : other;
	}

}
