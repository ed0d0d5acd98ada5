package io.tino.server;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last calls that were slow, the latest one first. Thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/commands/slowlog/">SLOWLOG in Redis</a>
 */
final class SlowLog {

	private final int maxLength;

	private final Deque<Entry> entries = new ArrayDeque<>();

	private long nextId;

	/**
	 * Create an empty log.
	 * @param maxLength how many calls are kept
	 */
	SlowLog(int maxLength) {
		this.maxLength = maxLength;
	}

	synchronized void add(Instant time, long nanos, List<String> elements, String address, String clientName) {
		long id = this.nextId++;
		if (this.maxLength == 0) {
			return;
		}
		if (this.entries.size() == this.maxLength) {
			this.entries.removeLast();
		}
		this.entries.addFirst(new Entry(id, time, nanos, elements, address, clientName));
	}

	/** Return the latest entries. */
	synchronized List<Entry> latest(long count) {
		return this.entries.stream().limit(count).toList();
	}

	synchronized int length() {
		return this.entries.size();
	}

	synchronized void reset() {
		this.entries.clear();
	}

	/**
	 * A call that was slow.
	 *
	 * @param id counts the calls, those forgotten included
	 * @param time when it was over
	 * @param nanos how long it took
	 * @param elements the call as {@link CallText} shows it
	 * @param address where it came from
	 * @param clientName the name of the connection, empty if it has none
	 */
	record Entry(long id, Instant time, long nanos, List<String> elements, String address, String clientName) {
	}

}
