package io.tino.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * How often calls have been answered by which error. Thread-safe.
 */
final class ErrorStatistics {

	/** As many codes as Redis counts; applications may make up any number. */
	private static final int MAX_CODES = 128;

	private final LongAdder total = new LongAdder();

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	void count(String code) {
		this.total.increment();
		LongAdder count = this.counts.get(code);
		if (count == null && this.counts.size() < MAX_CODES) {
			count = this.counts.computeIfAbsent(code, (key) -> new LongAdder());
		}
		if (count != null) {
			count.increment();
		}
	}

	/** Return the number of all errors, those with further codes included. */
	long total() {
		return this.total.sum();
	}

	/** Return how often there was an error with a code. */
	long count(Enum<?> code) {
		@Nullable LongAdder count = this.counts.get(code.name());
		return (count != null) ? count.sum() : 0;
	}

	/** Return the numbers of errors by their codes, in alphabetical order. */
	Map<String, Long> byCode() {
		Map<String, Long> result = new TreeMap<>();
		this.counts.forEach((code, count) -> result.put(code, count.sum()));
		return result;
	}

	void reset() {
		this.total.reset();
		this.counts.clear();
	}

}
