package io.tino.benchmarks.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.tino.benchmarks.process.Answers;

/**
 * The main class of a process that loads a server: connects, and for each line of its
 * standard input, which is a number, sends batches for so many milliseconds and prints a
 * line that says what came of it. Stops when its standard input ends.
 */
public final class RespLoadProcess {

	/** What is printed when all connections are there. */
	static final String READY = "ready";

	private RespLoadProcess() {
	}

	/**
	 * Connect, and load the server.
	 * @param arguments the port, the number of connections, and the command
	 * @throws IOException if orders cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		Answers answers = Answers.onStandardOutput();
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try (RespLoadGenerator generator = RespLoadGenerator.connect(Integer.parseInt(arguments[0]),
				Integer.parseInt(arguments[1]), RespCommand.valueOf(arguments[2]))) {
			answers.send(READY);
			for (String order = orders.readLine(); order != null; order = orders.readLine()) {
				answers.send(run(generator, Duration.ofMillis(Long.parseLong(order))));
			}
		}
		System.exit(0);
	}

	private static String run(RespLoadGenerator generator, Duration duration) {
		try {
			return generator.run(duration).toLine();
		}
		catch (InterruptedException | IllegalStateException ex) {
			ex.printStackTrace();
			return "failed: " + ex;
		}
	}

}
