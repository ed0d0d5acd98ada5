package io.tino.benchmarks.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.HdrHistogram.Histogram;

/**
 * Latencies of calls that end on several threads. Each thread has a histogram of its own,
 * so that they do not wait for each other.
 */
public final class Latencies {

	/** Latencies from 1 us on are told apart to two digits, in little memory. */
	private static final int SIGNIFICANT_DIGITS = 2;

	private final Queue<Histogram> all = new ConcurrentLinkedQueue<>();

	private final ThreadLocal<Histogram> ofThread = ThreadLocal.withInitial(this::create);

	private Histogram create() {
		Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
		this.all.add(histogram);
		return histogram;
	}

	/** Return the histogram of the current thread. */
	Histogram current() {
		return this.ofThread.get();
	}

	/**
	 * Record a latency.
	 * @param nanos the latency in nanoseconds
	 */
	public void record(long nanos) {
		current().recordValue(Math.max(0, nanos));
	}

	/**
	 * Add up all of them, once no thread records any more.
	 * @return the latencies of all threads
	 */
	public Histogram sum() {
		Histogram sum = new Histogram(SIGNIFICANT_DIGITS);
		this.all.forEach(sum::add);
		return sum;
	}

}
