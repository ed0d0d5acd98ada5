package io.tino.spring.observation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.tino.client.TinoClientListener;

/**
 * Measures a client: {@code tino.client.calls} times calls by command, outcome and error;
 * {@code tino.client.connections} and {@code tino.client.calls.active} count what there
 * is now.
 *
 * @since 0.1.0
 */
public final class MicrometerClientListener implements TinoClientListener {

	private final OutcomeTimers timers;

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger active = new AtomicInteger();

	/**
	 * Create an instance.
	 * @param registry where the meters are registered
	 */
	public MicrometerClientListener(MeterRegistry registry) {
		this.timers = new OutcomeTimers(registry, "tino.client.calls", "Calls that the client has made", "command");
		Gauge.builder("tino.client.connections", this.connections, AtomicInteger::get)
			.description("Connections that are open")
			.register(registry);
		Gauge.builder("tino.client.calls.active", this.active, AtomicInteger::get)
			.description("Calls that wait for a reply")
			.register(registry);
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
		this.active.incrementAndGet();
	}

	@Override
	public void callCompleted(String command, @Nullable String errorCode, long nanos) {
		this.active.decrementAndGet();
		this.timers.get(command, errorCode).record(nanos, TimeUnit.NANOSECONDS);
	}

}
