package io.tino.benchmarks.peer;

import java.io.IOException;

/**
 * A way for one process to call another. A server process calls {@link #startServer()}, a
 * client process {@link #connect}; the two share nothing but a port.
 */
public interface Peer {

	/**
	 * Return what the peer is called in reports and options, such as {@code grpc}.
	 * @return its name, of lower-case letters, digits and hyphens
	 */
	String name();

	/**
	 * Start a server on a free port of 127.0.0.1.
	 * @return the server
	 * @throws IOException if it cannot be started
	 */
	PeerServer startServer() throws IOException;

	/**
	 * Connect to a server.
	 * @param port the port that it listens on, at 127.0.0.1
	 * @param callers how many calls there are at a time at most, for clients that need a
	 * connection for each
	 * @return the client
	 * @throws IOException if it cannot connect
	 */
	PeerClient connect(int port, int callers) throws IOException;

}
