package io.tino.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often calls have taken how long: eight classes for each doubling of the time, from
 * a microsecond to two minutes. Changed by one thread at a time, and read by any.
 */
final class LatencyHistogram {

	/** Two to this power is about a microsecond; shorter times are one class. */
	private static final int MIN_EXPONENT = 10;

	private static final int MAX_EXPONENT = 36;

	private static final int CLASSES_BITS = 3;

	private static final int CLASSES = 1 << CLASSES_BITS;

	private static final int SIZE = 1 + (MAX_EXPONENT - MIN_EXPONENT + 1) * CLASSES;

	/**
	 * As many numbers as a processor caches as one: what lies before them, other threads
	 * use without waiting.
	 */
	private static final int PADDING = 8;

	/** Where the sum of all times is, before the counts. */
	private static final int TOTAL = PADDING;

	private static final int COUNTS = TOTAL + 1;

	private final AtomicLongArray numbers = new AtomicLongArray(COUNTS + SIZE);

	/** A call has taken a time. */
	void record(long nanos) {
		add(TOTAL, nanos);
		add(COUNTS + index(nanos), 1);
	}

	/** Count what another one has counted as well. */
	void add(LatencyHistogram other) {
		for (int at = TOTAL; at < COUNTS + SIZE; at++) {
			add(at, other.numbers.get(at));
		}
	}

	/** Do not count what another one has counted, which this one has as well. */
	void subtract(LatencyHistogram other) {
		for (int at = TOTAL; at < COUNTS + SIZE; at++) {
			add(at, -other.numbers.get(at));
		}
	}

	/** Nobody else changes it, so that nothing need be locked. */
	private void add(int at, long number) {
		this.numbers.lazySet(at, this.numbers.getPlain(at) + number);
	}

	private long count(int index) {
		return this.numbers.get(COUNTS + index);
	}

	private static int index(long nanos) {
		if (nanos < 1 << MIN_EXPONENT) {
			return 0;
		}
		int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
		if (exponent > MAX_EXPONENT) {
			return SIZE - 1;
		}
		int offset = (int) (nanos >>> exponent - CLASSES_BITS) & CLASSES - 1;
		return 1 + (exponent - MIN_EXPONENT) * CLASSES + offset;
	}

	/** Return the time that no call of a class has reached. */
	private static long endNanos(int index) {
		if (index == 0) {
			return 1 << MIN_EXPONENT;
		}
		int exponent = MIN_EXPONENT + (index - 1) / CLASSES;
		return (CLASSES + (index - 1) % CLASSES + 1L) << exponent - CLASSES_BITS;
	}

	/** Return how long all calls together have taken. */
	long totalNanos() {
		return this.numbers.get(TOTAL);
	}

	/** Return how many calls there are. */
	long count() {
		long count = 0;
		for (int index = 0; index < SIZE; index++) {
			count += count(index);
		}
		return count;
	}

	/**
	 * Return how long calls take at most, but for the slowest ones.
	 * @param percent how many of a hundred calls are as fast
	 * @return the time in nanoseconds, an eighth too long at most; 0 without any calls
	 */
	long percentile(double percent) {
		long wanted = Math.max(1, (long) Math.ceil(count() * percent / 100));
		long seen = 0;
		for (int index = 0; index < SIZE; index++) {
			seen += count(index);
			if (seen >= wanted) {
				return endNanos(index);
			}
		}
		return 0;
	}

	/**
	 * Return how many calls have taken no longer than a time, for each doubling of the
	 * time within which there are any.
	 * @return numbers of calls by times in microseconds, as Redis rounds them
	 */
	Map<Long, Long> cumulativeByMicros() {
		Map<Long, Long> result = new TreeMap<>();
		long seen = 0;
		long before = 0;
		for (int index = 0; index < SIZE; index++) {
			seen += count(index);
			if (index % CLASSES == 0 && seen > before) {
				result.put(TimeUnit.NANOSECONDS.toMicros(endNanos(index)), seen);
				before = seen;
			}
		}
		return result;
	}

}
