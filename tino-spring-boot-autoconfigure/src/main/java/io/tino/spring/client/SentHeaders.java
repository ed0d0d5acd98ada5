package io.tino.spring.client;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

import io.tino.convert.ArgumentConverters;
import io.tino.spring.endpoint.HeaderName;
import io.tino.spring.endpoint.TinoHeader;
import io.tino.spring.endpoint.TinoHeaders;
import io.tino.spring.method.TypeVariables;

/**
 * The parameters of a method that are sent as headers.
 *
 * @param parameters the parameters
 */
record SentHeaders(List<Header> parameters) {

	private static final Set<Class<?>> OPTIONAL_NUMBERS = Set.of(OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	/** What no text is made of, though a server reads it from one. */
	private static final Set<Class<?>> BYTES = Set.of(byte[].class, ByteBuffer.class);

	/** Tell whether a parameter is one of those. */
	static boolean isHeader(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(TinoHeader.class) || parameter.getParameterType() == TinoHeaders.class;
	}

	/**
	 * Look for them.
	 * @param type the interface
	 * @param method its method
	 * @param parameters the parameters of the method
	 * @return those that are sent as headers
	 * @throws InvalidClientException if one cannot be sent so
	 */
	static SentHeaders of(Class<?> type, Method method, MethodParameter[] parameters) {
		List<Header> headers = new ArrayList<>();
		for (MethodParameter parameter : parameters) {
			if (isHeader(parameter)) {
				headers.add(header(type, method, parameter));
			}
		}
		return new SentHeaders(headers);
	}

	private static Header header(Class<?> type, Method method, MethodParameter parameter) {
		TinoHeader annotation = parameter.getParameterAnnotation(TinoHeader.class);
		if (annotation == null) {
			return new Header(parameter.getParameterIndex(), null);
		}
		parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
		String where = "Parameter '" + parameter.getParameterName() + "' of "
				+ InvalidClientException.signature(type, method);
		ResolvableType declared = ResolvableType
			.forType(TypeVariables.resolve(parameter.getGenericParameterType(), type));
		ResolvableType value = (declared.toClass() == Optional.class) ? declared.getGeneric() : declared;
		if (!isText(value.toClass())) {
			throw new InvalidClientException(where,
					"is annotated with @TinoHeader and a " + declared + ", of which no header is made",
					"Declare it as text, a number, a boolean, an enum or a java.time type.");
		}
		return new Header(parameter.getParameterIndex(),
				HeaderName.of(parameter, annotation, where, InvalidClientException::new));
	}

	private static boolean isText(Class<?> type) {
		return OPTIONAL_NUMBERS.contains(type) || (ArgumentConverters.find(type) != null && !BYTES.contains(type));
	}

	/**
	 * Let a call have the headers.
	 * @param template makes the call
	 * @param arguments the arguments of the method, where a {@code null} is no header
	 * @return the template that makes the call
	 */
	TinoTemplate apply(TinoTemplate template, @Nullable Object[] arguments) {
		if (this.parameters.isEmpty()) {
			return template;
		}
		TinoTemplate result = template;
		for (Header header : this.parameters) {
			for (Map.Entry<String, String> entry : header.values(arguments).entrySet()) {
				result = result.withHeader(entry.getKey(), entry.getValue());
			}
		}
		return result;
	}

	/**
	 * A parameter that is sent as a header, or as several.
	 *
	 * @param index which parameter it is
	 * @param name the name of the header, or {@code null} if the value knows it
	 */
	record Header(int index, @Nullable String name) {

		Map<String, String> values(@Nullable Object[] arguments) {
			Object argument = arguments[this.index];
			if (this.name == null) {
				return (argument instanceof TinoHeaders headers) ? headers.toMap() : Map.of();
			}
			String text = text(argument);
			return (text != null) ? Map.of(this.name, text) : Map.of();
		}

		private static @Nullable String text(@Nullable Object value) {
			if (value instanceof Optional<?> optional) {
				return text(optional.orElse(null));
			}
			if (value instanceof OptionalInt number) {
				return number.isPresent() ? String.valueOf(number.getAsInt()) : null;
			}
			if (value instanceof OptionalLong number) {
				return number.isPresent() ? String.valueOf(number.getAsLong()) : null;
			}
			if (value instanceof OptionalDouble number) {
				return number.isPresent() ? String.valueOf(number.getAsDouble()) : null;
			}
			return (value instanceof Enum<?> constant) ? constant.name() : (value != null) ? value.toString() : null;
		}

	}

}
