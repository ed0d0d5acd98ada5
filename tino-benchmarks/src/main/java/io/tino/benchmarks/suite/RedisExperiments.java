package io.tino.benchmarks.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.redis.RedisBenchmark;
import io.tino.benchmarks.redis.RedisPrograms;
import io.tino.benchmarks.redis.RespLoadBenchmark;
import io.tino.benchmarks.redis.RespServer;

/**
 * Loads of servers that speak RESP by clients that are not ours, and by one that has no
 * user threads.
 */
final class RedisExperiments {

	/** By how many requests are sent at once: about a second at least. */
	private static final Map<Integer, Integer> REQUESTS = Map.of(1, 100_000, 16, 1_000_000);

	private RedisExperiments() {
	}

	/**
	 * Return them. What needs a program of Redis that is not installed is left out, and
	 * told.
	 */
	static List<Experiment> all(List<Integer> connections, Path logs) {
		List<Experiment> experiments = new ArrayList<>();
		RedisPrograms.benchmark()
			.ifPresentOrElse(
					(program) -> List.of(1, 16).forEach((batch) -> experiments.add(programmed(program, batch, logs))),
					() -> System.out.println("redis-benchmark is not installed: its rows are left out"));
		connections.forEach((count) -> experiments.add(generated(count, logs)));
		return experiments;
	}

	/** What {@code redis-benchmark} says. */
	private static Experiment programmed(Path program, int batch, Path logs) {
		RedisBenchmark benchmark = new RedisBenchmark(program, batch, REQUESTS.get(batch));
		return new Loads(RedisBenchmark.row(batch), logs,
				(servers, rounds, figures) -> rounds.run(figures, () -> benchmark.run(servers)));
	}

	/** What the load generator says. */
	private static Experiment generated(int connections, Path logs) {
		return new Loads(RespLoadBenchmark.row(connections), logs, (servers, rounds, figures) -> {
			try (RespLoadBenchmark benchmark = new RespLoadBenchmark(servers, connections, logs)) {
				rounds.run(figures, () -> benchmark.run(rounds.duration()));
			}
		});
	}

	/**
	 * Loads of all servers there are.
	 *
	 * @param row what is measured
	 * @param logs the directory of logs
	 * @param load what loads them
	 */
	private record Loads(String row, Path logs, Load load) implements Experiment {

		@Override
		public List<String> rows() {
			return List.of(this.row);
		}

		@Override
		public void run(Rounds rounds, Figures figures) throws Exception {
			List<RespServer> servers = RespServer.startAll(this.logs);
			try {
				this.load.run(servers, rounds, figures);
			}
			finally {
				RespServer.closeAll(servers);
			}
		}

	}

	/**
	 * Loads servers in rounds.
	 */
	@FunctionalInterface
	private interface Load {

		void run(List<RespServer> servers, Rounds rounds, Figures figures) throws Exception;

	}

}
