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
public final class RespLoadBenchmark implements AutoCloseable {

	private final Path logs;

	private final int connections;

	private final List<LoadedServer> loaded = new ArrayList<>();

	/**
	 * Connect to all servers, for all commands with arguments that they have.
	 * @param servers the servers
	 * @param connections over how many connections
	 * @param logs the directory of logs
	 * @throws IOException if a process cannot be started
	 */
	public RespLoadBenchmark(List<RespServer> servers, int connections, Path logs) throws IOException {
		this.logs = logs;
		this.connections = connections;
		try {
			for (RespCommand command : List.of(RespCommand.ADD, RespCommand.ECHO)) {
				for (RespServer server : servers) {
					if (server.supports(command)) {
						this.loaded.add(load(server, command));
					}
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Load all of them in turn.
	 * @param duration how long each is loaded
	 * @return calls per second, latencies of batches, and what the server used of
	 * processors
	 */
	public List<Figure> run(Duration duration) {
		List<Figure> figures = new ArrayList<>();
		this.loaded.forEach((server) -> figures.addAll(server.measure(duration)));
		return figures;
	}

	@Override
	public void close() {
		this.loaded.forEach((server) -> server.generator().close());
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

	private LoadedServer load(RespServer server, RespCommand command) throws IOException {
		ChildProcess generator = ChildProcess.start(server.name() + "-load-" + command, this.logs,
				JavaCommand.of(RespLoadProcess.class, String.valueOf(server.port()), String.valueOf(this.connections),
						command.name()));
		String answer = generator.receive();
		if (!RespLoadProcess.READY.equals(answer)) {
			generator.close();
			throw new IllegalStateException("The load generator says: " + answer);
		}
		return new LoadedServer(row(this.connections), server.name() + " " + command, server, generator);
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
