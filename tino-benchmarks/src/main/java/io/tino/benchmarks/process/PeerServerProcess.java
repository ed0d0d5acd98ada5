package io.tino.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.tino.benchmarks.peer.PeerServer;

/**
 * The main class of a server process: starts the server of a peer, prints its port, and
 * carries out each {@link MeterOrder} of its standard input. Stops when that ends,
 * however the benchmark has.
 */
public final class PeerServerProcess {

	private PeerServerProcess() {
	}

	/**
	 * Start the server.
	 * @param arguments the name of the peer
	 * @throws IOException if it cannot be started, or orders cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		Answers answers = Answers.onStandardOutput();
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try (PeerServer server = Peers.named(arguments[0]).startServer()) {
			answers.send(String.valueOf(server.port()));
			for (String order = orders.readLine(); order != null; order = orders.readLine()) {
				answers.send(MeterOrder.carryOut(order, server));
			}
		}
		System.exit(0);
	}

}
