package io.tino.benchmarks.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;
import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class RedisBenchmarkTests {

	@TempDir
	private Path logs;

	@Test
	void measuresAllServersInTurn() throws Exception {
		ForeignTool.require("redis-server");
		Path program = Path.of(ForeignTool.require("redis-benchmark"));
		List<RespServer> servers = RespServer.startAll(this.logs);
		try {
			List<Figure> figures = new ArrayList<>(new RedisBenchmark(program, 1, 5_000).run(servers));
			figures.addAll(new RedisBenchmark(program, 16, 5_000).run(servers));
			assertThat(figures).filteredOn((figure) -> figure.metric() == Metric.CALLS)
				.allSatisfy((figure) -> assertThat(figure.value()).isPositive())
				.extracting(Figure::row, Figure::contender)
				.contains(tuple("redis-benchmark -c 50 -P 1", "tino ADD"),
						tuple("redis-benchmark -c 50 -P 16", "minimal-resp ADD"),
						tuple("redis-benchmark -c 50 -P 16", "redis-server ECHO"))
				.hasSize(2 * (2 + 3 + 3));
			assertThat(figures).hasSize(3 * 16);
			try (RespLoadBenchmark load = new RespLoadBenchmark(servers.subList(1, 3), 50, this.logs)) {
				assertThat(load.run(Duration.ofMillis(50))).filteredOn((figure) -> figure.metric() == Metric.CALLS)
					.allSatisfy((figure) -> assertThat(figure.value()).isPositive())
					.extracting(Figure::contender)
					.containsExactly("minimal-resp ADD", "minimal-resp ECHO", "redis-server ECHO");
			}
		}
		finally {
			RespServer.closeAll(servers);
		}
	}

}
