package io.tino.benchmarks.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tino.benchmarks.figure.Figure;

/**
 * Runs {@code redis-benchmark}, which ends with an error if a reply is one, with 50
 * connections against servers in turn.
 */
public final class RedisBenchmark {

	private static final int CONNECTIONS = 50;

	private final Path program;

	private final int requests;

	/**
	 * Create a benchmark.
	 * @param program where {@code redis-benchmark} is
	 * @param requests how many requests make a round
	 */
	public RedisBenchmark(Path program, int requests) {
		this.program = program;
		this.requests = requests;
	}

	/**
	 * Run all commands with batches of 1 and of 16 against all servers that have them,
	 * and a first time that does not count.
	 * @param servers the servers
	 * @param rounds how often each is run
	 * @return requests per second and latencies of all rounds
	 * @throws IOException if the program cannot be run or fails
	 */
	public List<Figure> run(List<RespServer> servers, int rounds) throws IOException {
		List<Figure> figures = new ArrayList<>();
		for (int batch : new int[] { 1, 16 }) {
			for (RespCommand command : RespCommand.values()) {
				for (int round = -1; round < rounds; round++) {
					for (RespServer server : servers) {
						if (server.supports(command)) {
							List<Figure> ofRound = run(server, command, batch);
							figures.addAll((round >= 0) ? ofRound : List.of());
						}
					}
				}
			}
		}
		return figures;
	}

	private List<Figure> run(RespServer server, RespCommand command, int batch) throws IOException {
		List<String> line = new ArrayList<>(List.of(this.program.toString(), "-h", "127.0.0.1", "-p",
				String.valueOf(server.port()), "-c", String.valueOf(CONNECTIONS), "-P", String.valueOf(batch), "-n",
				String.valueOf(this.requests), "--csv", command.name()));
		line.addAll(command.arguments());
		RedisBenchmarkResult result = RedisBenchmarkResult.parse(output(line));
		String row = "redis-benchmark -c " + CONNECTIONS + " -P " + batch + " " + command;
		return List.of(new Figure(row, server.name(), result.requestsPerSecond(), "requests/s"),
				new Figure(row, server.name(), result.p50Millis(), "ms p50"),
				new Figure(row, server.name(), result.p99Millis(), "ms p99"));
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
