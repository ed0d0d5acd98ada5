package io.tino.client;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A connection of its own, so that what belongs to a connection belongs to whoever has
 * the session: the state that endpoints keep for it, watched keys and transactions. Its
 * calls are answered in the order in which they are made. Thread-safe.
 * <p>
 * It connects with its first call. If the connection breaks, the session has ended:
 * further calls fail with a {@link TinoConnectionException} and have not run, as what
 * they rely on would be lost.
 *
 * @since 0.1.0
 * @see TinoClient#session()
 */
public interface TinoSession extends AutoCloseable {

	/**
	 * Call a command. Does not block.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param arguments the arguments, each encoded as one value; a bare {@code null} is
	 * one argument
	 * @param <T> the type of the reply
	 * @return as that of {@link #call(String, Type, TinoCallOptions, Object...)}
	 * @throws io.tino.payload.UnsupportedPayloadException if an argument cannot be
	 * encoded, or no reply decoded to the type
	 */
	default <T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable Object... arguments) {
		return call(command, replyType, TinoCallOptions.DEFAULTS, arguments);
	}

	/**
	 * Call a command in a certain way. Does not block. A call that has been sent runs,
	 * even if its time is over or it has been given up, and those behind it wait.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param options how to call it; headers are not sent. {@code null} is the first
	 * argument, as in {@link TinoClient#call(String, Type, TinoCallOptions, Object...)}
	 * @param arguments the arguments, each encoded as one value; a bare {@code null} is
	 * one argument
	 * @param <T> the type of the reply
	 * @return completed with the reply, which is {@code null} if the command returns
	 * none, or with a {@link TinoException}, on an event loop: what follows must not
	 * block, or be told to run elsewhere
	 * @throws io.tino.payload.UnsupportedPayloadException if an argument cannot be
	 * encoded, or no reply decoded to the type
	 */
	<T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable TinoCallOptions options,
			@Nullable Object... arguments);

	/**
	 * Let the next transaction run only if certain keys do not change until then. Does
	 * not block.
	 * @param keys the keys, at least one: names that the application on the server says
	 * to have changed, sent as they are in UTF-8
	 * @return completed when the keys are watched, or with a {@link TinoException}
	 */
	default CompletableFuture<@Nullable Void> watch(String... keys) {
		return watch(TinoCallOptions.DEFAULTS, keys);
	}

	/**
	 * Let the next transaction run only if certain keys do not change until then. Does
	 * not block.
	 * @param options how to call
	 * @param keys the keys, at least one
	 * @return completed when the keys are watched, or with a {@link TinoException}
	 */
	CompletableFuture<@Nullable Void> watch(TinoCallOptions options, String... keys);

	/**
	 * Watch no keys any more. Does not block.
	 * @return completed when none is, or with a {@link TinoException}
	 */
	default CompletableFuture<@Nullable Void> unwatch() {
		return call("UNWATCH", Void.class);
	}

	/**
	 * Run calls as one transaction. Does not block.
	 * @param calls makes the calls
	 * @param <R> the type of the result
	 * @return as that of {@link #transaction(TinoCallOptions, Function)}
	 */
	default <R extends @Nullable Object> CompletableFuture<R> transaction(Function<TinoTransaction, R> calls) {
		return transaction(TinoCallOptions.DEFAULTS, calls);
	}

	/**
	 * Run calls as one transaction: the server runs all of them at once, between
	 * {@code MULTI} and {@code EXEC}, or none. Does not block. What the calls send is
	 * kept until {@code calls} returns, so that nothing is sent if it throws.
	 * @param options how to call; the time is that of the whole transaction
	 * @param calls makes the calls, on this thread and at once
	 * @param <R> the type of the result
	 * @return completed with what {@code calls} has returned, once all calls have
	 * succeeded and their futures are completed. Or with a {@link TinoWatchException} if
	 * a watched key has changed, a {@link TinoTransactionException} if calls have failed,
	 * and any other {@link TinoException} if the transaction has. Completing it otherwise
	 * keeps the calls from being run, unless they have been sent
	 */
	<R extends @Nullable Object> CompletableFuture<R> transaction(TinoCallOptions options,
			Function<TinoTransaction, R> calls);

	/**
	 * Tell whether calls can be made.
	 * @return {@code false} once the session is closed or its connection has broken
	 */
	boolean isOpen();

	/**
	 * Close the connection. Calls that have no reply yet fail. Does not block.
	 */
	@Override
	void close();

}
