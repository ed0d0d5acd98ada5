package io.tino.spring.observation;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.jspecify.annotations.Nullable;

import io.tino.spring.listener.TinoListenerObserver;

/**
 * Measures listeners: {@code tino.client.messages} times the handling of messages by
 * listener, outcome and error, and {@code tino.client.messages.max} says how long the
 * longest has taken of late. A registry can have one of these.
 *
 * @since 0.1.0
 */
public final class MicrometerListenerObserver implements TinoListenerObserver {

	private final OutcomeMeters messages;

	/**
	 * Create an instance that measures no distributions.
	 * @param registry where the meters are registered
	 */
	public MicrometerListenerObserver(MeterRegistry registry) {
		this(registry, List.of());
	}

	/**
	 * Create an instance.
	 * @param registry where the meters are registered
	 * @param filters the filters of the registry, which say whether it publishes
	 * percentiles or histograms of messages
	 */
	public MicrometerListenerObserver(MeterRegistry registry, List<MeterFilter> filters) {
		this.messages = new OutcomeMeters(registry, filters, "tino.client.messages",
				"Messages that listeners have handled", "listener", Tags.empty());
	}

	@Override
	public void messageHandled(String listener, @Nullable String errorCode, long nanos) {
		this.messages.record(listener, errorCode, nanos);
	}

}
