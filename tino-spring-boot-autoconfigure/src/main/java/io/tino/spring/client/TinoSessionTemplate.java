package io.tino.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoClient;
import io.tino.client.TinoException;
import io.tino.client.TinoSession;
import io.tino.client.TinoTransactionException;
import io.tino.client.TinoWatchException;
import io.tino.payload.UnsupportedPayloadException;

/**
 * Calls commands on a connection of their own, in order, and waits for the replies or
 * does not. Thread-safe.
 *
 * @since 0.1.0
 * @see TinoTemplate#session(Function)
 */
public class TinoSessionTemplate {

	private final TinoClient client;

	private final TinoSession session;

	private final TinoCallOptions options;

	/**
	 * Create a template.
	 * @param client the client of the session
	 * @param session sends the calls
	 * @param options how to call; headers are not sent
	 */
	public TinoSessionTemplate(TinoClient client, TinoSession session, TinoCallOptions options) {
		Assert.notNull(client, "'client' must not be null");
		Assert.notNull(session, "'session' must not be null");
		Assert.notNull(options, "'options' must not be null");
		this.client = client;
		this.session = session;
		this.options = options;
	}

	/**
	 * Return a template of the same session whose calls and transactions may take a
	 * certain time.
	 * @param timeout the time, above zero
	 * @return the template, for one call or to be kept
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	public TinoSessionTemplate withTimeout(Duration timeout) {
		return new TinoSessionTemplate(this.client, this.session, this.options.withTimeout(timeout));
	}

	/**
	 * Call a command and wait for its reply.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the reply
	 * @return the reply, or {@code null} if the command returns none
	 * @throws TinoException if the call fails: see its subclasses
	 * @throws UnsupportedPayloadException if an argument cannot be encoded, or no reply
	 * decoded to the type
	 */
	public <T> @Nullable T call(String command, Class<T> replyType, @Nullable Object... arguments) {
		return await(command, callAsync(command, replyType, arguments));
	}

	/**
	 * Call a command and wait for its reply.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to, with its generics
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the reply
	 * @return the reply, or {@code null} if the command returns none
	 * @throws TinoException if the call fails: see its subclasses
	 * @throws UnsupportedPayloadException if an argument cannot be encoded, or no reply
	 * decoded to the type
	 */
	public <T> @Nullable T call(String command, ParameterizedTypeReference<T> replyType,
			@Nullable Object... arguments) {
		return await(command, callAsync(command, replyType, arguments));
	}

	/**
	 * Call a command without waiting for its reply. The session must not be over before
	 * it has come.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param arguments the arguments, each encoded as one value before this returns
	 * @param <T> the type of the reply
	 * @return completed with the reply, or with a {@link TinoException}, on an event loop
	 * of the client: what follows must not block, or be told to run elsewhere, as
	 * {@code thenApplyAsync} is
	 * @throws UnsupportedPayloadException if an argument cannot be encoded, or no reply
	 * decoded to the type
	 */
	public <T> CompletableFuture<@Nullable T> callAsync(String command, Class<T> replyType,
			@Nullable Object... arguments) {
		return this.session.call(command, replyType, this.options, arguments);
	}

	/**
	 * Call a command without waiting for its reply. The session must not be over before
	 * it has come.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to, with its generics
	 * @param arguments the arguments, each encoded as one value before this returns
	 * @param <T> the type of the reply
	 * @return completed with the reply, or with a {@link TinoException}, on an event loop
	 * of the client: what follows must not block, or be told to run elsewhere, as
	 * {@code thenApplyAsync} is
	 * @throws UnsupportedPayloadException if an argument cannot be encoded, or no reply
	 * decoded to the type
	 */
	public <T> CompletableFuture<@Nullable T> callAsync(String command, ParameterizedTypeReference<T> replyType,
			@Nullable Object... arguments) {
		return this.session.call(command, replyType.getType(), this.options, arguments);
	}

	/**
	 * Let the next transaction run only if certain keys do not change until then, and
	 * wait until the server knows.
	 * @param keys the keys, at least one: names that the application on the server says
	 * to have changed
	 * @throws TinoException if that fails: see its subclasses
	 */
	public void watch(String... keys) {
		await("WATCH", this.session.watch(this.options, keys));
	}

	/**
	 * Watch no keys any more, and wait until the server knows.
	 * @throws TinoException if that fails: see its subclasses
	 */
	public void unwatch() {
		call("UNWATCH", Void.class);
	}

	/**
	 * Run calls as one transaction and wait for the replies: the server runs all of them
	 * at once, or none. Nothing is sent before {@code calls} returns, and nothing at all
	 * if it throws.
	 * @param calls makes the calls, on this thread and at once
	 * @param <R> the type of the result
	 * @return what {@code calls} has returned, such as the futures of its calls, which
	 * are completed by now
	 * @throws TinoWatchException if the transaction has not run, as a watched key has
	 * changed
	 * @throws TinoTransactionException if the transaction has run and calls have failed
	 * @throws TinoException if the transaction fails otherwise
	 */
	public <R extends @Nullable Object> R transaction(Function<TinoTransactionTemplate, R> calls) {
		return TinoTemplate.await(this.client, "EXEC", this.session.transaction(this.options,
				(transaction) -> calls.apply(new TinoTransactionTemplate(transaction))));
	}

	private <T> @Nullable T await(String command, CompletableFuture<@Nullable T> reply) {
		return TinoTemplate.await(this.client, command, reply);
	}

}
