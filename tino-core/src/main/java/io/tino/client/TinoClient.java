package io.tino.client;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Calls the commands of a server, publishes messages to it, and subscribes to those of
 * others. Thread-safe; calls of many threads share connections.
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
	 * follows must not block, or be told to run elsewhere. Completing it otherwise, as by
	 * cancelling it, gives up waiting, and cancels the call on a server that multiplexes
	 * calls
	 * @throws io.tino.payload.UnsupportedPayloadException if an argument cannot be
	 * encoded, or no reply decoded to the type
	 */
	default <T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable Object... arguments) {
		return call(command, replyType, TinoCallOptions.DEFAULTS, arguments);
	}

	/**
	 * Call a command in a certain way. Does not block.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param options how to call it. {@code null} is the first argument of a call with
	 * the {@linkplain TinoCallOptions#DEFAULTS defaults}, as the compiler takes a bare
	 * {@code null} before other arguments for this parameter
	 * @param arguments the arguments, each encoded as one value; a bare {@code null} is
	 * one argument
	 * @param <T> the type of the reply
	 * @return as that of {@link #call(String, Type, Object...)}
	 * @throws io.tino.payload.UnsupportedPayloadException if an argument cannot be
	 * encoded, or no reply decoded to the type
	 */
	<T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable TinoCallOptions options,
			@Nullable Object... arguments);

	/**
	 * Return the items of a command that returns a stream. Does not block, and calls
	 * nothing yet: each subscription is a call of its own, which is made when the first
	 * item is requested. The server sends items as they are requested, and
	 * {@linkplain TinoCallOptions#prefetch() some} of them ahead at most; nothing is kept
	 * here. Cancelling the subscription cancels the call. A command that returns no
	 * stream has its result as the only item. The default implementation refuses to.
	 * <p>
	 * A server that answers calls in order is asked for each item, on a connection that
	 * the stream has for itself. It may end a stream that nothing is requested of for
	 * some time.
	 * <p>
	 * The {@linkplain TinoCallOptions#timeout() timeout} of the call, and the time that
	 * the call being served has, are for the whole stream. If there are none of these,
	 * the server has to begin to answer within the client's timeout, and may take any
	 * time then.
	 * @param command the command's name, as the server declares it
	 * @param itemType the type to decode items to
	 * @param options how to call it
	 * @param arguments the arguments, each encoded as one value when a call is made; a
	 * bare {@code null} is one argument
	 * @param <T> the type of the items
	 * @return the items. They come, and so does the end, on an event loop: subscribers
	 * must not block. They fail with a {@link TinoException}, or with an
	 * {@link io.tino.payload.UnsupportedPayloadException} if an argument cannot be
	 * encoded
	 * @throws io.tino.payload.UnsupportedPayloadException if no item can be decoded to
	 * the type
	 * @throws UnsupportedOperationException if this client knows no streams
	 */
	default <T> Flow.Publisher<T> stream(String command, Type itemType, TinoCallOptions options,
			@Nullable Object... arguments) {
		throw new UnsupportedOperationException(getClass().getName() + " knows no streams");
	}

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
	 * Subscribe to channels and patterns. Does not block, and needs no server to be there
	 * yet. All subscriptions share a connection of their own. The default implementation
	 * refuses to.
	 * @param topics what to subscribe to
	 * @param handler takes the messages as bytes, read-only
	 * @return the subscription, to be closed when it is of no use any more; closing the
	 * client does that too
	 * @throws UnsupportedOperationException if this client does not subscribe
	 */
	default TinoSubscription subscribe(TinoTopics topics, TinoMessageHandler<ByteBuffer> handler) {
		throw new UnsupportedOperationException(getClass().getName() + " does not subscribe");
	}

	/**
	 * Subscribe to channels and patterns, and have messages decoded on the event loop.
	 * Those that are not of the type are logged, without what they contain, and dropped.
	 * @param topics what to subscribe to
	 * @param payloadType the type to decode messages to
	 * @param handler takes the messages
	 * @param <T> the type of the messages
	 * @return the subscription, as that of
	 * {@link #subscribe(TinoTopics, TinoMessageHandler)}
	 * @throws io.tino.payload.UnsupportedPayloadException if nothing can be decoded to
	 * the type
	 * @throws UnsupportedOperationException if this client does not subscribe
	 */
	default <T> TinoSubscription subscribe(TinoTopics topics, Type payloadType,
			TinoMessageHandler<@Nullable T> handler) {
		throw new UnsupportedOperationException(getClass().getName() + " does not subscribe");
	}

	/**
	 * Open a session, whose calls have a connection of their own. Does not block, nor
	 * connect before the first call. The default implementation refuses to.
	 * @return the session, to be closed when it is of no use any more; closing the client
	 * does that too
	 * @throws TinoOverloadedException if too many sessions are open
	 * @throws UnsupportedOperationException if this client has no sessions
	 */
	default TinoSession session() {
		throw new UnsupportedOperationException(getClass().getName() + " has no sessions");
	}

	/**
	 * Find out whether the server answers. Does not block.
	 * @return completed when it has, or with a {@link TinoException}
	 */
	CompletableFuture<@Nullable Void> ping();

	/**
	 * Return how many calls have begun and are not over; on connections that answer in
	 * order, those given up that the server is yet to answer included. The default
	 * implementation knows of none.
	 * @return the number of calls
	 */
	default int pendingCalls() {
		return 0;
	}

	/**
	 * Return what is known of the servers, without asking them. The default
	 * implementation knows nothing.
	 * @return the servers, none before the first call
	 */
	default List<TinoNode> nodes() {
		return List.of();
	}

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
