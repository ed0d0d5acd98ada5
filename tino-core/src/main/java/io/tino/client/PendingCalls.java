package io.tino.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a client that are not over, and the bytes of those that are not
 * sent, and says when there are too many. Thread-safe.
 */
final class PendingCalls {

	private final int maxCalls;

	private final long maxBytes;

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	PendingCalls(int maxCalls, long maxBytes) {
		this.maxCalls = maxCalls;
		this.maxBytes = maxBytes;
	}

	/**
	 * Count a call, if there is room for it.
	 * @param command the command that is called
	 * @return why there is none, or {@code null} if the call is counted
	 */
	@Nullable TinoOverloadedException begin(String command) {
		if (this.calls.incrementAndGet() <= this.maxCalls) {
			return null;
		}
		end();
		return new TinoOverloadedException(command, this.maxCalls);
	}

	/** A counted call is over. */
	void end() {
		this.calls.decrementAndGet();
	}

	/**
	 * A call is over, and counts no more.
	 * @param call the call
	 * @return {@code false} if that has been said before
	 */
	boolean end(ClientCall<?> call) {
		boolean first = call.over();
		if (first) {
			end();
		}
		return first;
	}

	/**
	 * Count the bytes of a request that waits to be sent, unless as many wait as may. One
	 * request may go beyond that, however long it is.
	 * @param command the command that is called
	 * @param length how many bytes the request has
	 * @return why there is no room, or {@code null} if the bytes are counted
	 */
	@Nullable TinoOverloadedException queue(String command, int length) {
		if (this.bytes.getAndAdd(length) < this.maxBytes) {
			return null;
		}
		unqueue(length);
		return TinoOverloadedException.bytes(command, this.maxBytes);
	}

	/** Count the bytes of a request that has been sent and waits once more. */
	void requeue(int length) {
		this.bytes.addAndGet(length);
	}

	/** Counted bytes are sent, or will never be. */
	void unqueue(long length) {
		this.bytes.addAndGet(-length);
	}

	/** Let go of the request of a call that waits, and will not be sent. */
	void drop(ClientCall<?> call) {
		unqueue(call.request().length());
		call.releaseRequest();
	}

	int calls() {
		return this.calls.get();
	}

	long bytes() {
		return this.bytes.get();
	}

}
