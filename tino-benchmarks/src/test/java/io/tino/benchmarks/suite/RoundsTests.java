package io.tino.benchmarks.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rounds}.
 */
class RoundsTests {

	@Test
	void roundsCountWhenNoContenderHasBecomeFasterForSomeRounds() throws Exception {
		List<Integer> counted = new ArrayList<>();
		int[] round = { 0 };
		new Rounds(3, 2, Duration.ofSeconds(1)).run((counts) -> {
			round[0]++;
			if (counts) {
				counted.add(round[0]);
			}
			return Map.of("fast", 100.0, "slow", Math.min(10.0 * round[0], 50.0));
		});
		assertThat(counted).as("3 rounds after the fifth").containsExactly(9, 10);
	}

	@Test
	void oneThatAlwaysBecomesFasterDoesNotHoldUpTheOthersForGood() throws Exception {
		int[] rounds = { 0 };
		int[] counted = { 0 };
		new Rounds(3, 2, Duration.ofSeconds(1)).run((counts) -> {
			counted[0] += counts ? 1 : 0;
			return Map.of("faster", Math.pow(2, rounds[0]++));
		});
		assertThat(counted[0]).isEqualTo(2);
		assertThat(rounds[0]).isEqualTo(42);
	}

	@Test
	void withoutWarmUpAllRoundsCount() throws Exception {
		List<Boolean> counted = new ArrayList<>();
		new Rounds(0, 2, Duration.ofSeconds(1)).run((counts) -> {
			counted.add(counts);
			return Map.of();
		});
		assertThat(counted).containsExactly(true, true);
	}

}
