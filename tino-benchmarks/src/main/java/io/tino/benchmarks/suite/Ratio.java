package io.tino.benchmarks.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.figure.Spread;

/**
 * A ratio of two figures that must be at least, or at most, something.
 *
 * @param metric which figures
 * @param figure the figure of whom and in which row
 * @param others the figures that it is compared with: the best of them
 * @param atLeast whether the ratio must be at least the limit, or at most
 * @param limit the limit
 */
public record Ratio(Metric metric, Entry figure, List<Entry> others, boolean atLeast,
		double limit) implements Requirement {

	/**
	 * So many times the calls per second of others, at least.
	 * @param row the row of all
	 * @param contender who must reach it
	 * @param times how many times
	 * @param others whom it is compared with: the best of them
	 * @return the requirement
	 */
	public static Ratio calls(String row, String contender, double times, String... others) {
		return new Ratio(Metric.CALLS, new Entry(row, contender), entries(row, others), true, times);
	}

	/** At most so many times the figure of others in the same row. */
	static Ratio atMost(Metric metric, String row, String contender, double times, String... others) {
		return new Ratio(metric, new Entry(row, contender), entries(row, others), false, times);
	}

	/** So many times the calls per second of the same contender in another row. */
	static Ratio callsOfRow(String row, String contender, double times, String otherRow) {
		return new Ratio(Metric.CALLS, new Entry(row, contender), List.of(new Entry(otherRow, contender)), true, times);
	}

	private static List<Entry> entries(String row, String... contenders) {
		return List.of(contenders).stream().map((contender) -> new Entry(row, contender)).toList();
	}

	@Override
	public String row() {
		return this.figure.row();
	}

	@Override
	public String subject() {
		String metric = (this.metric != Metric.CALLS) ? this.metric.title() + ": " : "";
		return metric + this.figure.contender() + " to "
				+ this.others.stream().map(this::name).collect(Collectors.joining(" or "));
	}

	private String name(Entry other) {
		return other.row().equals(row()) ? other.contender() : "that of " + other.row();
	}

	@Override
	public String bound() {
		return String.format(Locale.ROOT, this.atLeast ? ">= %.2f" : "<= %.2f", this.limit);
	}

	@Override
	public Optional<Spread> measured(Figures figures) {
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

	@Override
	public boolean holds(double median) {
		return this.atLeast ? median >= this.limit : median <= this.limit;
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
