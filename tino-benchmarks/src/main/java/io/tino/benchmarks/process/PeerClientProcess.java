package io.tino.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.load.LoadGenerator;
import io.tino.benchmarks.load.LoadResult;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Work;

/**
 * The main class of a client process: connects the client of a peer, and for each line of
 * its standard input, such as {@code add threads:64 1000}, makes calls for so many
 * milliseconds and prints a line that says what came of it. Carries out each
 * {@link MeterOrder} as well. Stops when its standard input ends.
 */
public final class PeerClientProcess {

	/** What is printed when the client has connected. */
	static final String READY = "ready";

	/** What is printed for a work or a load that the peer does not support. */
	static final String UNSUPPORTED = "unsupported";

	private PeerClientProcess() {
	}

	/**
	 * Connect, and make calls.
	 * @param arguments the name of the peer, the port, and the number of callers
	 * @throws IOException if it cannot connect, or not read or write
	 */
	public static void main(String[] arguments) throws IOException {
		Answers answers = Answers.onStandardOutput();
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try (PeerClient client = Peers.named(arguments[0])
			.connect(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
			answers.send(READY);
			for (String order = orders.readLine(); order != null; order = orders.readLine()) {
				answers
					.send(MeterOrder.isOne(order) ? MeterOrder.carryOut(order, client) : run(client, order.split(" ")));
			}
		}
		System.exit(0);
	}

	private static String run(PeerClient client, String[] order) {
		try {
			LoadResult result = LoadGenerator.run(client, Work.parse(order[0]), Load.parse(order[1]),
					Duration.ofMillis(Long.parseLong(order[2])));
			return (result != null) ? result.toLine() : UNSUPPORTED;
		}
		catch (Exception ex) {
			ex.printStackTrace();
			return "failed: " + ex;
		}
	}

}
