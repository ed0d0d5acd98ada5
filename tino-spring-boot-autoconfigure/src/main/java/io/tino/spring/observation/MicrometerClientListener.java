package io.tino.spring.observation;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;

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

	private final StripedTotals started = new StripedTotals();

	private final StripedTotals ended = new StripedTotals();

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
			.description("Calls that wait for a reply")
			.tags(tags)
			.register(registry);
	}

	private long active() {
		long calls = this.ended.count(); // first, as what ends has started
		return this.started.count() - calls;
	}

	@Override
	public TinoClientListener forClient(String client) {
		return client.equals(this.client) ? this : new MicrometerClientListener(this.registry, this.filters, client);
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
	public void callStarted(String command) {
		this.started.increment(ThreadSlot.current());
	}

	@Override
	public void callCompleted(String command, @Nullable String errorCode, long nanos) {
		int slot = ThreadSlot.current();
		this.ended.increment(slot);
		this.calls.record(slot, command, errorCode, nanos);
	}

}
