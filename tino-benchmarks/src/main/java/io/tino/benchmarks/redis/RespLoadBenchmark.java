package io.tino.benchmarks.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tino.benchmarks.figure.Figure;
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
	 * Load all servers that have a command: one round that does not count, and then all
	 * others.
	 * @param servers the servers
	 * @param command the command
	 * @param connections over how many connections
	 * @param rounds how often each is loaded
	 * @return calls per second, latencies of batches, and what the server used of
	 * processors, of all rounds
	 * @throws IOException if a process cannot be started
	 */
	public List<Figure> run(List<RespServer> servers, RespCommand command, int connections, int rounds)
			throws IOException {
		List<LoadedServer> loaded = new ArrayList<>();
		try {
			for (RespServer server : servers) {
				if (server.supports(command)) {
					loaded.add(load(server, command, connections));
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

	private LoadedServer load(RespServer server, RespCommand command, int connections) throws IOException {
		ChildProcess generator = ChildProcess.start(server.name() + "-load", this.logs, JavaCommand
			.of(RespLoadProcess.class, String.valueOf(server.port()), String.valueOf(connections), command.name()));
		String answer = generator.receive();
		if (!RespLoadProcess.READY.equals(answer)) {
			generator.close();
			throw new IllegalStateException("The load generator says: " + answer);
		}
		String row = "load generator, " + connections + " connections x " + RespLoadGenerator.BATCH + " " + command;
		return new LoadedServer(row, server, generator);
	}

	private record LoadedServer(String row, RespServer server, ChildProcess generator) {

		List<Figure> measure(Duration duration) {
			Duration before = this.server.process().cpuTime();
			this.generator.send(String.valueOf(duration.toMillis()));
			String answer = this.generator.receive();
			if (answer.startsWith("failed")) {
				throw new IllegalStateException(this.server.name() + ": " + answer);
			}
			LoadResult result = LoadResult.parse(answer);
			Duration cpu = this.server.process().cpuTime().minus(before);
			return List.of(figure(result.callsPerSecond(), "calls/s"),
					figure(result.latencies().getValueAtPercentile(50) / 1e3, "us p50 of batches"),
					figure(result.latencies().getValueAtPercentile(99) / 1e3, "us p99 of batches"),
					figure(cpu.toNanos() / 1e3 / result.calls(), "us server CPU/call"));
		}

		private Figure figure(double value, String unit) {
			return new Figure(this.row, this.server.name(), value, unit);
		}

	}

}
