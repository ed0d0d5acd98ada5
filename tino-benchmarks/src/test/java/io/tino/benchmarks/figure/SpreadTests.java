package io.tino.benchmarks.figure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Spread}.
 */
class SpreadTests {

	@Test
	void medianOfAnOddNumberIsTheValueInTheMiddle() {
		assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 9));
	}

	@Test
	void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
		assertThat(Spread.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(new Spread(1, 3, 9));
	}

}
