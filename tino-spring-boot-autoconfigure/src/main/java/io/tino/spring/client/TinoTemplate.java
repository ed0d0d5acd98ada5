package io.tino.spring.client;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.Assert;

import io.tino.client.BlockingPublisher;
import io.tino.client.BlockingStream;
import io.tino.client.TinoCallOptions;
import io.tino.client.TinoCancelledException;
import io.tino.client.TinoClient;
import io.tino.client.TinoException;
import io.tino.client.TinoSession;
import io.tino.payload.UnsupportedPayloadException;

/**
 * Calls commands and publishes messages, and waits for the replies or does not.
 * Thread-safe.
 * <p>
 * How calls are made, besides what they call, belongs to the template:
 * {@code tino.withTimeout(Duration.ofSeconds(2)).call(...)} calls by another one.
 * Messages are published the same by all of them.
 *
 * @since 0.1.0
 */
public class TinoTemplate {

	private final TinoClient client;

	private final TinoCallOptions options;

	private final @Nullable IdempotentCalls idempotentCalls;

	/**
	 * Create a template.
	 * @param client sends the calls
	 */
	public TinoTemplate(TinoClient client) {
		this(client, null);
	}

	/**
	 * Create a template that makes idempotent calls again that have failed.
	 * @param client sends the calls
	 * @param retryPolicy which failures, how often and when, as
	 * {@link TinoRetryPredicate#IDEMPOTENT} knows; its timeout is that of calls that say
	 * none, and all attempts of a call share it. {@code null} to call only once
	 */
	public TinoTemplate(TinoClient client, @Nullable RetryPolicy retryPolicy) {
		this(client, TinoCallOptions.DEFAULTS, (retryPolicy != null) ? new IdempotentCalls(retryPolicy) : null);
	}

	private TinoTemplate(TinoClient client, TinoCallOptions options, @Nullable IdempotentCalls idempotentCalls) {
		Assert.notNull(client, "'client' must not be null");
		Assert.notNull(options, "'options' must not be null");
		this.client = client;
		this.options = options;
		this.idempotentCalls = idempotentCalls;
	}

	/**
	 * Return a template whose calls may take a certain time.
	 * @param timeout the time, above zero
	 * @return the template, for one call or to be kept
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	public TinoTemplate withTimeout(Duration timeout) {
		return withOptions(this.options.withTimeout(timeout));
	}

	/**
	 * Return a template whose calls have a header, besides those that this one's have.
	 * Servers let in the headers that they expect.
	 * @param name the name, in any case
	 * @param value the value
	 * @return the template, for one call or to be kept
	 * @throws IllegalArgumentException if the name is empty or one of the protocol's own
	 */
	public TinoTemplate withHeader(String name, String value) {
		return withOptions(this.options.withHeader(name, value));
	}

	/**
	 * Return a template whose calls may run twice without harm, so that they are made
	 * again when the server could not be reached or could not take them. Their arguments
	 * must not be changed before the reply has come.
	 * @return the template, for one call or to be kept
	 */
	public TinoTemplate idempotent() {
		return withOptions(this.options.asIdempotent());
	}

	/**
	 * Return a template whose calls have neither deadline nor headers of the call that is
	 * being served, if there is one, as they are to outlive it.
	 * @return the template, for one call or to be kept
	 */
	public TinoTemplate detached() {
		return withOptions(this.options.detached());
	}

	/**
	 * Return a template whose calls take a stream besides their arguments, as some
	 * commands do.
	 * @param items the items, which must not block: they are asked for on an event loop
	 * of the client, as the server takes them, and cancelled when a call is over. Each
	 * call subscribes to them
	 * @return the template, for one call or to be kept
	 */
	public TinoTemplate withItems(Flow.Publisher<?> items) {
		return withOptions(this.options.withItems(items));
	}

	/**
	 * Return a template whose call takes a stream besides its arguments, as some commands
	 * do.
	 * @param items the items, which may block: they are taken on a thread of their own as
	 * the server takes them, which is interrupted when the call is over. They belong to
	 * the first call that the server takes items of; further ones fail
	 * @return the template, for one call
	 * @see BlockingPublisher
	 */
	public TinoTemplate withItems(Iterator<?> items) {
		return withItems(BlockingPublisher.of(items));
	}

