package io.tino.benchmarks.redis;

import java.util.Arrays;
import java.util.List;

/**
 * What {@code redis-benchmark --csv} prints of one command.
 *
 * @param requestsPerSecond how many requests were answered each second
 * @param p50Millis the median of latencies in milliseconds
 * @param p99Millis what 99% of latencies do not exceed, in milliseconds
 */
record RedisBenchmarkResult(double requestsPerSecond, double p50Millis, double p99Millis) {

	private static final String SEPARATOR = "\",\"";

	/**
	 * Read an output.
	 * @param output a line of titles, a line of figures, and maybe warnings before
	 * @return the result
	 * @throws IllegalArgumentException if the lines are not there
	 */
	static RedisBenchmarkResult parse(String output) {
		List<String> lines = output.lines().dropWhile((line) -> !line.startsWith("\"test\"")).toList();
		if (lines.size() != 2 || !lines.get(1).startsWith("\"")) {
			throw new IllegalArgumentException("There are no figures in: " + output);
		}
		List<String> titles = cells(lines.get(0));
		List<String> figures = cells(lines.get(1));
		return new RedisBenchmarkResult(figure("rps", titles, figures), figure("p50_latency_ms", titles, figures),
				figure("p99_latency_ms", titles, figures));
	}

	private static List<String> cells(String line) {
		return Arrays.asList(line.substring(1, line.length() - 1).split(SEPARATOR));
	}

	/** From behind, as the first column may hold anything. */
	private static double figure(String title, List<String> titles, List<String> figures) {
		int index = titles.indexOf(title);
		if (index < 0) {
			throw new IllegalArgumentException("There is no " + title + " in " + titles);
		}
		String figure = figures.get(figures.size() - titles.size() + index);
		if (figure.equals("inf")) {
			throw new IllegalArgumentException("Too few requests: they took less than a millisecond");
		}
		return Double.parseDouble(figure);
	}

}
