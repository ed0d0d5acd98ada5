package io.tino.spring.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import io.tino.client.TinoException;
import io.tino.client.TinoTransaction;
import io.tino.payload.UnsupportedPayloadException;

/**
 * Makes the calls of a transaction. Belongs to the thread and the time of the function
 * that makes them.
 *
 * @since 0.1.0
 * @see TinoSessionTemplate#transaction(Function)
 */
public class TinoTransactionTemplate {

	private final TinoTransaction transaction;

	/**
	 * Create a template.
	 * @param transaction takes the calls
	 */
	public TinoTransactionTemplate(TinoTransaction transaction) {
		Assert.notNull(transaction, "'transaction' must not be null");
		this.transaction = transaction;
	}

	/**
	 * Call a command when the transaction runs.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param arguments the arguments, each encoded as one value before this returns
	 * @param <T> the type of the reply
	 * @return completed with the reply when the transaction has run, or with a
	 * {@link TinoException}; waiting for it before throws an
	 * {@link IllegalStateException}
	 * @throws UnsupportedPayloadException if an argument cannot be encoded, or no reply
	 * decoded to the type
	 * @throws IllegalStateException if it is too late for calls
	 */
	public <T> CompletableFuture<@Nullable T> call(String command, Class<T> replyType, @Nullable Object... arguments) {
		return this.transaction.call(command, replyType, arguments);
	}

	/**
	 * Call a command when the transaction runs.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to, with its generics
	 * @param arguments the arguments, each encoded as one value before this returns
	 * @param <T> the type of the reply
	 * @return completed with the reply when the transaction has run, or with a
	 * {@link TinoException}; waiting for it before throws an
	 * {@link IllegalStateException}
	 * @throws UnsupportedPayloadException if an argument cannot be encoded, or no reply
	 * decoded to the type
	 * @throws IllegalStateException if it is too late for calls
	 */
	public <T> CompletableFuture<@Nullable T> call(String command, ParameterizedTypeReference<T> replyType,
			@Nullable Object... arguments) {
		return this.transaction.call(command, replyType.getType(), arguments);
	}

}
