package io.tino.spring.observation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many values there were, their sum, and the greatest of them. Readers see at least
 * what happened before they read.
 */
final class Totals {

	private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(long[].class);

	/**
	 * As long as what a processor caches as one. It is on either side of the numbers, so
	 * that what one thread writes is nowhere near what another one writes, or reads.
	 */
	private static final int PADDING = 8;

	private static final int COUNT = PADDING;

	private static final int SUM = PADDING + 1;

	private static final int MAX = PADDING + 2;

	private final long[] numbers = new long[PADDING + 3 + PADDING];

	/** Add a value, at least 0. Called by one thread at a time. */
	void add(long value) {
		NUMBER.setOpaque(this.numbers, COUNT, this.numbers[COUNT] + 1);
		NUMBER.setOpaque(this.numbers, SUM, this.numbers[SUM] + value);
		if (value > this.numbers[MAX]) {
			NUMBER.setOpaque(this.numbers, MAX, value);
		}
	}

	/** Add a value, at least 0, as others may at the same time. */
	void addShared(long value) {
		NUMBER.getAndAdd(this.numbers, COUNT, 1L);
		NUMBER.getAndAdd(this.numbers, SUM, value);
		long max = (long) NUMBER.getOpaque(this.numbers, MAX);
		while (value > max && !NUMBER.compareAndSet(this.numbers, MAX, max, value)) {
			max = (long) NUMBER.getOpaque(this.numbers, MAX);
		}
	}

	/** Return how many values there were. */
	long count() {
		return (long) NUMBER.getOpaque(this.numbers, COUNT);
	}

	/** Return the sum of the values. */
	long sum() {
		return (long) NUMBER.getOpaque(this.numbers, SUM);
	}

	/** Return the greatest value since this was called last, or 0. */
	long takeMax() {
		return (long) NUMBER.getAndSet(this.numbers, MAX, 0L);
	}

}
