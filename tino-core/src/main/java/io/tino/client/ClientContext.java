package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.tino.transport.TransportConnector;
import io.tino.transport.TransportHandler;
import io.tino.transport.TransportLoop;

/**
 * What the connections of a client share.
 *
 * @param connector opens connections
 * @param handshake how a connection begins
 * @param connectTimeout how long the handshake may take
 * @param listener is told what happens
 * @param liveness when a silent connection is taken for broken
 * @param pendingCalls counts the calls that are not over
 * @param nanoTime the clock
 */
record ClientContext(TransportConnector connector, ClientHandshake handshake, Duration connectTimeout,
		TinoClientListener listener, Liveness liveness, PendingCalls pendingCalls, LongSupplier nanoTime) {

	/**
	 * Open a connection.
	 * @param loop the event loop that it is to belong to, on which this is called
	 * @param address where to
	 * @param factory makes the handler of the connection
	 * @param failed told, on the event loop, if there will be none
	 */
	void connect(TransportLoop loop, SocketAddress address, TransportHandler.Factory factory,
			Consumer<ConnectFailure> failed) {
		open(loop, address, factory).whenComplete((connected, failure) -> {
			if (failure != null) {
				Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
				loop.execute(() -> failed.accept(ConnectFailure.unreachable(address, cause)));
			}
		});
	}

	/** Return why a connection is given up whose handshake has taken too long. */
	IllegalStateException handshakeTimedOut() {
		return new IllegalStateException(
				"No reply to the first request after " + this.connectTimeout.toMillis() + " ms");
	}

	private CompletableFuture<Void> open(TransportLoop loop, SocketAddress address, TransportHandler.Factory factory) {
		try {
			return this.connector.connect(loop, address, factory);
		}
		catch (Throwable ex) { // what is left undone here would be waited for without end
			return CompletableFuture.failedFuture(ex);
		}
	}

}
