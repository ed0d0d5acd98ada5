package io.tino.client;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Calls the commands of a server. Thread-safe; calls of many threads share connections.
 *
 * @since 0.1.0
 */
public interface TinoClient extends AutoCloseable {

	/**
	 * Call a command. Does not block.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param arguments the arguments, each encoded as one value; a bare {@code null} is
	 * one argument
	 * @param <T> the type of the reply
	 * @return completed with the reply, which is {@code null} if the command returns
	 * none, or with a {@link TinoException}. It is completed on an event loop: what
	 * follows must not block, or be told to run elsewhere. Cancelling it gives up waiting
	 * @throws io.tino.payload.UnsupportedPayloadException if an argument cannot be
	 * encoded, or no reply decoded to the type
	 */
	<T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable Object... arguments);

	/**
	 * Publish a message to whoever has subscribed to a channel. Does not block. The
	 * default implementation refuses to.
	 * @param channel the channel, sent as it is in UTF-8
	 * @param payload the message, encoded as one value before this returns
	 * @return completed with the number of those that the server has sent it to, which is
	 * {@code null} if it does not tell, or with a {@link TinoException}, as that of
	 * {@link #call} is
	 * @throws io.tino.payload.UnsupportedPayloadException if the message cannot be
	 * encoded
	 * @throws UnsupportedOperationException if this client does not publish
	 */
	default CompletableFuture<@Nullable Long> publish(String channel, @Nullable Object payload) {
		throw new UnsupportedOperationException(getClass().getName() + " does not publish");
	}

	/**
	 * Find out whether the server answers. Does not block.
	 * @return completed when it has, or with a {@link TinoException}
	 */
	CompletableFuture<@Nullable Void> ping();

	/**
	 * Tell whether this thread is an event loop of the client, which must not wait for a
	 * reply: it would not come.
	 * @return whether it is
	 */
	boolean inEventLoop();

	/**
	 * Close all connections. Calls that have no reply yet fail.
	 */
	@Override
	void close();

}
