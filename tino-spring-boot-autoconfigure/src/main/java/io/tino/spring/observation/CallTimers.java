package io.tino.spring.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of calls: one for each command and way to end, found without asking the
 * registry again.
 */
final class CallTimers {

	private static final String NONE = "none";

	private final MeterRegistry registry;

	private final String name;

	private final String description;

	private final Map<String, Timer> succeeded = new ConcurrentHashMap<>();

	private final Map<Failure, Timer> failed = new ConcurrentHashMap<>();

	CallTimers(MeterRegistry registry, String name, String description) {
		this.registry = registry;
		this.name = name;
		this.description = description;
	}

	Timer get(String command, @Nullable String errorCode) {
		if (errorCode == null) {
			Timer timer = this.succeeded.get(command);
			return (timer != null) ? timer
					: this.succeeded.computeIfAbsent(command, (key) -> create(key, "SUCCESS", NONE));
		}
		return this.failed.computeIfAbsent(new Failure(command, errorCode),
				(key) -> create(key.command(), "ERROR", key.errorCode()));
	}

	private Timer create(String command, String outcome, String error) {
		return Timer.builder(this.name)
			.description(this.description)
			.tag("command", command)
			.tag("outcome", outcome)
			.tag("error", error)
			.register(this.registry);
	}

	private record Failure(String command, String errorCode) {
	}

}
