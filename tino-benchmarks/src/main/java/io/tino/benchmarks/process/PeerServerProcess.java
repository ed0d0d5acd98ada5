package io.tino.benchmarks.process;

import java.io.IOException;

import io.tino.benchmarks.peer.PeerServer;

/**
 * The main class of a server process: starts the server of a peer, prints its port, and
 * stops when its standard input ends.
 */
public final class PeerServerProcess {

	private PeerServerProcess() {
	}

	/**
	 * Start the server.
	 * @param arguments the name of the peer
	 * @throws IOException if it cannot be started
	 */
	public static void main(String[] arguments) throws IOException {
		Answers answers = Answers.onStandardOutput();
		try (PeerServer server = Peers.named(arguments[0]).startServer()) {
			answers.send(String.valueOf(server.port()));
			while (System.in.read() != -1) {
				// until the benchmark has ended, however it has
			}
		}
		System.exit(0);
	}

}
