package io.tino.benchmarks.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;

/**
 * Runs {@code redis-benchmark}, which ends with an error if a reply is one, with 50
 * connections against servers in turn.
 */
public final class RedisBenchmark {

	private static final int CONNECTIONS = 50;

	private static final double MICROS_PER_MILLI = 1e3;

	private final Path program;

	private final int batch;

	private final int requests;

	/**
	 * Create a benchmark.
	 * @param program where {@code redis-benchmark} is
	 * @param batch how many requests are sent at once
	 * @param requests how many requests make a round
	 */
	public RedisBenchmark(Path program, int batch, int requests) {
		this.program = program;
		this.batch = batch;
		this.requests = requests;
	}

	/**
	 * Run all commands against all servers that have them.
	 * @param servers the servers
	 * @return requests per second and latencies
	 * @throws IOException if the program cannot be run or fails
	 */
	public List<Figure> run(List<RespServer> servers) throws IOException {
		List<Figure> figures = new ArrayList<>();
		for (RespCommand command : RespCommand.values()) {
			for (RespServer server : servers) {
				if (server.supports(command)) {
					figures.addAll(run(server, command));
				}
			}
		}
		return figures;
	}

	/**
	 * Return what runs with batches are called.
	 * @param batch how many requests a batch has
	 * @return the row
	 */
	public static String row(int batch) {
		return "redis-benchmark -c " + CONNECTIONS + " -P " + batch;
	}

	private List<Figure> run(RespServer server, RespCommand command) throws IOException {
		List<String> line = new ArrayList<>(List.of(this.program.toString(), "-h", "127.0.0.1", "-p",
				String.valueOf(server.port()), "-c", String.valueOf(CONNECTIONS), "-P", String.valueOf(this.batch),
				"-n", String.valueOf(this.requests), "--csv", command.name()));
		line.addAll(command.arguments());
		RedisBenchmarkResult result = RedisBenchmarkResult.parse(output(line));
		String row = row(this.batch);
		String contender = server.name() + " " + command;
		return List.of(new Figure(row, contender, Metric.CALLS, result.requestsPerSecond()),
				new Figure(row, contender, Metric.P50, result.p50Millis() * MICROS_PER_MILLI),
				new Figure(row, contender, Metric.P99, result.p99Millis() * MICROS_PER_MILLI));
	}

	private static String output(List<String> command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes());
			if (process.waitFor() != 0) {
				throw new IOException(command + " has failed: " + output);
			}
			return output;
		}
		catch (InterruptedException ex) {
			process.destroy();
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

}
