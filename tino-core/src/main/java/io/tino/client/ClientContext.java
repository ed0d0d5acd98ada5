package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tino.transport.TransportConnector;

/**
 * What the connections of a client share.
 *
 * @param connector opens connections
 * @param address says where to, each time
 * @param handshake how a connection begins
 * @param connectTimeout how long the handshake may take
 * @param listener is told what happens
 * @param pendingCalls how many calls are neither answered nor dropped
 * @param nanoTime the clock
 */
record ClientContext(TransportConnector connector, Supplier<? extends SocketAddress> address, ClientHandshake handshake,
		Duration connectTimeout, TinoClientListener listener, AtomicInteger pendingCalls, LongSupplier nanoTime) {
}
