package io.tino.benchmarks.redis;

import java.io.IOException;
import java.nio.file.Path;

import io.tino.benchmarks.process.ChildProcess;
import io.tino.benchmarks.process.JavaCommand;
import io.tino.benchmarks.process.PeerServerProcess;

/**
 * The server of a peer that speaks RESP.
 *
 * @param name the name of the peer
 * @param port the port that it listens on
 * @param process the process
 */
record PeerRespServer(String name, int port, ChildProcess process) implements RespServer {

	/** Start a server, and wait until it is ready. */
	static PeerRespServer start(String peer, Path logs) throws IOException {
		ChildProcess process = ChildProcess.start(peer + "-resp-server", logs,
				JavaCommand.of(PeerServerProcess.class, peer));
		return new PeerRespServer(peer, Integer.parseInt(process.receive()), process);
	}

	@Override
	public boolean supports(RespCommand command) {
		return true;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
