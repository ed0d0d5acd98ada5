package io.tino.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The parameters of Redis that mean something here, and those that clients look at, with
 * the values that this server has. None of them is secret, and none can be changed.
 */
final class ConfigParameters {

	/** Nothing is ever evicted, as there are no keys. */
	static final String MAXMEMORY_POLICY = "noeviction";

	/** The percentiles of {@link StatisticsInfo}. */
	private static final String PERCENTILES = "50 99 99.9";

	private static final Map<String, Function<ServerCall, Object>> PARAMETERS = parameters();

	private ConfigParameters() {
	}

	private static Map<String, Function<ServerCall, Object>> parameters() {
		Map<String, Function<ServerCall, Object>> all = new TreeMap<>();
		all.put("appendonly", (call) -> "no");
		all.put("bind", ConfigParameters::bind);
		all.put("client-query-buffer-limit", (call) -> settings(call).limits.maxRequestBytes());
		all.put("cluster-enabled", (call) -> "no");
		all.put("databases", (call) -> 1);
		all.put("latency-monitor-threshold", (call) -> Math.max(0, settings(call).slowLogThreshold.toMillis()));
		all.put("latency-tracking", (call) -> "yes");
		all.put("latency-tracking-info-percentiles", (call) -> PERCENTILES);
		all.put("maxclients", ConfigParameters::maxClients);
		all.put("maxmemory", (call) -> Runtime.getRuntime().maxMemory());
		all.put("maxmemory-policy", (call) -> MAXMEMORY_POLICY);
		all.put("notify-keyspace-events", (call) -> "");
		all.put("port", ConfigParameters::port);
		all.put("proto-max-bulk-len",
				(call) -> Math.min(settings(call).limits.maxBulkBytes(), settings(call).limits.maxRequestBytes()));
		all.put("save", (call) -> "");
		all.put("slowlog-log-slower-than", (call) -> micros(settings(call).slowLogThreshold));
		all.put("slowlog-max-len", (call) -> settings(call).slowLogMaxLength);
		all.put("timeout", (call) -> settings(call).idleTimeout.toSeconds());
		return all;
	}

	private static ServerSettings settings(ServerCall call) {
		return call.session().context().settings();
	}

	private static long micros(Duration threshold) {
		return threshold.isNegative() ? -1 : threshold.toNanos() / 1000;
	}

	/** Return where the server listens, as the client sees it. */
	static int port(ServerCall call) {
		return (call.connection().localAddress() instanceof InetSocketAddress inet) ? inet.getPort() : 0;
	}

	private static String bind(ServerCall call) {
		InetSocketAddress address = settings(call).address;
		if (address == null) {
			return "";
		}
		return (address.getAddress() != null) ? address.getAddress().getHostAddress() : address.getHostString();
	}

	/** Return how many connections there may be. */
	static int maxClients(ServerCall call) {
		return settings(call).maxConnections;
	}

	/** Tell whether there is a parameter of a name, in any case. */
	static boolean exists(String name) {
		return PARAMETERS.containsKey(name.toLowerCase(Locale.ROOT));
	}

	/**
	 * Return the values of the parameters that a call asks for: those that it names, as
	 * it writes them, and those that its patterns match.
	 */
	static Map<String, String> matching(ServerCall call) {
		Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (int index = 0; index < call.argumentCount(); index++) {
			String wanted = call.text(index);
			Function<ServerCall, Object> named = PARAMETERS.get(wanted.toLowerCase(Locale.ROOT));
			if (named != null) {
				values.putIfAbsent(wanted, named.apply(call).toString());
			}
			else {
				addMatching(new GlobPattern(wanted, true), call, values);
			}
		}
		return values;
	}

	private static void addMatching(GlobPattern pattern, ServerCall call, Map<String, String> values) {
		PARAMETERS.forEach((name, value) -> {
			if (pattern.matches(name)) {
				values.putIfAbsent(name, value.apply(call).toString());
			}
		});
	}

}
