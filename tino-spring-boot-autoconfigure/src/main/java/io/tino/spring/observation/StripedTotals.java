package io.tino.spring.observation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How many values there were, their sum, and the greatest of them. Each thread with a
 * {@link ThreadSlot} has numbers of its own, which nobody else writes; the other threads
 * share theirs. Thread-safe: readers see at least what happened before they read.
 */
final class StripedTotals {

	private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(long[].class);

	/**
	 * As long as what a processor caches as one. It is on either side of the numbers, so
	 * that what one thread writes is nowhere near what another one writes, or reads.
	 */
	private static final int PADDING = 8;

	private static final int COUNT = PADDING;

	private static final int SUM = PADDING + 1;

	private static final int MAX = PADDING + 2;

	private static final int LENGTH = PADDING + 3 + PADDING;

	private final long[] shared = new long[LENGTH];

	/** By slot; of threads that have had nothing to add, there are none. */
	private volatile long[] @Nullable [] own = {};

	/** Count a value, and nothing else. */
	void increment(int slot) {
		long[] numbers = numbers(slot);
		if (slot == ThreadSlot.NONE) {
			NUMBER.getAndAdd(numbers, COUNT, 1L);
		}
		else {
			NUMBER.setOpaque(numbers, COUNT, numbers[COUNT] + 1);
		}
	}

	/**
	 * Add a value.
	 * @param slot that of this thread
	 * @param value the value, at least 0
	 */
	void add(int slot, long value) {
		long[] numbers = numbers(slot);
		if (slot == ThreadSlot.NONE) {
			addShared(numbers, value);
			return;
		}
		NUMBER.setOpaque(numbers, COUNT, numbers[COUNT] + 1);
		NUMBER.setOpaque(numbers, SUM, numbers[SUM] + value);
		if (value > numbers[MAX]) {
			NUMBER.setOpaque(numbers, MAX, value);
		}
	}

	private static void addShared(long[] numbers, long value) {
		NUMBER.getAndAdd(numbers, COUNT, 1L);
		NUMBER.getAndAdd(numbers, SUM, value);
		long max = (long) NUMBER.getOpaque(numbers, MAX);
		while (value > max && !NUMBER.compareAndSet(numbers, MAX, max, value)) {
			max = (long) NUMBER.getOpaque(numbers, MAX);
		}
	}

	private long[] numbers(int slot) {
		if (slot == ThreadSlot.NONE) {
			return this.shared;
		}
		long[] @Nullable [] current = this.own;
		long[] numbers = (slot < current.length) ? current[slot] : null;
		return (numbers != null) ? numbers : create(slot);
	}

	private synchronized long[] create(int slot) {
		long[] @Nullable [] grown = Arrays.copyOf(this.own, Math.max(this.own.length, slot + 1));
		long[] numbers = new long[LENGTH];
		grown[slot] = numbers;
		this.own = grown;
		return numbers;
	}

	private Stream<long[]> all() {
		return Stream.concat(Stream.of(this.shared), Arrays.stream(this.own).filter(Objects::nonNull));
	}

	/** Return how many values there were. */
	long count() {
		return sum(COUNT);
	}

	/** Return the sum of the values. */
	long sum() {
		return sum(SUM);
	}

	private long sum(int index) {
		return all().mapToLong((numbers) -> (long) NUMBER.getOpaque(numbers, index)).sum();
	}

	/** Return the greatest value since this was called last, or 0. */
	long takeMax() {
		return all().mapToLong((numbers) -> (long) NUMBER.getAndSet(numbers, MAX, 0L)).max().orElse(0);
	}

}
