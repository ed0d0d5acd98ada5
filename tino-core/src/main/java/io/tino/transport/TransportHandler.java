package io.tino.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes what happens on one connection. All methods are called on the event loop of the
 * connection, and must not block.
 *
 * @since 0.1.0
 */
public interface TransportHandler {

	/**
	 * Bytes have arrived.
	 * @param bytes the bytes, whose ownership goes to the handler
	 */
	void received(ByteBuf bytes);

	/**
	 * No more bytes are there for now: time to answer all that came at once. A server's
	 * connections may be told so together, after all have received what they have.
	 */
	void receivedAll();

	/**
	 * {@link TransportConnection#isWritable()} has changed.
	 */
	void writabilityChanged();

	/**
	 * The connection is closed. Called exactly once, and last.
	 * @param cause what broke the connection, or {@code null} if it was closed by either
	 * end
	 */
	void closed(@Nullable Throwable cause);

	/**
	 * Makes the handler of a connection that has just been established.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Make a handler, on the event loop of the connection.
		 * @param connection the connection
		 * @return its handler
		 */
		TransportHandler connected(TransportConnection connection);

	}

}
