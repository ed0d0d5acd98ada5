package io.tino.spring.listener;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.validation.annotation.Validated;

import io.tino.client.TinoMessage;
import io.tino.payload.MismatchedPayloadException;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadReader;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.spring.method.DeferredTypes;

/**
 * The parameters of one listener.
 */
final class ListenerArguments {

	private final ListenerMethod method;

	private final PayloadCodec codec;

	private final List<Argument> arguments;

	private boolean hasPayload;

	private ListenerArguments(ListenerMethod method, PayloadCodec codec) {
		this.method = method;
		this.codec = codec;
		this.arguments = method.parameters().stream().map(this::argument).toList();
	}

	/**
	 * Find out how the parameters of a method get their values.
	 * @param method the method
	 * @param codec decodes messages
	 * @return the parameters
	 * @throws InvalidListenerException if there is no way for one of them
	 */
	static ListenerArguments of(ListenerMethod method, PayloadCodec codec) {
		return new ListenerArguments(method, codec);
	}

	private Argument argument(MethodParameter parameter) {
		if (parameter.hasParameterAnnotation(TinoChannel.class)) {
			if (parameter.getParameterType() != String.class) {
				throw invalid(parameter, "is annotated with @TinoChannel but is no String", "Declare it as String.");
			}
			return TinoMessage::channel;
		}
		if (this.hasPayload) {
			throw invalid(parameter, "is the second one to take the message, which is one value",
					"Declare one type that has both as properties, or annotate a String parameter with @TinoChannel "
							+ "to take the name of the channel.");
		}
		this.hasPayload = true;
		if (parameter.hasParameterAnnotation(Validated.class)) {
			throw invalid(parameter, "is annotated with @Validated, which has no effect there",
					"Annotate it with @Valid. For groups, annotate the method or its class with @Validated.");
		}
		Type type = this.method.resolve(parameter.getGenericParameterType());
		if (ResolvableType.forType(type).toClass() == TinoMessage.class) {
			PayloadReader<?> reader = reader(parameter, payloadType(type));
			return (message) -> message.withPayload(read(reader, message));
		}
		return payload(reader(parameter, type), absent(type), parameter.isOptional());
	}

	private static Type payloadType(Type messageType) {
		return (messageType instanceof Class<?>) ? Object.class
				: ResolvableType.forType(messageType).getGeneric().getType();
	}

	private static @Nullable Object absent(Type type) {
		return (ResolvableType.forType(type).toClass() == Optional.class) ? Optional.empty() : null;
	}

	private PayloadReader<?> reader(MethodParameter parameter, Type type) {
		String deferred = DeferredTypes.find(type);
		if (deferred != null) {
			throw invalid(parameter, "takes a " + deferred + ", which no message is decoded to",
					"Declare it as the value itself, or as a List of the values.");
		}
		try {
			return this.codec.reader(type);
		}
		catch (UnsupportedPayloadException ex) {
			throw new InvalidListenerException(this.method.describe(parameter), "cannot be decoded: " + ex.getMessage(),
					"Declare it as a type that Jackson can read, or teach the mapper by a TinoObjectMapperCustomizer "
							+ "bean.",
					ex);
		}
	}

	private InvalidListenerException invalid(MethodParameter parameter, String problem, String action) {
		return new InvalidListenerException(this.method.describe(parameter), problem, action);
	}

	private static Argument payload(PayloadReader<?> reader, @Nullable Object absent, boolean optional) {
		return (message) -> {
			Object value = read(reader, message);
			if (value == null && !optional) {
				throw new MismatchedPayloadException(List.of(), "none is not an allowed value",
						"type_error.none.not_allowed");
			}
			return (value != null) ? value : absent;
		};
	}

	private static @Nullable Object read(PayloadReader<?> reader, TinoMessage<ByteBuffer> message) {
		return reader.read(Unpooled.wrappedBuffer(message.payload()));
	}

	/**
	 * Find the values of all parameters.
	 * @param message the message
	 * @return the values, to invoke the method with
	 * @throws io.tino.payload.PayloadException if the message is not of the type
	 */
	@Nullable Object[] resolve(TinoMessage<ByteBuffer> message) {
		Object[] values = new Object[this.arguments.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments.get(i).resolve(message);
		}
		return values;
	}

	/** How a parameter gets its value. */
	@FunctionalInterface
	private interface Argument {

		@Nullable Object resolve(TinoMessage<ByteBuffer> message);

	}

}
