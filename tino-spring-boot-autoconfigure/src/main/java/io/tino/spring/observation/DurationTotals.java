package io.tino.spring.observation;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.TimeWindowMax;

/**
 * How many things of a kind there were, how long they took together, and the longest of
 * late.
 * <p>
 * A timer adds to two sums that all threads share, and reads the clock of the wall for
 * its maximum, which takes longer than a part of the calls that it would measure. Here
 * threads share nothing, and a maximum begins to grow old only as somebody reads it.
 */
final class DurationTotals implements DurationMeter {

	private final StripedTotals totals = new StripedTotals();

	private final TimeWindowMax max;

	private DurationTotals(TimeWindowMax max) {
		this.max = max;
	}

	/**
	 * Create an instance with a {@link FunctionTimer}, and with a {@link TimeGauge} of
	 * the maximum.
	 * @param registry where they are registered
	 * @param name the name of the timer, to which that of the gauge adds {@code .max}
	 * @param description what they measure
	 * @param tags the tags of both
	 * @param distribution says for how long a maximum lasts
	 * @return the instance
	 */
	static DurationTotals register(MeterRegistry registry, String name, String description, Tags tags,
			DistributionStatisticConfig distribution) {
		DurationTotals totals = new DurationTotals(new TimeWindowMax(registry.config().clock(), distribution));
		FunctionTimer.builder(name, totals, DurationTotals::count, DurationTotals::nanos, TimeUnit.NANOSECONDS)
			.description(description)
			.tags(tags)
			.register(registry);
		TimeGauge.builder(name + ".max", totals, TimeUnit.NANOSECONDS, DurationTotals::maxNanos)
			.description(description + ": the longest of late")
			.tags(tags)
			.register(registry);
		return totals;
	}

	@Override
	public void record(long nanos) {
		this.totals.add(nanos);
	}

	@Override
	public LongConsumer recorder() {
		return this.totals.part()::add;
	}

	private long count() {
		return this.totals.count();
	}

	private double nanos() {
		return this.totals.sum();
	}

	private double maxNanos() {
		this.max.record(this.totals.takeMax());
		return this.max.poll();
	}

}
