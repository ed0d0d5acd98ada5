package io.tino.server;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The two kinds of slow calls: those that were slow on workers, which is where calls may
 * take their time, and those that were slow on event loops, which kept others waiting.
 * Thread-safe.
 */
final class LatencyEvents {

	private final LatencyEvent command = new LatencyEvent("command",
			"It concerns those who have called, and whoever waits for a worker.");

	private final LatencyEvent fastCommand = new LatencyEvent("fast-command",
			"It keeps all connections of an event loop waiting: let such commands run on workers.");

	/** A call was slow; one of less than a millisecond has no place among its units. */
	void add(boolean fast, Instant time, long nanos) {
		long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
		if (millis > 0) {
			(fast ? this.fastCommand : this.command).add(time.getEpochSecond(), millis);
		}
	}

	/** Return the events that there has been something of. */
	List<LatencyEvent> all() {
		return List.of(this.command, this.fastCommand).stream().filter((event) -> !event.samples().isEmpty()).toList();
	}

	/** Return an event, or {@code null} if there has been nothing of that name. */
	@Nullable LatencyEvent find(String name) {
		return all().stream().filter((event) -> event.name().equalsIgnoreCase(name)).findFirst().orElse(null);
	}

}
