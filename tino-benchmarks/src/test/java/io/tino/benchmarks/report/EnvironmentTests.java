package io.tino.benchmarks.report;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Environment}.
 */
class EnvironmentTests {

	@Test
	void tellsTheExactVersionsOfAllThatTookPart() throws IOException {
		assertThat(Environment.current("run", List.of("redis-server 7")).versions())
			.anyMatch((line) -> line.contains(Runtime.version().toString()))
			.contains("redis-server 7")
			.anyMatch((line) -> line.matches("netty-transport 4\\.\\d.*"))
			.anyMatch((line) -> line.matches("grpc-netty 1\\.\\d.*"))
			.anyMatch((line) -> line.matches("rsocket-core 1\\.\\d.*"));
	}

}
