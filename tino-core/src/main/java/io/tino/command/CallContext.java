package io.tino.command;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * What a call brings along besides its arguments: the time that is left for it and its
 * headers. The server sets it on the thread that runs the call, so that calls made from
 * there inherit it. Immutable.
 *
 * @since 0.1.0
 */
public final class CallContext {

	/**
	 * The nanoseconds that are left for a call that may take any time.
	 */
	public static final long ANY_TIME = Long.MAX_VALUE;

	/**
	 * The context of a call that brings nothing along, and of a thread that runs no call.
	 */
	public static final CallContext EMPTY = new CallContext(Map.of(), 0, ANY_TIME, () -> 0);

	/** Found by an index on threads of Netty, as those of servers and clients are. */
	private static final FastThreadLocal<@Nullable CallContext> CURRENT = new FastThreadLocal<>();

	private final Map<String, String> headers;

	private final long startNanos;

	private final long timeoutNanos;

	private final LongSupplier nanoTime;

	private CallContext(Map<String, String> headers, long startNanos, long timeoutNanos, LongSupplier nanoTime) {
		this.headers = headers;
		this.startNanos = startNanos;
		this.timeoutNanos = timeoutNanos;
		this.nanoTime = nanoTime;
	}

	/**
	 * Create a context.
	 * @param headers the headers by their names, in lower case
	 * @param timeout the time that is left from now on, or {@code null} for any time
	 * @param nanoTime the clock
	 * @return the context
	 */
	public static CallContext of(Map<String, String> headers, @Nullable Duration timeout, LongSupplier nanoTime) {
		return of(headers, nanoTime.getAsLong(), (timeout != null) ? timeout.toNanos() : ANY_TIME, nanoTime);
	}

	/**
	 * Create a context of a call that has begun.
	 * @param headers the headers by their names, in lower case
	 * @param startNanos when the call has begun, by the clock
	 * @param timeoutNanos the nanoseconds that were left for it then, or
	 * {@link #ANY_TIME}
	 * @param nanoTime the clock
	 * @return the context
	 */
	public static CallContext of(Map<String, String> headers, long startNanos, long timeoutNanos,
			LongSupplier nanoTime) {
		if (headers.isEmpty() && timeoutNanos == ANY_TIME) {
			return EMPTY;
		}
		return new CallContext(Map.copyOf(headers), startNanos, timeoutNanos, nanoTime);
	}

	/**
	 * Return the context of the call that runs on this thread.
	 * @return the context, {@link #EMPTY} outside of calls
	 */
	public static CallContext current() {
		CallContext current = CURRENT.getIfExists();
		return (current != null) ? current : EMPTY;
	}

	/**
	 * Make this the context of the current thread, as of one that goes on with a call.
	 * @return the context that was current before, to be made current again afterwards
	 */
	public CallContext attach() {
		CallContext previous = current();
		if (this != previous) {
			// Nor does the thread keep what belongs to this class: it may outlive it
			CURRENT.set((this != EMPTY) ? this : null);
		}
		return previous;
	}

	/**
	 * Return the headers of the application that the client has sent.
	 * @return the headers by their names, in lower case
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * Return how much time is left for the call.
	 * @return the time, zero or below if there is none left, or {@code null} if the call
	 * may take any time
	 */
	public @Nullable Duration remaining() {
		long nanos = remainingNanos();
		return (nanos != ANY_TIME) ? Duration.ofNanos(nanos) : null;
	}

	/**
	 * Return how many nanoseconds are left for the call.
	 * @return the nanoseconds, zero or below if there are none left, or {@link #ANY_TIME}
	 */
	public long remainingNanos() {
		return (this.timeoutNanos != ANY_TIME) ? remainingNanos(this.nanoTime.getAsLong()) : ANY_TIME;
	}

	/**
	 * Return how many nanoseconds are left for the call at a time.
	 * @param time the time, by the clock of the call
	 * @return the nanoseconds, zero or below if there are none left, or {@link #ANY_TIME}
	 */
	public long remainingNanos(long time) {
		return (this.timeoutNanos != ANY_TIME) ? this.timeoutNanos - (time - this.startNanos) : ANY_TIME;
	}

	@Override
	public String toString() {
		return "CallContext[headers=" + this.headers.keySet() + ", remaining=" + remaining() + "]";
	}

}
