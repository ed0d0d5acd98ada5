package io.tino.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.load.LoadResult;
import io.tino.benchmarks.work.Work;

/**
 * The two processes of a peer, its server and its client.
 */
public final class PeerProcesses implements AutoCloseable {

	private final ChildProcess server;

	private final ChildProcess client;

	private PeerProcesses(ChildProcess server, ChildProcess client) {
		this.server = server;
		this.client = client;
	}

	/**
	 * Start both, and wait until the client has connected.
	 * @param peer the name of the peer
	 * @param callers how many calls there are at a time at most
	 * @param logs the directory of logs
	 * @return the processes
	 * @throws IOException if they cannot be started
	 */
	public static PeerProcesses start(String peer, int callers, Path logs) throws IOException {
		ChildProcess server = ChildProcess.start(peer + "-server", logs, JavaCommand.of(PeerServerProcess.class, peer));
		String port = server.receive();
		ChildProcess client = ChildProcess.start(peer + "-client", logs,
				JavaCommand.of(PeerClientProcess.class, peer, port, String.valueOf(callers)));
		PeerProcesses processes = new PeerProcesses(server, client);
		String answer = client.receive();
		if (!PeerClientProcess.READY.equals(answer)) {
			processes.close();
			throw new IllegalStateException("The client of " + peer + " says: " + answer);
		}
		return processes;
	}

	/**
	 * Let the client make calls.
	 * @param work what is called
	 * @param load how calls are made
	 * @param duration for how long
	 * @return what came of it, or {@code null} if the peer does not support it
	 */
	public @Nullable Measurement measure(Work work, Load load, Duration duration) {
		Duration serverBefore = this.server.cpuTime();
		Duration clientBefore = this.client.cpuTime();
		this.client.send(work + " " + load + " " + duration.toMillis());
		String answer = this.client.receive();
		if (answer.equals(PeerClientProcess.UNSUPPORTED)) {
			return null;
		}
		if (answer.startsWith("failed")) {
			throw new IllegalStateException(answer);
		}
		LoadResult result = Objects.requireNonNull(LoadResult.parse(answer));
		return new Measurement(result, this.server.cpuTime().minus(serverBefore),
				this.client.cpuTime().minus(clientBefore), this.server.residentBytes(), this.client.residentBytes());
	}

	/**
	 * Turn the meters of both off, or on again.
	 * @param on whether calls are measured from now on
	 */
	public void meters(boolean on) {
		for (ChildProcess process : List.of(this.server, this.client)) {
			process.send((on ? MeterOrder.ON : MeterOrder.OFF).line());
			String answer = process.receive();
			if (!answer.equals(MeterOrder.DONE)) {
				throw new IllegalStateException(answer);
			}
		}
	}

	@Override
	public void close() {
		this.client.close();
		this.server.close();
	}

}
