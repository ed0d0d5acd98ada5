package io.tino.benchmarks.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.load.LoadResult;
import io.tino.benchmarks.process.ChildProcess;
import io.tino.benchmarks.process.JavaCommand;

/**
 * Loads servers in turn with batches over some connections, each from a process of its
 * own.
 */
public final class RespLoadBenchmark {

	private final Path logs;

	private final Duration round;

	/**
	 * Create a benchmark.
	 * @param logs the directory of logs
	 * @param round how long a round takes
	 */
	public RespLoadBenchmark(Path logs, Duration round) {
		this.logs = logs;
		this.round = round;
	}

	/**
	 * Load all servers by all commands with arguments that they have: one round that does
	 * not count, and then all others.
	 * @param servers the servers
	 * @param connections over how many connections
	 * @param rounds how often each is loaded
	 * @return calls per second, latencies of batches, and what the server used of
	 * processors, of all rounds
	 * @throws IOException if a process cannot be started
	 */
	public List<Figure> run(List<RespServer> servers, int connections, int rounds) throws IOException {
		List<LoadedServer> loaded = new ArrayList<>();
		try {
			for (RespServer server : servers) {
				for (RespCommand command : List.of(RespCommand.ADD, RespCommand.ECHO)) {
					if (server.supports(command)) {
						loaded.add(load(server, command, connections));
					}
				}
			}
			List<Figure> figures = new ArrayList<>();
			for (int round = -1; round < rounds; round++) {
				for (LoadedServer server : loaded) {
					List<Figure> ofRound = server.measure(this.round);
					figures.addAll((round >= 0) ? ofRound : List.of());
				}
			}
			return figures;
		}
		finally {
			loaded.forEach((server) -> server.generator().close());
		}
	}

	/**
	 * Return what loads over connections are called.
	 * @param connections how many there are
	 * @return the row
	 */
	public static String row(int connections) {
		return String.format(Locale.ROOT, "load generator, %,d connections, batches of %d", connections,
				RespLoadGenerator.BATCH);
	}

	private LoadedServer load(RespServer server, RespCommand command, int connections) throws IOException {
		ChildProcess generator = ChildProcess.start(server.name() + "-load-" + command, this.logs, JavaCommand
			.of(RespLoadProcess.class, String.valueOf(server.port()), String.valueOf(connections), command.name()));
		String answer = generator.receive();
		if (!RespLoadProcess.READY.equals(answer)) {
			generator.close();
			throw new IllegalStateException("The load generator says: " + answer);
		}
		return new LoadedServer(row(connections), server.name() + " " + command, server, generator);
	}

	private record LoadedServer(String row, String contender, RespServer server, ChildProcess generator) {

		List<Figure> measure(Duration duration) {
			Duration before = this.server.process().cpuTime();
			this.generator.send(String.valueOf(duration.toMillis()));
			String answer = this.generator.receive();
			if (answer.startsWith("failed")) {
				throw new IllegalStateException(this.server.name() + ": " + answer);
			}
			LoadResult result = LoadResult.parse(answer);
			Duration cpu = this.server.process().cpuTime().minus(before);
			return List.of(figure(Metric.CALLS, result.callsPerSecond()),
					figure(Metric.P50, result.latencies().getValueAtPercentile(50) / 1e3),
					figure(Metric.P99, result.latencies().getValueAtPercentile(99) / 1e3),
					figure(Metric.SERVER_CPU, cpu.toNanos() / 1e3 / result.calls()));
		}

		private Figure figure(Metric metric, double value) {
			return new Figure(this.row, this.contender, metric, value);
		}

	}

}
