package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tino.transport.SocketAddressFormat;
import io.tino.transport.TransportConnector;
import io.tino.transport.TransportHandler;
import io.tino.transport.TransportLoop;

/**
 * What the connections of a client share.
 *
 * @param connector opens connections
 * @param address says where to, each time
 * @param handshake how a connection begins
 * @param connectTimeout how long the handshake may take
 * @param listener is told what happens
 * @param liveness when a silent connection is taken for broken
 * @param pendingCalls counts the calls that are not over
 * @param nanoTime the clock
 */
record ClientContext(TransportConnector connector, Supplier<? extends SocketAddress> address, ClientHandshake handshake,
		Duration connectTimeout, TinoClientListener listener, Liveness liveness, PendingCalls pendingCalls,
		LongSupplier nanoTime) {

	/**
	 * Open a connection.
	 * @param loop the event loop that it is to belong to, on which this is called
	 * @param factory makes the handler of the connection
	 * @param failed told, on the event loop, if there will be none, and why
	 */
	void connect(TransportLoop loop, TransportHandler.Factory factory, BiConsumer<String, Throwable> failed) {
		SocketAddress target;
		try {
			target = Objects.requireNonNull(this.address.get(), "there is no address");
		}
		catch (Throwable ex) { // what is left undone here would be waited for without end
			failed.accept("Cannot tell where to connect to", ex);
			return;
		}
		open(loop, target, factory).whenComplete((connected, failure) -> {
			if (failure != null) {
				Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
				loop.execute(() -> failed.accept("Cannot connect to " + SocketAddressFormat.describe(target), cause));
			}
		});
	}

	private CompletableFuture<Void> open(TransportLoop loop, SocketAddress target, TransportHandler.Factory factory) {
		try {
			return this.connector.connect(loop, target, factory);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
