package io.tino.spring.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of what begins and ends: one for each command or listener and way to end,
 * found without asking the registry again.
 */
final class OutcomeTimers {

	private static final String NONE = "none";

	private final MeterRegistry registry;

	private final String name;

	private final String description;

	private final String tag;

	private final Tags commonTags;

	private final Map<String, Timer> succeeded = new ConcurrentHashMap<>();

	private final Map<Failure, Timer> failed = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param registry where the timers are registered
	 * @param name their name
	 * @param description what they measure
	 * @param tag the name of the tag that says what has ended
	 * @param commonTags tags that all of them have
	 */
	OutcomeTimers(MeterRegistry registry, String name, String description, String tag, Tags commonTags) {
		this.registry = registry;
		this.name = name;
		this.description = description;
		this.tag = tag;
		this.commonTags = commonTags;
	}

	Timer get(String subject, @Nullable String errorCode) {
		if (errorCode == null) {
			Timer timer = this.succeeded.get(subject);
			return (timer != null) ? timer
					: this.succeeded.computeIfAbsent(subject, (key) -> create(key, "SUCCESS", NONE));
		}
		return this.failed.computeIfAbsent(new Failure(subject, errorCode),
				(key) -> create(key.subject(), "ERROR", key.errorCode()));
	}

	private Timer create(String subject, String outcome, String error) {
		return Timer.builder(this.name)
			.description(this.description)
			.tags(this.commonTags)
			.tag(this.tag, subject)
			.tag("outcome", outcome)
			.tag("error", error)
			.register(this.registry);
	}

	private record Failure(String subject, String errorCode) {
	}

}