	/**
	 * Return a template whose calls are made in a certain way, whatever the way of this
	 * one's.
	 * @param options how to call
	 * @return the template, for one call or to be kept
	 */
	public TinoTemplate withOptions(TinoCallOptions options) {
		return new TinoTemplate(this.client, options, this.idempotentCalls);
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
		return callAndWait(command, replyType, arguments);
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
		return callAndWait(command, type(replyType), arguments);
	}

	/**
	 * Call a command without waiting for its reply.
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
		return send(command, replyType, arguments);
	}

	/**
	 * Call a command without waiting for its reply.
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
		return send(command, type(replyType), arguments);
	}

	/**
	 * Return the items of a command that returns a stream, and wait for each. The call is
	 * made when the first one is asked for; it is not made again if it fails. The server
	 * sends few items ahead. Unless the template has a timeout, the server has to begin
	 * to answer in time, and may take any time then.
	 * @param command the command's name, as the server declares it
	 * @param itemType the type to decode items to
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the items
	 * @return the items, to be closed unless they have been read to the end: closing
	 * cancels the call. Reading throws a {@link TinoException} if the call fails
	 * @throws UnsupportedPayloadException if no item can be decoded to the type
	 */
	public <T> Stream<T> stream(String command, Class<T> itemType, @Nullable Object... arguments) {
		return read(command, publisher(command, itemType, arguments));
	}

	/**
	 * Return the items of a command that returns a stream, and wait for each. The call is
	 * made when the first one is asked for; it is not made again if it fails. The server
	 * sends few items ahead. Unless the template has a timeout, the server has to begin
	 * to answer in time, and may take any time then.
	 * @param command the command's name, as the server declares it
	 * @param itemType the type to decode items to, with its generics
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the items
	 * @return the items, to be closed unless they have been read to the end: closing
	 * cancels the call. Reading throws a {@link TinoException} if the call fails
	 * @throws UnsupportedPayloadException if no item can be decoded to the type
	 */
	public <T> Stream<T> stream(String command, ParameterizedTypeReference<T> itemType, @Nullable Object... arguments) {
		return read(command, publisher(command, itemType, arguments));
	}

	/**
	 * Return the items of a command that returns a stream. Each subscription makes a call
	 * when it requests the first item, and cancels it when it is cancelled.
	 * @param command the command's name, as the server declares it
	 * @param itemType the type to decode items to
	 * @param arguments the arguments, each encoded as one value when a call is made
	 * @param <T> the type of the items
	 * @return the items, which come on an event loop of the client: subscribers must not
	 * block. They fail with a {@link TinoException}
	 * @throws UnsupportedPayloadException if no item can be decoded to the type
	 */
	public <T> Flow.Publisher<T> publisher(String command, Class<T> itemType, @Nullable Object... arguments) {
		return this.client.stream(command, itemType, this.options, arguments);
	}

	/**
	 * Return the items of a command that returns a stream. Each subscription makes a call
	 * when it requests the first item, and cancels it when it is cancelled.
	 * @param command the command's name, as the server declares it
	 * @param itemType the type to decode items to, with its generics
	 * @param arguments the arguments, each encoded as one value when a call is made
	 * @param <T> the type of the items
	 * @return the items, which come on an event loop of the client: subscribers must not
	 * block. They fail with a {@link TinoException}
	 * @throws UnsupportedPayloadException if no item can be decoded to the type
	 */
	public <T> Flow.Publisher<T> publisher(String command, ParameterizedTypeReference<T> itemType,
			@Nullable Object... arguments) {
		return this.client.stream(command, type(itemType), this.options, arguments);
	}

	private <T> Stream<T> read(String command, Flow.Publisher<T> items) {
		return BlockingStream.of(command, items, this.options.prefetch(), this.client);
	}

