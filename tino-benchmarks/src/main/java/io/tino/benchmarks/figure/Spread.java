package io.tino.benchmarks.figure;

import java.util.List;

/**
 * The spread of a figure over the rounds.
 *
 * @param min the least value
 * @param median the value in the middle
 * @param max the greatest value
 */
public record Spread(double min, double median, double max) {

	/**
	 * Find the spread of values.
	 * @param values the values, one at least
	 * @return their spread
	 */
	public static Spread of(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		double median = (sorted.size() % 2 == 1) ? sorted.get(middle)
				: (sorted.get(middle - 1) + sorted.get(middle)) / 2;
		return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
	}

}
