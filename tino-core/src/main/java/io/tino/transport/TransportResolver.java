package io.tino.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what addresses a host name stands for. Thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TransportResolver {

	/**
	 * Look up a host name. Does not block.
	 * @param loop the event loop that limits how long that may take
	 * @param address the name and a port
	 * @return completed on any thread with the addresses, at least one, of which each has
	 * the name and the port; or with what has gone wrong
	 */
	CompletableFuture<List<InetSocketAddress>> resolve(TransportLoop loop, InetSocketAddress address);

}