	/**
	 * Publish a message to whoever has subscribed to a channel, and wait until the server
	 * has taken it.
	 * @param channel the channel
	 * @param payload the message, encoded as one value
	 * @return the number of those that the server has sent it to, or 0 if it does not
	 * tell
	 * @throws TinoException if that fails: see its subclasses
	 * @throws UnsupportedPayloadException if the message cannot be encoded
	 */
	public long publish(String channel, @Nullable Object payload) {
		Long receivers = await("PUBLISH", publishAsync(channel, payload));
		return (receivers != null) ? receivers : 0;
	}

	/**
	 * Publish a message to whoever has subscribed to a channel, without waiting for the
	 * server.
	 * @param channel the channel
	 * @param payload the message, encoded as one value before this returns
	 * @return completed with the number of those that the server has sent it to, which is
	 * {@code null} if it does not tell, or with a {@link TinoException}, on an event loop
	 * of the client: what follows must not block, or be told to run elsewhere
	 * @throws UnsupportedPayloadException if the message cannot be encoded
	 */
	public CompletableFuture<@Nullable Long> publishAsync(String channel, @Nullable Object payload) {
		return this.client.publish(channel, payload);
	}

	/**
	 * Call commands on a connection of their own, which is closed afterwards: they are
	 * answered in order, and share what belongs to a connection, such as the state that
	 * endpoints keep for it, watched keys and transactions. Calls of a session are made
	 * once, even if they are idempotent, as those that they rely on are not made again.
	 * @param calls makes the calls, and waits for the replies
	 * @param <R> the type of the result
	 * @return what {@code calls} has returned
	 * @throws TinoException if too many sessions are open, or {@code calls} throws it
	 * @see TinoClient#session()
	 */
	public <R extends @Nullable Object> R session(Function<TinoSessionTemplate, R> calls) {
		try (TinoSession session = this.client.session()) {
			return calls.apply(new TinoSessionTemplate(this.client, session, this.options));
		}
	}

	/**
	 * Find out whether the server answers, and wait for it.
	 * @throws TinoException if it does not
	 */
	public void ping() {
		await("PING", this.client.ping());
	}

	private <T> @Nullable T callAndWait(String command, Type replyType, @Nullable Object... arguments) {
		// Nothing can be waited for on an event loop, another attempt neither
		IdempotentCalls retried = (this.options.isIdempotent() && !this.client.inEventLoop()) ? this.idempotentCalls
				: null;
		return (retried != null)
				? retried.<T>call(this.options,
						(options) -> await(command, attempt(command, replyType, options, arguments)))
				: await(command, attempt(command, replyType, this.options, arguments));
	}

	private <T> CompletableFuture<@Nullable T> send(String command, Type replyType, @Nullable Object... arguments) {
		IdempotentCalls retried = this.options.isIdempotent() ? this.idempotentCalls : null;
		return (retried != null)
				? retried.callAsync(this.options, (options) -> attempt(command, replyType, options, arguments))
				: attempt(command, replyType, this.options, arguments);
	}

	private <T> CompletableFuture<@Nullable T> attempt(String command, Type replyType, TinoCallOptions options,
			@Nullable Object... arguments) {
		return this.client.call(command, replyType, options, arguments);
	}

	private static Type type(ParameterizedTypeReference<?> reference) {
		return reference.getType();
	}

	private <T> @Nullable T await(String command, CompletableFuture<@Nullable T> reply) {
		return await(this.client, command, reply);
	}

	static <R extends @Nullable Object> R await(TinoClient client, String command, CompletableFuture<R> reply) {
		if (!reply.isDone() && client.inEventLoop()) {
			reply.cancel(false);
			throw new IllegalStateException("Waiting for the reply to " + command
					+ " on an event loop of the client would keep it from coming. Call on another thread, "
					+ "as by thenApplyAsync, or use callAsync or publishAsync");
		}
		try {
			return reply.get();
		}
		catch (InterruptedException ex) {
			reply.cancel(false);
			Thread.currentThread().interrupt();
			throw new TinoCancelledException(command, ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TinoException failure) {
				failure.fillInStackTrace(); // whoever called is of more use than the
											// event loop
				throw failure;
			}
			throw new IllegalStateException("Call of " + command + " has failed", ex.getCause());
		}
	}

}
