package io.tino.benchmarks.suite;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rounds}.
 */
class RoundsTests {

	private final Figures figures = new Figures();

	private int rounds;

	@Test
	void roundsCountWhenNoContenderHasBecomeFasterForSomeRounds() throws Exception {
		new Rounds(3, 2, Duration.ofSeconds(1)).run(this.figures,
				() -> List.of(calls("fast", 100), calls("slow", Math.min(10 * ++this.rounds, 50))));
		assertThat(this.rounds).as("3 rounds after the fifth, and 2").isEqualTo(10);
		assertThat(this.figures.values("add", "slow", Metric.CALLS)).containsExactly(50.0, 50.0);
	}

	@Test
	void oneThatAlwaysBecomesFasterDoesNotHoldUpTheOthersForGood() throws Exception {
		new Rounds(3, 2, Duration.ofSeconds(1)).run(this.figures,
				() -> List.of(calls("faster", Math.pow(2, this.rounds++))));
		assertThat(this.rounds).isEqualTo(17);
		assertThat(this.figures.values("add", "faster", Metric.CALLS)).hasSize(2);
	}

	@Test
	void withoutWarmUpAllRoundsCount() throws Exception {
		new Rounds(0, 2, Duration.ofSeconds(1)).run(this.figures, () -> List.of(calls("tino", ++this.rounds)));
		assertThat(this.figures.values("add", "tino", Metric.CALLS)).containsExactly(1.0, 2.0);
	}

	private static Figure calls(String contender, double value) {
		return new Figure("add", contender, Metric.CALLS, value);
	}

}
