package io.tino.server;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A server that can be started and stopped, any number of times. Thread-safe.
 *
 * @since 0.1.0
 */
public interface TinoServer {

	/**
	 * Begin to accept connections. Does nothing if the server is running. Blocks until
	 * the addresses are bound.
	 * @throws io.tino.transport.TransportBindException if an address cannot be bound
	 * @throws ProtectedModeException if the address can be reached from other machines
	 * and anybody could call
	 */
	void start();

	/**
	 * Stop accepting connections, give those clients time to move that can be told to,
	 * let the calls in flight finish, then close. Calls that come after the time to move
	 * are answered {@code UNAVAILABLE}. Does not block.
	 * @param gracePeriod how long to wait for clients to move, for half of it at most,
	 * and for the calls in flight; zero to close at once
	 * @return completed when everything is closed: with {@code true} if all calls have
	 * finished, with {@code false} if some were cut off
	 */
	CompletableFuture<Boolean> stop(Duration gracePeriod);

	/**
	 * Tell whether the server accepts connections.
	 * @return whether it has been started and not been stopped
	 */
	boolean isRunning();

	/**
	 * Return where the server listens.
	 * @return the address, with the port that it has got, or {@code null} if the server
	 * is not running. The path of a Unix domain socket if it listens on nothing else
	 */
	@Nullable SocketAddress localAddress();

}
