package io.tino.spring.observation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import io.tino.client.TinoClientListener;

/**
 * Measures a client: {@code tino.client.calls} times calls by command, outcome and error;
 * {@code tino.client.connections} and {@code tino.client.calls.active} count what there
 * is now. All are tagged with the name of the client.
 *
 * @since 0.1.0
 */
public final class MicrometerClientListener implements TinoClientListener {

	private final MeterRegistry registry;

	private final String client;

	private final OutcomeTimers timers;

	private final AtomicInteger connections = new AtomicInteger();

	private final LongAdder active = new LongAdder();

	/**
	 * Create an instance for the client named
	 * {@value io.tino.client.TinoClientListener#DEFAULT_CLIENT}.
	 * @param registry where the meters are registered
	 */
	public MicrometerClientListener(MeterRegistry registry) {
		this(registry, DEFAULT_CLIENT);
	}

	private MicrometerClientListener(MeterRegistry registry, String client) {
		Tags tags = Tags.of("client", client);
		this.registry = registry;
		this.client = client;
		this.timers = new OutcomeTimers(registry, "tino.client.calls", "Calls that the client has made", "command",
				tags);
		Gauge.builder("tino.client.connections", this.connections, AtomicInteger::get)
			.description("Connections that are open")
			.tags(tags)
			.register(registry);
		Gauge.builder("tino.client.calls.active", this.active, LongAdder::sum)
			.description("Calls that wait for a reply")
			.tags(tags)
			.register(registry);
	}

	@Override
	public TinoClientListener forClient(String client) {
		return client.equals(this.client) ? this : new MicrometerClientListener(this.registry, client);
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
		this.active.increment();
	}

	@Override
	public void callCompleted(String command, @Nullable String errorCode, long nanos) {
		this.active.decrement();
		this.timers.get(command, errorCode).record(nanos, TimeUnit.NANOSECONDS);
	}

}
