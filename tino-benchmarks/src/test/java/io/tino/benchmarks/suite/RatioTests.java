package io.tino.benchmarks.suite;

import org.junit.jupiter.api.Test;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.figure.Spread;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ratio}.
 */
class RatioTests {

	private final Figures figures = new Figures();

	@Test
	void ratioIsTheMedianOfTheRatiosOfRounds() {
		measured("add", "tino", Metric.CALLS, 10, 20, 30);
		measured("add", "other", Metric.CALLS, 5, 5, 10);
		assertThat(Ratio.calls("add", "tino", 2, "other").measured(this.figures)).contains(new Spread(2, 3, 4));
	}

	@Test
	void ofSeveralOthersTheBestCounts() {
		measured("add", "tino", Metric.CALLS, 30);
		measured("add", "slow", Metric.CALLS, 1);
		measured("add", "fast", Metric.CALLS, 20);
		measured("add", "tino", Metric.SERVER_CPU, 3);
		measured("add", "slow", Metric.SERVER_CPU, 12);
		measured("add", "fast", Metric.SERVER_CPU, 6);
		assertThat(Ratio.calls("add", "tino", 2, "slow", "fast").measured(this.figures).orElseThrow().median())
			.isEqualTo(1.5);
		assertThat(Ratio.atMost(Metric.SERVER_CPU, "add", "tino", 2, "slow", "fast")
			.measured(this.figures)
			.orElseThrow()
			.median()).isEqualTo(0.5);
	}

	@Test
	void whatWasNotMeasuredHasNoRatio() {
		measured("add", "tino", Metric.CALLS, 30);
		assertThat(Ratio.calls("add", "tino", 2, "other").measured(this.figures)).isEmpty();
		assertThat(Ratio.calls("add", "other", 2, "tino").measured(this.figures)).isEmpty();
	}

	@Test
	void rowsAreComparedToo() {
		measured("many", "tino", Metric.CALLS, 30);
		measured("few", "tino", Metric.CALLS, 40);
		assertThat(Ratio.callsOfRow("many", "tino", 0.7, "few").measured(this.figures).orElseThrow().median())
			.isEqualTo(0.75);
	}

	@Test
	void boundsAreInclusive() {
		Ratio least = Ratio.calls("add", "tino", 2, "other");
		Ratio most = Ratio.atMost(Metric.SERVER_CPU, "add", "tino", 2, "other");
		assertThat(least.holds(2)).isTrue();
		assertThat(least.holds(1.99)).isFalse();
		assertThat(most.holds(2)).isTrue();
		assertThat(most.holds(2.01)).isFalse();
	}

	private void measured(String row, String contender, Metric metric, double... values) {
		for (double value : values) {
			this.figures.add(new Figure(row, contender, metric, value));
		}
	}

}
