package io.tino.spring.observation;

import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Is told how long things of a kind take. Thread-safe.
 */
@FunctionalInterface
interface DurationMeter {

	/**
	 * One has ended.
	 * @param nanos how long it took
	 */
	void record(long nanos);

	/**
	 * Return what one thread alone can tell instead.
	 * @return it is told how many nanoseconds one took; {@code null} if there is no
	 * faster way
	 */
	default @Nullable LongConsumer recorder() {
		return null;
	}

}
