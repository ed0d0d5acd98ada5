package io.tino.spring.observation;

/**
 * Is told how long things of a kind take. Thread-safe.
 */
@FunctionalInterface
interface DurationMeter {

	/**
	 * One has ended.
	 * @param slot the {@link ThreadSlot} of this thread
	 * @param nanos how long it took
	 */
	void record(int slot, long nanos);

}
