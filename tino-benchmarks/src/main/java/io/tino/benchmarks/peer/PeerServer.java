package io.tino.benchmarks.peer;

/**
 * A server that has been started.
 */
public interface PeerServer extends AutoCloseable {

	/**
	 * Return the port that it listens on.
	 * @return the port
	 */
	int port();

	@Override
	void close();

}
