package io.tino.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The times that something was slow, of each second the slowest. Thread-safe.
 */
final class LatencyEvent {

	/** As many as Redis keeps. */
	private static final int MAX_SAMPLES = 160;

	private final String name;

	private final String advice;

	private final Deque<Sample> samples = new ArrayDeque<>();

	private long maxMillis;

	/**
	 * Create an event that has not happened.
	 * @param name the name that Redis has for it
	 * @param advice what to do about it
	 */
	LatencyEvent(String name, String advice) {
		this.name = name;
		this.advice = advice;
	}

	String name() {
		return this.name;
	}

	String advice() {
		return this.advice;
	}

	synchronized void add(long epochSecond, long millis) {
		this.maxMillis = Math.max(this.maxMillis, millis);
		Sample last = this.samples.peekLast();
		if (last != null && last.epochSecond == epochSecond) {
			this.samples.removeLast();
			this.samples.add(new Sample(epochSecond, Math.max(last.millis, millis)));
			return;
		}
		if (this.samples.size() == MAX_SAMPLES) {
			this.samples.removeFirst();
		}
		this.samples.add(new Sample(epochSecond, millis));
	}

	/** Return the samples that are kept, the latest one last. */
	synchronized List<Sample> samples() {
		return List.copyOf(this.samples);
	}

	/** Return the latest sample; one of nothing if it has just been reset. */
	synchronized Sample latest() {
		Sample last = this.samples.peekLast();
		return (last != null) ? last : new Sample(0, 0);
	}

	/** Return the longest time there ever was. */
	synchronized long maxMillis() {
		return this.maxMillis;
	}

	synchronized void reset() {
		this.samples.clear();
		this.maxMillis = 0;
	}

	/**
	 * A second in which something was slow.
	 *
	 * @param epochSecond the second
	 * @param millis how long it took
	 */
	record Sample(long epochSecond, long millis) {
	}

}
