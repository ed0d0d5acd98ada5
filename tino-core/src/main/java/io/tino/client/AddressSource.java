package io.tino.client;

import java.net.SocketAddress;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says where the next connection goes to. Called on an event loop.
 */
interface AddressSource {

	/**
	 * Find a server.
	 * @param found given the server, on the same event loop
	 * @param failed told, on the same event loop, if there is none
	 */
	default void next(Consumer<Server> found, Consumer<ConnectFailure> failed) {
		next(Set.of(), found, failed);
	}

	/**
	 * Find a server that has another address than some.
	 * @param avoided those that are given only if there is no other
	 * @param found given the server, on the same event loop
	 * @param failed told, on the same event loop, if there is none
	 */
	void next(Set<SocketAddress> avoided, Consumer<Server> found, Consumer<ConnectFailure> failed);

	/**
	 * A server to connect to.
	 */
	interface Server {

		/** Return where it is. Called on any thread. */
		SocketAddress address();

		/** A connection to it is ready, so that others may be too. */
		void reachable();

		/**
		 * There are more calls to it that have no reply, or less. Called on any thread.
		 */
		void outstanding(int more);

	}

}
