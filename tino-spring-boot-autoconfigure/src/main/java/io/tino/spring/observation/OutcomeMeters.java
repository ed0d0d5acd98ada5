package io.tino.spring.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.jspecify.annotations.Nullable;

/**
 * The meters of what begins and ends: one for each command or listener and way to end,
 * found without asking the registry again.
 * <p>
 * They are timers where somebody wants to know how durations are distributed. Else they
 * are {@link DurationTotals}, which cost a fraction of that.
 */
final class OutcomeMeters {

	private static final String NONE = "none";

	private final MeterRegistry registry;

	private final List<MeterFilter> filters;

	private final String name;

	private final String description;

	private final String tag;

	private final Tags commonTags;

	private final Map<String, DurationMeter> succeeded = new ConcurrentHashMap<>();

	private final Map<Failure, DurationMeter> failed = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param registry where the meters are registered
	 * @param filters the filters of the registry
	 * @param name their name
	 * @param description what they measure
	 * @param tag the name of the tag that says what has ended
	 * @param commonTags tags that all of them have
	 */
	OutcomeMeters(MeterRegistry registry, List<MeterFilter> filters, String name, String description, String tag,
			Tags commonTags) {
		this.registry = registry;
		this.filters = List.copyOf(filters);
		this.name = name;
		this.description = description;
		this.tag = tag;
		this.commonTags = commonTags;
	}

	/**
	 * Something has ended.
	 * @param subject the command or listener
	 * @param errorCode the code of the error, or {@code null} if it has succeeded
	 * @param nanos how long it took
	 */
	void record(String subject, @Nullable String errorCode, long nanos) {
		get(subject, errorCode).record(nanos);
	}

	/**
	 * Return what one thread alone can tell of what succeeds.
	 * @param subject the command or listener
	 * @return it is told how many nanoseconds it took; {@code null} if there is no faster
	 * way
	 */
	@Nullable LongConsumer recorder(String subject) {
		return get(subject, null).recorder();
	}

	private DurationMeter get(String subject, @Nullable String errorCode) {
		if (errorCode == null) {
			DurationMeter meter = this.succeeded.get(subject);
			return (meter != null) ? meter
					: this.succeeded.computeIfAbsent(subject, (key) -> create(key, "SUCCESS", NONE));
		}
		return this.failed.computeIfAbsent(new Failure(subject, errorCode),
				(key) -> create(key.subject(), "ERROR", key.errorCode()));
	}

	private DurationMeter create(String subject, String outcome, String error) {
		Tags tags = this.commonTags.and(this.tag, subject, "outcome", outcome, "error", error);
		DistributionStatisticConfig distribution = distribution(tags);
		if (!distribution.isPublishingHistogram() && !distribution.isPublishingPercentiles()) {
			return DurationTotals.register(this.registry, this.name, this.description, tags, distribution);
		}
		Timer timer = Timer.builder(this.name).description(this.description).tags(tags).register(this.registry);
		return (nanos) -> timer.record(nanos, TimeUnit.NANOSECONDS);
	}

	/** Return what the registry would ask its filters for. */
	private DistributionStatisticConfig distribution(Tags tags) {
		Meter.Id id = new Meter.Id(this.name, tags, null, this.description, Meter.Type.TIMER);
		for (MeterFilter filter : this.filters) {
			id = filter.map(id);
		}
		DistributionStatisticConfig config = DistributionStatisticConfig.NONE;
		for (MeterFilter filter : this.filters) {
			DistributionStatisticConfig filtered = filter.configure(id, config);
			config = (filtered != null) ? filtered : config;
		}
		return config.merge(DistributionStatisticConfig.DEFAULT);
	}

	private record Failure(String subject, String errorCode) {
	}

}
