package io.tino.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * How a call is made, besides what it calls. Immutable: each method that sets something
 * returns another instance.
 *
 * @since 0.1.0
 */
public final class TinoCallOptions {

	/**
	 * The client's timeout, no headers, not idempotent, 64 items ahead.
	 */
	public static final TinoCallOptions DEFAULTS = new TinoCallOptions(null, Map.of(), false, false, 64, null);

	private final @Nullable Duration timeout;

	private final Map<String, String> headers;

	private final boolean idempotent;

	private final boolean detached;

	private final int prefetch;

	private final Flow.@Nullable Publisher<?> items;

	private TinoCallOptions(@Nullable Duration timeout, Map<String, String> headers, boolean idempotent,
			boolean detached, int prefetch, Flow.@Nullable Publisher<?> items) {
		this.timeout = timeout;
		this.headers = headers;
		this.idempotent = idempotent;
		this.detached = detached;
		this.prefetch = prefetch;
		this.items = items;
	}

	/**
	 * Return how long the call may take.
	 * @return the time, or {@code null} for that of the client
	 */
	public @Nullable Duration timeout() {
		return this.timeout;
	}

	/**
	 * Return the headers that are sent with the call, if the server multiplexes calls:
	 * calls that are answered in order have none.
	 * @return the headers by their names, in lower case
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * Tell whether the call may run twice without harm, so that it can be made again when
	 * it is not known whether it has run.
	 * @return whether it may, {@code false} by default
	 */
	public boolean isIdempotent() {
		return this.idempotent;
	}

	/**
	 * Tell whether a call that is made while another one is served goes on without that
	 * one's deadline and headers, as it is to outlive it.
	 * @return whether it does, {@code false} by default
	 */
	public boolean isDetached() {
		return this.detached;
	}

	/**
	 * Return how many items of a stream the server may send ahead.
	 * @return the number, 64 by default
	 */
	public int prefetch() {
		return this.prefetch;
	}

	/**
	 * Return the stream that the call takes besides its arguments.
	 * @return the items, or {@code null} if it takes none
	 */
	public Flow.@Nullable Publisher<?> items() {
		return this.items;
	}

	/**
	 * Set how long the call may take, at most as long as the call being served may.
	 * @param timeout the time, above zero and at most 365 days
	 * @return options with that
	 * @throws IllegalArgumentException if the time is none of those
	 */
	public TinoCallOptions withTimeout(Duration timeout) {
		NettyTinoClient.requireUsable("timeout", timeout);
		return new TinoCallOptions(timeout, this.headers, this.idempotent, this.detached, this.prefetch, this.items);
	}

	/**
	 * Set a header.
	 * @param name the name, lower-cased
	 * @param value the value
	 * @return options with that
	 * @throws IllegalArgumentException if the name is empty or one of the protocol's own
	 */
	public TinoCallOptions withHeader(String name, String value) {
		String key = requireUsable(name);
		Objects.requireNonNull(value, "value must not be null");
		Map<String, String> extended = new LinkedHashMap<>(this.headers);
		extended.put(key, value);
		return new TinoCallOptions(this.timeout, Map.copyOf(extended), this.idempotent, this.detached, this.prefetch,
				this.items);
	}

	private static String requireUsable(String name) {
		String key = name.toLowerCase(Locale.ROOT);
		if (key.isBlank() || key.equals("deadline-ms") || key.equals("credit")) {
			throw new IllegalArgumentException("Header name '" + name + "' must not be used");
		}
		return key;
	}

	/**
	 * Say that the call may run twice without harm.
	 * @return options with that
	 */
	public TinoCallOptions asIdempotent() {
		return new TinoCallOptions(this.timeout, this.headers, true, this.detached, this.prefetch, this.items);
	}

	/**
	 * Let the call have neither deadline nor headers of the call being served.
	 * @return options with that
	 */
	public TinoCallOptions detached() {
		return new TinoCallOptions(this.timeout, this.headers, this.idempotent, true, this.prefetch, this.items);
	}

	/**
	 * Set how many items of a stream the server may send before they are taken, however
	 * many are asked for.
	 * @param prefetch the number, at least 1
	 * @return options with that
	 * @throws IllegalArgumentException if the number is below 1
	 */
	public TinoCallOptions withPrefetch(int prefetch) {
		if (prefetch < 1) {
			throw new IllegalArgumentException("prefetch must be at least 1, but is " + prefetch);
		}
		return new TinoCallOptions(this.timeout, this.headers, this.idempotent, this.detached, prefetch, this.items);
	}

	/**
	 * Let the call take a stream besides its arguments, as the command says that it does.
	 * @param items the items, each encoded as one value. They are subscribed to when the
	 * call is made, and asked for on an event loop of the client, as the server takes
	 * them: they must not block it. If they fail, the server is told, and what it answers
	 * is the result of the call. When the call is over they are cancelled. Items that
	 * have to be waited for come from a {@link BlockingPublisher}
	 * @return options with that
	 */
	public TinoCallOptions withItems(Flow.Publisher<?> items) {
		Objects.requireNonNull(items, "items must not be null");
		return new TinoCallOptions(this.timeout, this.headers, this.idempotent, this.detached, this.prefetch, items);
	}

	@Override
	public String toString() {
		return "TinoCallOptions[timeout=" + this.timeout + ", headers=" + this.headers.keySet() + ", idempotent="
				+ this.idempotent + ", detached=" + this.detached + ", prefetch=" + this.prefetch + ", items="
				+ (this.items != null) + "]";
	}

}
