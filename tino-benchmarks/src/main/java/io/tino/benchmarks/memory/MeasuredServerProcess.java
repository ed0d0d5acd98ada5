package io.tino.benchmarks.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.tino.benchmarks.peer.PeerServer;
import io.tino.benchmarks.process.Answers;
import io.tino.benchmarks.process.Peers;

/**
 * The main class of a server process that tells what it uses of memory: prints its port,
 * answers each line of its standard input by one, and stops when that ends.
 */
public final class MeasuredServerProcess {

	private MeasuredServerProcess() {
	}

	/**
	 * Start the server.
	 * @param arguments the name of the peer, and how many connections Tino is to accept
	 * @throws IOException if it cannot be started, or requests cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		System.setProperty("tino.server.limits.max-connections", arguments[1]);
		Answers answers = Answers.onStandardOutput();
		BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try (PeerServer server = Peers.named(arguments[0]).startServer()) {
			answers.send(String.valueOf(server.port()));
			while (requests.readLine() != null) {
				answers.send(UsedMemory.now().toLine());
			}
		}
		System.exit(0);
	}

}
