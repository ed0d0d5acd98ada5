package io.tino.client;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Takes the calls of a transaction. Belongs to the thread and the time of the function
 * that makes them.
 *
 * @since 0.1.0
 * @see TinoSession#transaction(java.util.function.Function)
 */
public interface TinoTransaction {

	/**
	 * Call a command when the transaction runs. Nothing is sent before all calls have
	 * been made, so that none can depend on the reply to another one.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param arguments the arguments, each encoded as one value before this returns; a
	 * bare {@code null} is one argument
	 * @param <T> the type of the reply
	 * @return completed with the reply when the transaction has run, or with a
	 * {@link TinoException}; waiting for it before throws an
	 * {@link IllegalStateException}. Completing it otherwise before the calls are sent
	 * takes the call out of the transaction
	 * @throws io.tino.payload.UnsupportedPayloadException if an argument cannot be
	 * encoded, or no reply decoded to the type
	 * @throws IllegalStateException if it is too late for calls
	 */
	<T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable Object... arguments);

}
