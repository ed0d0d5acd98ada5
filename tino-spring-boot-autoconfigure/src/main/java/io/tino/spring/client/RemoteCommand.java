package io.tino.spring.client;

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

import io.tino.client.TinoException;
import io.tino.client.TinoReplyException;
import io.tino.payload.MismatchedPayloadException;
import io.tino.spring.method.AbsentValue;
import io.tino.spring.method.TranslatedItems;

/**
 * A command as a method of a client calls it.
 */
final class RemoteCommand {

	private final TinoTemplate template;

	private final String name;

	private final ParameterizedTypeReference<Object> replyType;

	private final SentParameters sent;

	private final ErrorTypes errors;

	private final boolean primitive;

	private final @Nullable Object absent;

	/**
	 * Create an instance.
	 * @param template makes the calls
	 * @param name the name of the command
	 * @param replyType the type to decode replies to
	 * @param sent the parameters that are sent
	 * @param errors what is thrown for the errors that the server answers
	 */
	RemoteCommand(TinoTemplate template, String name, Type replyType, SentParameters sent, ErrorTypes errors) {
		this.template = template;
		this.name = name;
		this.replyType = ParameterizedTypeReference.forType(replyType);
		this.sent = sent;
		this.errors = errors;
		this.primitive = replyType instanceof Class<?> type && type.isPrimitive();
		this.absent = AbsentValue.of(replyType);
	}

	/**
	 * Call the command and wait for the reply.
	 * @param arguments the arguments of the method
	 * @return the reply
	 * @throws Throwable a {@link TinoException}, or what the method has for its code
	 */
	@Nullable Object call(@Nullable Object[] arguments) throws Throwable {
		Object reply;
		try {
			reply = template(arguments).call(this.name, this.replyType, this.sent.arguments(arguments));
		}
		catch (TinoException ex) {
			throw this.errors.translate(ex);
		}
		return present(reply);
	}

	/**
	 * Call the command without waiting for the reply.
	 * @param arguments the arguments of the method
	 * @return completed with the reply or the exception that {@link #call} throws.
	 * Cancelling it gives up waiting
	 */
	CompletableFuture<@Nullable Object> callAsync(@Nullable Object[] arguments) {
		CompletableFuture<@Nullable Object> reply = template(arguments).callAsync(this.name, this.replyType,
				this.sent.arguments(arguments));
		if (this.absent == null && this.errors.isEmpty()) {
			return reply;
		}
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		reply.whenComplete((value, failure) -> {
			if (failure != null) {
				result.completeExceptionally(this.errors.translate(failure));
			}
			else {
				result.complete(present(value));
			}
		});
		result.whenComplete((value, failure) -> {
			if (result.isCancelled()) {
				reply.cancel(false);
			}
		});
		return result;
	}

	/**
	 * Return the items of the command, which is called for each subscription.
	 * @param arguments the arguments of the method
	 * @return the items, which fail with what {@link #call} throws
	 */
	Flow.Publisher<Object> publisher(@Nullable Object[] arguments) {
		Flow.Publisher<Object> items = template(arguments).publisher(this.name, this.replyType,
				this.sent.arguments(arguments));
		return this.errors.isEmpty() ? items : new TranslatedItems<>(items, this.errors::translate);
	}

	/**
	 * Return the items of the command, to be waited for.
	 * @param arguments the arguments of the method
	 * @return the items, to be closed
	 */
	Stream<Object> stream(@Nullable Object[] arguments) {
		Stream<Object> items = template(arguments).stream(this.name, this.replyType, this.sent.arguments(arguments));
		return this.errors.isEmpty() ? items : new TranslatedIterator<>(items.iterator(), this.errors).stream(items);
	}

	private TinoTemplate template(@Nullable Object[] arguments) {
		TinoTemplate withHeaders = this.sent.headers().apply(this.template, arguments);
		SentStream stream = this.sent.stream();
		return (stream != null) ? stream.apply(withHeaders, arguments) : withHeaders;
	}

	private @Nullable Object present(@Nullable Object reply) {
		if (reply == null && this.primitive) {
			throw new TinoReplyException(this.name, this.replyType.getType().getTypeName(),
					new MismatchedPayloadException(List.of(), "none is not an allowed value",
							"type_error.none.not_allowed"));
		}
		return (reply != null) ? reply : this.absent;
	}

}
