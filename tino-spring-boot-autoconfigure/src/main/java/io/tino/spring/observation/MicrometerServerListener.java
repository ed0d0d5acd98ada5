package io.tino.spring.observation;

import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.TinoConnection;
import io.tino.server.ConnectionLimit;
import io.tino.server.TinoServerListener;

/**
 * Measures a server: {@code tino.server.calls} times calls by command, outcome and error,
 * and {@code tino.server.calls.max} says how long the longest has taken of late;
 * {@code tino.server.connections} and {@code tino.server.calls.active} count what there
 * is now; {@code tino.server.connections.rejected} and
 * {@code tino.server.connections.evicted} count what was over a limit. A registry can
 * have one of these.
 *
 * @since 0.1.0
 */
public final class MicrometerServerListener implements TinoServerListener {

	/** All names that no command has, so that callers cannot make meters. */
	private static final String UNKNOWN = "unknown";

	private final OutcomeMeters calls;

	private final Map<ConnectionLimit, Counter> rejected;

	private final Map<ConnectionLimit, Counter> evicted;

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger active = new AtomicInteger();

	/**
	 * Create an instance that measures no distributions.
	 * @param registry where the meters are registered
	 */
	public MicrometerServerListener(MeterRegistry registry) {
		this(registry, List.of());
	}

	/**
	 * Create an instance.
	 * @param registry where the meters are registered
	 * @param filters the filters of the registry, which say whether it publishes
	 * percentiles or histograms of calls
	 */
	public MicrometerServerListener(MeterRegistry registry, List<MeterFilter> filters) {
		this.calls = new OutcomeMeters(registry, filters, "tino.server.calls", "Calls that the server has answered",
				"command", Tags.empty());
		this.rejected = counters(registry, "tino.server.connections.rejected",
				"Connections that were not accepted, as they were over a limit");
		this.evicted = counters(registry, "tino.server.connections.evicted",
				"Connections that were closed, as they were over a limit");
		Gauge.builder("tino.server.connections", this.connections, AtomicInteger::get)
			.description("Connections that are open")
			.register(registry);
		Gauge.builder("tino.server.calls.active", this.active, AtomicInteger::get)
			.description("Calls that run, but for those that are over at once")
			.register(registry);
	}

	private static Map<ConnectionLimit, Counter> counters(MeterRegistry registry, String name, String description) {
		Map<ConnectionLimit, Counter> counters = new EnumMap<>(ConnectionLimit.class);
		for (ConnectionLimit limit : ConnectionLimit.values()) {
			counters.put(limit,
					Counter.builder(name).description(description).tag("limit", limit.name()).register(registry));
		}
		return counters;
	}

	@Override
	public void connectionOpened(TinoConnection connection) {
		this.connections.incrementAndGet();
	}

	@Override
	public void connectionRejected(SocketAddress remoteAddress, ConnectionLimit limit) {
		this.rejected.get(limit).increment();
	}

	@Override
	public void connectionEvicted(TinoConnection connection, ConnectionLimit limit) {
		this.evicted.get(limit).increment();
	}

	@Override
	public void connectionClosed(TinoConnection connection) {
		this.connections.decrementAndGet();
	}

	@Override
	public void callStarted(Command command) {
		this.active.incrementAndGet();
	}

	@Override
	public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
		if (started) {
			this.active.decrementAndGet();
		}
		String name = (command != null) ? command.spec().name() : UNKNOWN;
		this.calls.record(name, errorCode, nanos);
	}

	@Override
	public @Nullable LongConsumer recorder(Command command) {
		return this.calls.recorder(command.spec().name());
	}

}
