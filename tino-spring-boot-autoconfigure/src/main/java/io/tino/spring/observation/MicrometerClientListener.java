package io.tino.spring.observation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;

import io.tino.client.TinoClient;
import io.tino.client.TinoClientListener;

/**
 * Measures a client: {@code tino.client.calls} times calls by command, outcome and error,
 * and {@code tino.client.calls.max} says how long the longest has taken of late;
 * {@code tino.client.connections} and {@code tino.client.calls.active} count what there
 * is now. All are tagged with the name of the client, of which a registry can have one.
 *
 * @since 0.1.0
 */
public final class MicrometerClientListener implements TinoClientListener {

	private final MeterRegistry registry;

	private final List<MeterFilter> filters;

	private final String client;

	private final OutcomeMeters calls;

	private final AtomicInteger connections = new AtomicInteger();

	/** Several may have the same name; most have none of it before them. */
	private final List<TinoClient> clients = new CopyOnWriteArrayList<>();

	/**
	 * Create an instance for the client named
	 * {@value io.tino.client.TinoClientListener#DEFAULT_CLIENT} that measures no
	 * distributions.
	 * @param registry where the meters are registered
	 */
	public MicrometerClientListener(MeterRegistry registry) {
		this(registry, List.of());
	}

	/**
	 * Create an instance for the client named
	 * {@value io.tino.client.TinoClientListener#DEFAULT_CLIENT}.
	 * @param registry where the meters are registered
	 * @param filters the filters of the registry, which say whether it publishes
	 * percentiles or histograms of calls
	 */
	public MicrometerClientListener(MeterRegistry registry, List<MeterFilter> filters) {
		this(registry, filters, DEFAULT_CLIENT);
	}

	private MicrometerClientListener(MeterRegistry registry, List<MeterFilter> filters, String client) {
		Tags tags = Tags.of("client", client);
		this.registry = registry;
		this.filters = filters;
		this.client = client;
		this.calls = new OutcomeMeters(registry, filters, "tino.client.calls", "Calls that the client has made",
				"command", tags);
		Gauge.builder("tino.client.connections", this.connections, AtomicInteger::get)
			.description("Connections that are open")
			.tags(tags)
			.register(registry);
		Gauge.builder("tino.client.calls.active", this, MicrometerClientListener::active)
			.description("Calls that have begun and are not over")
			.tags(tags)
			.register(registry);
	}

	private int active() {
		return this.clients.stream().mapToInt(TinoClient::pendingCalls).sum();
	}

	@Override
	public TinoClientListener forClient(String client) {
		return client.equals(this.client) ? this : new MicrometerClientListener(this.registry, this.filters, client);
	}

	@Override
	public void clientBuilt(TinoClient client) {
		this.clients.add(client);
	}

	@Override
	public void connectionOpened() {
		this.connections.incrementAndGet();
	}

	@Override
	public void connectionClosed() {
		this.connections.decrementAndGet();
	}

	@Override
	public void callCompleted(String command, @Nullable String errorCode, long nanos) {
		this.calls.record(command, errorCode, nanos);
	}

	@Override
	public @Nullable LongConsumer recorder(String command) {
		return this.calls.recorder(command);
	}

}
