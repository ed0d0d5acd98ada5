package io.tino.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportLoop;

/**
 * Counts the calls of a client that are not over, and the bytes of those that are not
 * sent, and says when there are too many. Thread-safe.
 */
final class PendingCalls {

	/** As many numbers as a processor caches as one: no others are beside the counts. */
	private static final int PADDING = 8;

	private static final int CALLS = PADDING;

	private static final int BYTES = CALLS + 1;

	/** From this limit on a few calls more or less are next to none. */
	private static final int LARGE = 10_000;

	private static final int KEPT_IF_LARGE = 64;

	/** Such a part of the bytes may be sent without having been counted. */
	private static final int PART_AT_ONCE = 64;

	private final int maxCalls;

	private final long maxBytes;

	private final AtomicLongArray counts = new AtomicLongArray(BYTES + 1 + PADDING);

	/**
	 * Whether there was no room of late. Read by all who begin calls, as they would wait
	 * for each other to read what they count by.
	 */
	private volatile boolean full;

	private final Map<TransportLoop, LoopPermits> permits = new ConcurrentHashMap<>();

	PendingCalls(int maxCalls, long maxBytes) {
		this.maxCalls = maxCalls;
		this.maxBytes = maxBytes;
	}

	/**
	 * Tell whether there is room for a call, before it is counted.
	 * @param command the command that is called
	 * @return why there is none, or {@code null} if there is
	 */
	@Nullable TinoOverloadedException refusal(String command) {
		return (this.full && this.counts.get(CALLS) >= this.maxCalls)
				? new TinoOverloadedException(command, this.maxCalls) : null;
	}

	/**
	 * Count a call that is to be sent, and the bytes of its request until they are,
	 * unless there are as many as may be. One request may go beyond that, however long it
	 * is.
	 * @param call the call
	 * @return why there is no room, or {@code null} if the call is counted
	 */
	@Nullable TinoOverloadedException begin(ClientCall<?> call) {
		if (!reserve(1)) {
			return new TinoOverloadedException(call.command(), this.maxCalls);
		}
		int length = call.request().length();
		if (this.counts.getAndAdd(BYTES, length) < this.maxBytes) {
			return null;
		}
		unqueue(length);
		end(1);
		return TinoOverloadedException.bytes(call.command(), this.maxBytes);
	}

	/** Count so many calls, or none and return {@code false} if there is no room. */
	boolean reserve(int more) {
		if (this.counts.addAndGet(CALLS, more) <= this.maxCalls) {
			return true;
		}
		end(more);
		this.full = true;
		return false;
	}

	/** So many counted calls are over. */
	void end(int less) {
		long left = this.counts.addAndGet(CALLS, -less);
		if (this.full && left < this.maxCalls) {
			this.full = false;
		}
	}

	/** A call is over, and counts no more. */
	void end(ClientCall<?> call) {
		if (call.over()) {
			end(1);
		}
	}

	/** Return what counts the calls that begin and end on an event loop. */
	LoopPermits of(TransportLoop loop) {
		return this.permits.computeIfAbsent(loop,
				(key) -> new LoopPermits(this, (this.maxCalls >= LARGE) ? KEPT_IF_LARGE : 0));
	}

	/**
	 * Return how many bytes may be sent one after another without having been queued:
	 * they are there but for a moment.
	 */
	long maxBytesAtOnce() {
		return this.maxBytes / PART_AT_ONCE;
	}

	/** Count the bytes of a request that has been sent and waits once more. */
	void requeue(int length) {
		this.counts.addAndGet(BYTES, length);
	}

	/** Counted bytes are sent, or will never be. */
	void unqueue(long length) {
		this.counts.addAndGet(BYTES, -length);
	}

	/** Let go of the request of a call that waits, and will not be sent. */
	void drop(ClientCall<?> call) {
		unqueue(call.request().length());
		call.releaseRequest();
	}

	/** Return how many calls are not over. */
	int calls() {
		return (int) this.counts.get(CALLS) - this.permits.values().stream().mapToInt(LoopPermits::spare).sum();
	}

	long bytes() {
		return this.counts.get(BYTES);
	}

}
