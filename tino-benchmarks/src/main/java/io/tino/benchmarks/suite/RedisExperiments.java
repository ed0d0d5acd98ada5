package io.tino.benchmarks.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

	private static final int REQUESTS = 400_000;

	private RedisExperiments() {
	}

	/**
	 * Return them. What needs a program of Redis that is not installed is left out, and
	 * told.
	 */
	static List<Experiment> all(List<Integer> connections, Path logs) {
		List<Experiment> experiments = new ArrayList<>();
		RedisPrograms.benchmark()
			.ifPresentOrElse((program) -> experiments.add(new Programmed(program, logs)),
					() -> System.out.println("redis-benchmark is not installed: its rows are left out"));
		connections.forEach((count) -> experiments.add(new Generated(count, logs)));
		return experiments;
	}

	/**
	 * What {@code redis-benchmark} says.
	 *
	 * @param program where it is
	 * @param logs the directory of logs
	 */
	private record Programmed(Path program, Path logs) implements Experiment {

		@Override
		public List<String> rows() {
			return List.of(RedisBenchmark.row(1), RedisBenchmark.row(16));
		}

		@Override
		public void run(Rounds rounds, Figures figures) throws Exception {
			List<RespServer> servers = RespServer.startAll(this.logs);
			try {
				new RedisBenchmark(this.program, REQUESTS).run(servers, rounds.count()).forEach(figures::add);
			}
			finally {
				RespServer.closeAll(servers);
			}
		}

	}

	/**
	 * What the load generator says.
	 *
	 * @param connections how many connections it has
	 * @param logs the directory of logs
	 */
	private record Generated(int connections, Path logs) implements Experiment {

		@Override
		public List<String> rows() {
			return List.of(RespLoadBenchmark.row(this.connections));
		}

		@Override
		public void run(Rounds rounds, Figures figures) throws Exception {
			List<RespServer> servers = RespServer.startAll(this.logs);
			try {
				new RespLoadBenchmark(this.logs, rounds.duration()).run(servers, this.connections, rounds.count())
					.forEach(figures::add);
			}
			finally {
				RespServer.closeAll(servers);
			}
		}

	}

}
