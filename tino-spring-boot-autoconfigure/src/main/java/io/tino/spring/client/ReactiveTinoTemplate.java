package io.tino.spring.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.tino.client.TinoException;

/**
 * Calls commands as a {@link TinoTemplate} does, with the types of Reactor. Each
 * subscription is a call, and cancelling it cancels the call. What comes does so on an
 * event loop of the client: what follows must not block, or be told to run elsewhere, as
 * by {@code publishOn}. Thread-safe.
 *
 * @since 0.1.0
 */
public class ReactiveTinoTemplate {

	private final TinoTemplate template;

	/**
	 * Create a template.
	 * @param template makes the calls
	 */
	public ReactiveTinoTemplate(TinoTemplate template) {
		Assert.notNull(template, "'template' must not be null");
		this.template = template;
	}

	/**
	 * Return a template whose calls may take a certain time.
	 * @param timeout the time, above zero
	 * @return the template, for one call or to be kept
	 * @throws IllegalArgumentException if the time is zero or negative
	 */
	public ReactiveTinoTemplate withTimeout(Duration timeout) {
		return new ReactiveTinoTemplate(this.template.withTimeout(timeout));
	}

	/**
	 * Return a template whose calls have a header, besides those that this one's have.
	 * @param name the name, in any case
	 * @param value the value
	 * @return the template, for one call or to be kept
	 * @throws IllegalArgumentException if the name is empty or one of the protocol's own
	 */
	public ReactiveTinoTemplate withHeader(String name, String value) {
		return new ReactiveTinoTemplate(this.template.withHeader(name, value));
	}

	/**
	 * Return a template whose calls may run twice without harm. Only those that return no
	 * stream are made again.
	 * @return the template, for one call or to be kept
	 */
	public ReactiveTinoTemplate idempotent() {
		return new ReactiveTinoTemplate(this.template.idempotent());
	}

	/**
	 * Return a template whose calls take a stream besides their arguments.
	 * @param items the items, as {@link TinoTemplate#withItems} takes them
	 * @return the template, for one call or to be kept
	 */
	public ReactiveTinoTemplate withItems(Publisher<?> items) {
		return new ReactiveTinoTemplate(this.template.withItems(FlowAdapters.toFlowPublisher(items)));
	}

	/**
	 * Call a command.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to; {@code Void.class} to ignore it
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the reply
	 * @return the reply, empty if the command returns none, or a {@link TinoException}
	 */
	public <T> Mono<T> call(String command, Class<T> replyType, @Nullable Object... arguments) {
		return Mono.fromFuture(() -> this.template.callAsync(command, replyType, arguments));
	}

	/**
	 * Call a command.
	 * @param command the command's name, as the server declares it
	 * @param replyType the type to decode the reply to, with its generics
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the reply
	 * @return the reply, empty if the command returns none, or a {@link TinoException}
	 */
	public <T> Mono<T> call(String command, ParameterizedTypeReference<T> replyType, @Nullable Object... arguments) {
		return Mono.fromFuture(() -> this.template.callAsync(command, replyType, arguments));
	}

	/**
	 * Return the items of a command that returns a stream. The server sends them as they
	 * are requested, few ahead.
	 * @param command the command's name, as the server declares it
	 * @param itemType the type to decode items to
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the items
	 * @return the items, or a {@link TinoException} behind them
	 */
	public <T> Flux<T> stream(String command, Class<T> itemType, @Nullable Object... arguments) {
		return JdkFlowAdapter.flowPublisherToFlux(this.template.publisher(command, itemType, arguments));
	}

	/**
	 * Return the items of a command that returns a stream. The server sends them as they
	 * are requested, few ahead.
	 * @param command the command's name, as the server declares it
	 * @param itemType the type to decode items to, with its generics
	 * @param arguments the arguments, each encoded as one value
	 * @param <T> the type of the items
	 * @return the items, or a {@link TinoException} behind them
	 */
	public <T> Flux<T> stream(String command, ParameterizedTypeReference<T> itemType, @Nullable Object... arguments) {
		return JdkFlowAdapter.flowPublisherToFlux(this.template.publisher(command, itemType, arguments));
	}

}
