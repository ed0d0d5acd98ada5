package io.tino.server;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LatencyHistogram}.
 */
class LatencyHistogramTests {

	private final LatencyHistogram histogram = new LatencyHistogram();

	@Test
	void aTimeIsBelowItsPercentileByAnEighthAtMost() {
		for (long nanos = 1024; nanos < 100_000_000_000L; nanos += 1 + nanos / 7) {
			LatencyHistogram one = new LatencyHistogram();
			one.record(nanos);
			assertThat(one.percentile(50)).as("%d ns", nanos)
				.isGreaterThan(nanos)
				.isLessThanOrEqualTo(nanos * 9 / 8 + 1);
		}
	}

	@Test
	void percentilesLeaveTheSlowestOut() {
		for (int i = 0; i < 99; i++) {
			this.histogram.record(2048);
		}
		this.histogram.record(1 << 20);
		assertThat(this.histogram.percentile(50)).isEqualTo(2304);
		assertThat(this.histogram.percentile(99)).isEqualTo(2304);
		assertThat(this.histogram.percentile(99.9)).isEqualTo(1_179_648);
		assertThat(new LatencyHistogram().percentile(50)).isZero();
	}

	@Test
	void countsAreCumulativeByDoublingsAsInRedis() {
		for (long nanos : new long[] { 0, 1023, 1024, 3000, 3001, 30_000, Long.MAX_VALUE }) {
			this.histogram.record(nanos);
		}
		assertThat(this.histogram.cumulativeByMicros()).containsExactly(Map.entry(1L, 2L), Map.entry(2L, 3L),
				Map.entry(4L, 5L), Map.entry(32L, 6L), Map.entry(137_438_953L, 7L));
		assertThat(this.histogram.count()).isEqualTo(7);
	}

	@Test
	void countsAreAddedAndTakenOff() {
		LatencyHistogram other = new LatencyHistogram();
		other.record(2048);
		this.histogram.record(1 << 20);
		this.histogram.add(other);
		this.histogram.add(other);
		assertThat(this.histogram.count()).isEqualTo(3);
		assertThat(this.histogram.totalNanos()).isEqualTo((1 << 20) + 2 * 2048);
		assertThat(this.histogram.percentile(50)).isEqualTo(2304);
		this.histogram.subtract(other);
		this.histogram.subtract(other);
		assertThat(this.histogram.count()).isEqualTo(1);
		assertThat(this.histogram.totalNanos()).isEqualTo(1 << 20);
		assertThat(this.histogram.percentile(1)).isEqualTo(1_179_648);
		assertThat(other.count()).isEqualTo(1);
	}

}
