package io.tino.benchmarks.redis;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisBenchmarkResultTests {

	private static final String TITLES = "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
			+ "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n";

	@Test
	void readsWhatIsPrinted() {
		assertThat(RedisBenchmarkResult
			.parse(TITLES + "\"PING\",\"38240.92\",\"0.873\",\"0.112\",\"0.759\",\"1.167\",\"5.367\",\"11.335\"\n"))
			.isEqualTo(new RedisBenchmarkResult(38240.92, 0.759, 5.367));
	}

	@Test
	void commandMayHoldAnythingAndWarningsMayStandBefore() {
		assertThat(RedisBenchmarkResult.parse("WARNING: Could not fetch server CONFIG\n" + TITLES
				+ "\"ADD \1 \",\" \2\",\"1.5\",\"4.424\",\"0.240\",\"1.143\",\"19.791\",\"43.679\",\"43.935\"\n"))
			.isEqualTo(new RedisBenchmarkResult(1.5, 1.143, 43.679));
	}

	@Test
	void whenThereAreNoFiguresSaysWhatIsThere() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RedisBenchmarkResult.parse(TITLES + "Error from server: ERR unknown command 'ADD'"))
			.withMessageContaining("unknown command 'ADD'");
		assertThatIllegalArgumentException().isThrownBy(() -> RedisBenchmarkResult.parse(TITLES))
			.withMessageContaining("no figures");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RedisBenchmarkResult.parse("\"test\",\"rps\"\n\"PING\",\"1\"\n"))
			.withMessageContaining("p50_latency_ms");
	}

	@Test
	void whenRequestsTookNoTimeSaysThatTheyAreTooFew() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RedisBenchmarkResult
				.parse(TITLES + "\"PING\",\"inf\",\"0.873\",\"0.112\",\"0.759\",\"1.167\",\"5.367\",\"11.335\"\n"))
			.withMessageContaining("Too few requests");
	}

}
