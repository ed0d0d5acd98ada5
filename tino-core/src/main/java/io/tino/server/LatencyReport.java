package io.tino.server;

import java.time.Duration;
import java.util.List;

/**
 * Slow calls as people read them.
 */
final class LatencyReport {

	private static final int WIDTH = 80;

	private static final int HEIGHT = 4;

	private static final List<Unit> UNITS = List.of(new Unit(86_400, 'd'), new Unit(3600, 'h'), new Unit(60, 'm'),
			new Unit(1, 's'));

	private LatencyReport() {
	}

	/** Say what to make of the events. */
	static String of(LatencyEvents events, Duration threshold) {
		if (threshold.isNegative()) {
			return "Slow calls are not looked for: their threshold is off.\n";
		}
		if (events.all().isEmpty()) {
			return "No call has taken " + threshold.toMillis() + " ms or longer.\n";
		}
		StringBuilder text = new StringBuilder();
		for (LatencyEvent event : events.all()) {
			List<LatencyEvent.Sample> samples = event.samples();
			double mean = samples.stream().mapToLong(LatencyEvent.Sample::millis).average().orElse(0);
			text.append(event.name()).append(": slow in ").append(samples.size());
			text.append(" different seconds, ").append(Math.round(mean)).append(" ms in the mean, ");
			text.append(event.maxMillis()).append(" ms at worst.\n").append(event.advice()).append('\n');
		}
		return text.append("SLOWLOG GET shows which calls they were.\n").toString();
	}

	/**
	 * Draw an event: one column for each second that there were slow calls in, and below
	 * it how long ago that was.
	 */
	static String graph(LatencyEvent event, long epochSecond) {
		List<LatencyEvent.Sample> all = event.samples();
		List<LatencyEvent.Sample> samples = all.subList(Math.max(0, all.size() - WIDTH), all.size());
		long high = samples.stream().mapToLong(LatencyEvent.Sample::millis).max().orElse(0);
		long low = samples.stream().mapToLong(LatencyEvent.Sample::millis).min().orElse(0);
		StringBuilder text = new StringBuilder(event.name()).append(" - high ").append(high);
		text.append(" ms, low ").append(low).append(" ms (all time high ").append(event.maxMillis());
		text.append(" ms)\n").append("-".repeat(WIDTH)).append('\n');
		for (int row = HEIGHT; row > 0; row--) {
			double least = (double) high * (row - 1) / HEIGHT;
			samples.forEach((sample) -> text.append((sample.millis() > least) ? '#' : ' '));
			text.append('\n');
		}
		List<String> ages = samples.stream().map((sample) -> age(epochSecond - sample.epochSecond())).toList();
		int longest = ages.stream().mapToInt(String::length).max().orElse(0);
		for (int row = 0; row < longest; row++) {
			for (String age : ages) {
				text.append((row < age.length()) ? age.charAt(row) : ' ');
			}
			text.append('\n');
		}
		return text.toString();
	}

	private static String age(long seconds) {
		for (Unit unit : UNITS) {
			if (seconds >= unit.seconds) {
				return seconds / unit.seconds + String.valueOf(unit.letter);
			}
		}
		return "0s";
	}

	private record Unit(int seconds, char letter) {
	}

}
