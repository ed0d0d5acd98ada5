package io.tino.benchmarks.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A ratio of two figures that must hold.
 *
 * @param metric which figures
 * @param figure the figure of whom and in which row
 * @param others the figures that it is compared with: the best of them
 * @param atLeast whether the ratio must be at least the bound, or at most
 * @param bound the bound
 */
public record Target(Metric metric, Entry figure, List<Entry> others, boolean atLeast, double bound) {

	/**
	 * So many times the calls per second of others, at least.
	 * @param row the row of both
	 * @param contender who must reach it
	 * @param times how many times
	 * @param others whom it is compared with: the best of them
	 * @return the target
	 */
	public static Target calls(String row, String contender, double times, String... others) {
		return new Target(Metric.CALLS, new Entry(row, contender), entries(row, others), true, times);
	}

	/**
	 * At most so many times the figure of others.
	 * @param metric which figure
	 * @param row the row of both
	 * @param contender who must reach it
	 * @param times how many times
	 * @param others whom it is compared with: the best of them
	 * @return the target
	 */
	public static Target atMost(Metric metric, String row, String contender, double times, String... others) {
		return new Target(metric, new Entry(row, contender), entries(row, others), false, times);
	}

	/**
	 * So many times the calls per second that the same contender reaches in another row.
	 * @param row the row
	 * @param contender who must reach it
	 * @param times how many times
	 * @param otherRow the other row
	 * @return the target
	 */
	public static Target callsOfRow(String row, String contender, double times, String otherRow) {
		return new Target(Metric.CALLS, new Entry(row, contender), List.of(new Entry(otherRow, contender)), true,
				times);
	}

	private static List<Entry> entries(String row, String... contenders) {
		return List.of(contenders).stream().map((contender) -> new Entry(row, contender)).toList();
	}

	/**
	 * Find what the ratio is.
	 * @param figures what has been measured
	 * @return the ratio in each round, or nothing if one of both was not measured
	 */
	public Optional<Spread> ratio(Figures figures) {
		List<Double> values = this.figure.values(figures, this.metric);
		return this.others.stream()
			.map((other) -> other.values(figures, this.metric))
			.filter((other) -> !other.isEmpty() && !values.isEmpty())
			.map((other) -> Spread.of(ratios(values, other)))
			.min(Comparator.comparing((spread) -> this.atLeast ? spread.median() : -spread.median()));
	}

	private static List<Double> ratios(List<Double> values, List<Double> others) {
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < Math.min(values.size(), others.size()); round++) {
			ratios.add(values.get(round) / others.get(round));
		}
		return ratios;
	}

	/**
	 * Tell whether a ratio is as it must be.
	 * @param ratio the ratio
	 * @return whether it is
	 */
	public boolean holds(double ratio) {
		return this.atLeast ? ratio >= this.bound : ratio <= this.bound;
	}

	/**
	 * A figure of a contender in a row.
	 *
	 * @param row the row
	 * @param contender the contender
	 */
	public record Entry(String row, String contender) {

		List<Double> values(Figures figures, Metric metric) {
			return figures.values(this.row, this.contender, metric);
		}

	}

}
