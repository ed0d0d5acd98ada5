package io.tino.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.figure.Spread;

/**
 * A figure that must not be above a bound.
 *
 * @param row what is measured
 * @param contender of whom
 * @param metrics the metrics that are added up
 * @param baseline whose figures are taken away from them, or {@code null}
 * @param max the bound
 */
record Ceiling(String row, String contender, List<Metric> metrics, @Nullable String baseline,
		double max) implements Requirement {

	@Override
	public String subject() {
		String titles = String.join(" and ", this.metrics.stream().map(Metric::title).toList());
		return this.contender + ((this.baseline != null) ? " less " + this.baseline : "") + ", " + titles;
	}

	@Override
	public String bound() {
		return String.format(Locale.ROOT, "<= %.0f", this.max);
	}

	@Override
	public Optional<Spread> measured(Figures figures) {
		List<Double> sums = sums(figures, this.contender);
		if (this.baseline == null) {
			return sums.isEmpty() ? Optional.empty() : Optional.of(Spread.of(sums));
		}
		List<Double> others = sums(figures, this.baseline);
		List<Double> differences = new ArrayList<>();
		for (int round = 0; round < Math.min(sums.size(), others.size()); round++) {
			differences.add(sums.get(round) - others.get(round));
		}
		return differences.isEmpty() ? Optional.empty() : Optional.of(Spread.of(differences));
	}

	private List<Double> sums(Figures figures, String contender) {
		List<Double> sums = new ArrayList<>();
		for (Metric metric : this.metrics) {
			List<Double> values = figures.values(this.row, contender, metric);
			for (int round = 0; round < values.size(); round++) {
				if (round == sums.size()) {
					sums.add(0.0);
				}
				sums.set(round, sums.get(round) + values.get(round));
			}
		}
		return sums;
	}

	@Override
	public boolean holds(double median) {
		return median <= this.max;
	}

}
