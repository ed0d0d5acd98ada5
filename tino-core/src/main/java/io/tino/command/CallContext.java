package io.tino.command;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

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
	 * The context of a call that brings nothing along, and of a thread that runs no call.
	 */
	public static final CallContext EMPTY = new CallContext(Map.of(), null, () -> 0);

	private static final ThreadLocal<@Nullable CallContext> CURRENT = new ThreadLocal<>();

	private final Map<String, String> headers;

	private final @Nullable Long deadlineNanos;

	private final LongSupplier nanoTime;

	private CallContext(Map<String, String> headers, @Nullable Long deadlineNanos, LongSupplier nanoTime) {
		this.headers = headers;
		this.deadlineNanos = deadlineNanos;
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
		if (headers.isEmpty() && timeout == null) {
			return EMPTY;
		}
		return new CallContext(Map.copyOf(headers),
				(timeout != null) ? Long.valueOf(nanoTime.getAsLong() + timeout.toNanos()) : null, nanoTime);
	}

	/**
	 * Return the context of the call that runs on this thread.
	 * @return the context, {@link #EMPTY} outside of calls
	 */
	public static CallContext current() {
		CallContext current = CURRENT.get();
		return (current != null) ? current : EMPTY;
	}

	/**
	 * Make this the context of the current thread, as of one that goes on with a call.
	 * @return the context that was current before, to be made current again afterwards
	 */
	public CallContext attach() {
		CallContext previous = current();
		if (this == previous) {
			return previous;
		}
		if (this == EMPTY) {
			CURRENT.remove();
		}
		else {
			CURRENT.set(this);
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
		Long deadline = this.deadlineNanos;
		return (deadline != null) ? Duration.ofNanos(deadline - this.nanoTime.getAsLong()) : null;
	}

	@Override
	public String toString() {
		return "CallContext[headers=" + this.headers.keySet() + ", remaining=" + remaining() + "]";
	}

}
