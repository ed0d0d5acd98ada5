package io.tino.benchmarks.suite;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Target}.
 */
class TargetTests {

	private final Figures figures = new Figures();

	@Test
	void ratioIsTheMedianOfTheRatiosOfRounds() {
		measured("add", "tino", Metric.CALLS, 10, 20, 30);
		measured("add", "other", Metric.CALLS, 5, 5, 10);
		assertThat(Target.calls("add", "tino", 2, "other").ratio(this.figures)).contains(new Spread(2, 3, 4));
	}

	@Test
	void ofSeveralOthersTheBestCounts() {
		measured("add", "tino", Metric.CALLS, 30);
		measured("add", "slow", Metric.CALLS, 1);
		measured("add", "fast", Metric.CALLS, 20);
		measured("add", "tino", Metric.SERVER_CPU, 3);
		measured("add", "slow", Metric.SERVER_CPU, 12);
		measured("add", "fast", Metric.SERVER_CPU, 6);
		assertThat(Target.calls("add", "tino", 2, "slow", "fast").ratio(this.figures).orElseThrow().median())
			.isEqualTo(1.5);
		assertThat(Target.atMost(Metric.SERVER_CPU, "add", "tino", 2, "slow", "fast")
			.ratio(this.figures)
			.orElseThrow()
			.median()).isEqualTo(0.5);
	}

	@Test
	void whatWasNotMeasuredHasNoRatio() {
		measured("add", "tino", Metric.CALLS, 30);
		assertThat(Target.calls("add", "tino", 2, "other").ratio(this.figures)).isEmpty();
		assertThat(Target.calls("add", "other", 2, "tino").ratio(this.figures)).isEmpty();
	}

	@Test
	void rowsAreComparedToo() {
		measured("many", "tino", Metric.CALLS, 30);
		measured("few", "tino", Metric.CALLS, 40);
		assertThat(Target.callsOfRow("many", "tino", 0.7, "few").ratio(this.figures).orElseThrow().median())
			.isEqualTo(0.75);
	}

	@Test
	void boundsAreInclusive() {
		Target least = Target.calls("add", "tino", 2, "other");
		Target most = Target.atMost(Metric.SERVER_CPU, "add", "tino", 2, "other");
		assertThat(least.holds(2)).isTrue();
		assertThat(least.holds(1.99)).isFalse();
		assertThat(most.holds(2)).isTrue();
		assertThat(most.holds(2.01)).isFalse();
	}

	private void measured(String row, String contender, Metric metric, double... values) {
		for (double value : values) {
			this.figures.add(row, contender, metric, value);
		}
	}

}
