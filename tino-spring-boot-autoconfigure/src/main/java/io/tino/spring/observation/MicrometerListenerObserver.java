package io.tino.spring.observation;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import io.tino.spring.listener.TinoListenerObserver;

/**
 * Measures listeners: {@code tino.client.messages} times the handling of messages by
 * listener, outcome and error.
 *
 * @since 0.1.0
 */
public final class MicrometerListenerObserver implements TinoListenerObserver {

	private final OutcomeTimers timers;

	/**
	 * Create an instance.
	 * @param registry where the meters are registered
	 */
	public MicrometerListenerObserver(MeterRegistry registry) {
		this.timers = new OutcomeTimers(registry, "tino.client.messages", "Messages that listeners have handled",
				"listener", Tags.empty());
	}

	@Override
	public void messageHandled(String listener, @Nullable String errorCode, long nanos) {
		this.timers.get(listener, errorCode).record(nanos, TimeUnit.NANOSECONDS);
	}

}
