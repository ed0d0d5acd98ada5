package io.tino.client;

import java.time.Duration;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backoff}.
 */
class BackoffTests {

	@Property
	void timesStayWithinTheirLimitsAndGrow(@ForAll @IntRange(min = 1, max = 100_000) int min,
			@ForAll @IntRange(min = 1, max = 100_000) int max,
			@ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
		Backoff backoff = new Backoff(Duration.ofMillis(min), Duration.ofMillis(max), () -> random);
		assertThat(backoff.isFresh()).isTrue();
		Duration previous = Duration.ZERO;
		for (int i = 0; i < 100; i++) {
			Duration next = backoff.next();
			assertThat(next).isBetween(Duration.ofMillis(min), Duration.ofMillis(Math.max(min, max)));
			assertThat(next).isGreaterThanOrEqualTo(previous);
			assertThat(backoff.isFresh()).isFalse();
			previous = next;
		}
		assertThat(previous.toNanos()).isGreaterThanOrEqualTo(Duration.ofMillis(Math.max(min, max)).toNanos() / 2);
		backoff.reset();
		assertThat(backoff.isFresh()).isTrue();
		assertThat(backoff.next()).isBetween(Duration.ofMillis(min), Duration.ofMillis(2L * min));
	}

}
