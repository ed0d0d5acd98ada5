package io.tino.spring.client;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoClientInterceptor;
import io.tino.command.CallContext;

/**
 * Passes headers of the call that is being served on to the calls that are made
 * meanwhile: some by name, and those of its trace, as who takes no part in tracing is to
 * pass them on as they are. What a call has already stays as it is, so that this is to be
 * the last interceptor. A detached call gets nothing.
 *
 * @since 0.1.0
 */
public final class HeaderPropagation implements TinoClientInterceptor {

	private static final String TRACE_PARENT = "traceparent";

	private static final String TRACE_STATE = "tracestate";

	private static final String BAGGAGE = "baggage";

	private final Set<String> names;

	/**
	 * Create an interceptor.
	 * @param names the names of the headers, in any case, besides those of the trace
	 * @throws IllegalArgumentException if one of them is empty or one of the protocol's
	 * own
	 */
	public HeaderPropagation(Collection<String> names) {
		names.forEach((name) -> TinoCallOptions.DEFAULTS.withHeader(name, ""));
		this.names = names.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.filter((name) -> !name.equals(TRACE_STATE))
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public TinoCallOptions intercept(String command, TinoCallOptions options) {
		Map<String, String> served = CallContext.current().headers();
		if (served.isEmpty() || options.isDetached()) {
			return options;
		}
		TinoCallOptions extended = trace(options, served);
		for (String name : this.names) {
			extended = passOn(name, extended, served);
		}
		return passOn(BAGGAGE, extended, served);
	}

	/** The state belongs to the parent: that of another one would mislead. */
	private static TinoCallOptions trace(TinoCallOptions options, Map<String, String> served) {
		if (options.headers().containsKey(TRACE_PARENT)) {
			return options;
		}
		return passOn(TRACE_STATE, passOn(TRACE_PARENT, options, served), served);
	}

	private static TinoCallOptions passOn(String name, TinoCallOptions options, Map<String, String> served) {
		String value = served.get(name);
		return (value == null || options.headers().containsKey(name)) ? options : options.withHeader(name, value);
	}

}
