package io.tino.client;

import java.net.SocketAddress;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says where the next connection goes to. Called on an event loop.
 */
interface AddressSource {

	/**
	 * Find an address.
	 * @param found given the address, on the same event loop
	 * @param failed told, on the same event loop, if there is none
	 */
	default void next(Consumer<SocketAddress> found, Consumer<ConnectFailure> failed) {
		next(Set.of(), found, failed);
	}

	/**
	 * Find an address other than some.
	 * @param avoided those that are given only if there is no other
	 * @param found given the address, on the same event loop
	 * @param failed told, on the same event loop, if there is none
	 */
	void next(Set<SocketAddress> avoided, Consumer<SocketAddress> found, Consumer<ConnectFailure> failed);

	/** A connection to an address is ready, so that others may be too. */
	void reachable(SocketAddress address);

}
