package io.tino.transport;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Opens connections. Thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TransportConnector {

	/**
	 * Open a connection. Does not block.
	 * @param loop the event loop that it is to belong to
	 * @param address where to; an unresolved one is resolved now
	 * @param factory makes the handler once the connection is established
	 * @return completed when it is, or has failed
	 */
	CompletableFuture<Void> connect(TransportLoop loop, SocketAddress address, TransportHandler.Factory factory);

}
