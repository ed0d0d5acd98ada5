package io.tino.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Peers that are running. Each is started when it is first asked for, and goes on until
 * all are stopped.
 */
public final class RunningPeers implements AutoCloseable {

	private final Map<String, PeerProcesses> processes = new HashMap<>();

	private final int callers;

	private final Path logs;

	/**
	 * Create it; no process is started yet.
	 * @param callers how many calls of waiting threads there are at a time at most
	 * @param logs the directory of logs
	 */
	public RunningPeers(int callers, Path logs) {
		this.callers = callers;
		this.logs = logs;
	}

	/**
	 * Return a peer.
	 * @param name its name
	 * @return its processes
	 * @throws IOException if they cannot be started
	 */
	public PeerProcesses get(String name) throws IOException {
		PeerProcesses running = this.processes.get(name);
		if (running == null) {
			running = PeerProcesses.start(name, this.callers, this.logs);
			this.processes.put(name, running);
		}
		return running;
	}

	@Override
	public void close() {
		this.processes.values().forEach(PeerProcesses::close);
	}

}
