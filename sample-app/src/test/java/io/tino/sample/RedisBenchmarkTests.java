package io.tino.sample;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for load by {@code redis-benchmark}. It ends at the first error.
 */
class RedisBenchmarkTests {

	private static SampleServer sample;

	@BeforeAll
	static void start() {
		sample = SampleServer.start();
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void runsItsOwnTestsThatNeedNoKeys() throws IOException {
		assertThat(benchmark("-t ping")).contains("\"PING_INLINE\"", "\"PING_MBULK\"").doesNotContain("WARNING");
		assertThat(benchmark("-t ping_mbulk -3 -P 16 --threads 2")).contains("\"PING_MBULK\"");
		assertThat(benchmark("-t ping_inline -P 16 -k 0")).contains("\"PING_INLINE\"");
	}

	@Test
	void runsCommands() throws IOException {
		assertThat(benchmark("-P 4 TINO.JSON ADD 1 '{\"value\": 2}'")).contains("TINO.JSON ADD");
		assertThat(benchmark("-3 --threads 2 INCREMENT \"$(printf '\\005')\"")).contains("\"INCREMENT ");
		assertThat(benchmark("--user tina -a tinaspassword TINO.JSON WHOAMI")).contains("TINO.JSON WHOAMI");
		assertThat(benchmark("-P 16 PUBLISH benchmark.news hello")).contains("PUBLISH");
	}

	@Test
	void saysWhatFails() throws IOException {
		String tool = ForeignTool.require("redis-benchmark");
		ForeignTool.Result result = ForeignTool
			.run(List.of(tool, "-p", String.valueOf(sample.port()), "-n", "10", "NOPE"));
		assertThat(result.exitCode()).isEqualTo(1);
		assertThat(result.output()).contains("Error from server: INVALID_COMMAND NOPE");
	}

	private static String benchmark(String arguments) throws IOException {
		ForeignTool.require("redis-benchmark");
		return ForeignTool.run("sh", "-c", "redis-benchmark -p $0 -n 2000 -c 10 --csv " + arguments,
				String.valueOf(sample.port()));
	}

}
