package io.tino.spring.endpoint;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

import io.tino.command.Call;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.spring.method.DeferredTypes;

/**
 * What a method returns, and how that answers a call.
 */
final class EndpointResult {

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Mono",
			EndpointResult.class.getClassLoader());

	private final Kind kind;

	private final @Nullable StreamKind streamKind;

	private final EndpointFormat.Answer answer;

	private final EndpointFormat.Items items;

	private EndpointResult(Kind kind, @Nullable StreamKind streamKind, Type type, EndpointFormat format) {
		this.kind = kind;
		this.streamKind = streamKind;
		this.answer = format.answer(type);
		this.items = format.items(type);
	}

	/**
	 * Look at what a method returns.
	 * @param method the method
	 * @param format how the command answers
	 * @return the result
	 * @throws InvalidEndpointException if it cannot be encoded
	 */
	static EndpointResult of(EndpointMethod method, EndpointFormat format) {
		Type type = method.returnType();
		Class<?> rawType = ResolvableType.forType(type).toClass();
		StreamKind streamKind = StreamKind.of(rawType);
		Kind kind = (streamKind != null) ? Kind.STREAM : kindOf(rawType);
		Type resultType = (kind != Kind.VALUE) ? valueType(type) : boxed(type);
		String deferred = DeferredTypes.find(resultType);
		if (deferred != null) {
			throw new InvalidEndpointException(method.method(), "returns a " + deferred + ", which cannot be encoded",
					"Return the value itself, a List of the values, or a Mono or CompletionStage of either. A stream "
							+ "is declared as Stream, Iterator, Iterable, Flow.Publisher or Flux, of values.");
		}
		try {
			return new EndpointResult(kind, streamKind, resultType, format);
		}
		catch (UnsupportedPayloadException ex) {
			throw new InvalidEndpointException(InvalidEndpointException.describe(method.method()),
					"returns what cannot be encoded: " + ex.getMessage(), "Return a type that Jackson can write.", ex);
		}
	}

	private static Kind kindOf(Class<?> type) {
		if (CompletionStage.class.isAssignableFrom(type)) {
			return Kind.STAGE;
		}
		return (REACTOR_PRESENT && Mono.class.isAssignableFrom(type)) ? Kind.MONO : Kind.VALUE;
	}

	/** The type of the value within; of a raw type, whatever it is at run time. */
	private static Type valueType(Type type) {
		return (type instanceof ParameterizedType parameterized) ? parameterized.getActualTypeArguments()[0]
				: Object.class;
	}

	private static Type boxed(Type type) {
		return (type == void.class) ? Void.class : type;
	}

	/** Tell whether the method returns before it has the value. */
	boolean isAsynchronous() {
		return (this.streamKind != null) ? this.streamKind.isAsynchronous() : this.kind != Kind.VALUE;
	}

	/** Tell whether the method returns many values, one after another. */
	boolean isStream() {
		return this.streamKind != null;
	}

	/**
	 * Answer a call.
	 * @param call the call
	 * @param returned what the method has returned
	 * @param failures turns what goes wrong later into what the caller is told
	 */
	void reply(Call call, @Nullable Object returned, EndpointFailures failures) {
		if (this.streamKind != null) {
			this.streamKind.reply(call, returned, this.items, failures);
			return;
		}
		if (this.kind == Kind.VALUE || returned == null) {
			this.answer.complete(call, returned);
			return;
		}
		PendingAnswer pending = new PendingAnswer(call, this.answer, failures);
		if (this.kind == Kind.MONO) {
			MonoResult.answer((Mono<?>) returned, pending);
		}
		else {
			StageResult.answer((CompletionStage<?>) returned, pending);
		}
	}

	private enum Kind {

		VALUE, STAGE, MONO, STREAM

	}

}
