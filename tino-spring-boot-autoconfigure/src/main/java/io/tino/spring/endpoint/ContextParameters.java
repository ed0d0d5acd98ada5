package io.tino.spring.endpoint;

import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;

import io.tino.command.Call;
import io.tino.command.CallContext;
import io.tino.spring.method.AbsentValue;

/**
 * The parameters of one method that are filled with what a call brings along besides its
 * arguments.
 */
final class ContextParameters {

	private final EndpointMethod method;

	private final ConversionService conversions;

	private final Set<String> headers = new HashSet<>();

	ContextParameters(EndpointMethod method, ConversionService conversions) {
		this.method = method;
		this.conversions = conversions;
	}

	/** Find out how a parameter gets its value, or null if it is none of those. */
	@Nullable ArgumentResolver find(MethodParameter parameter) {
		TinoHeader annotation = parameter.getParameterAnnotation(TinoHeader.class);
		if (annotation != null) {
			return header(parameter, annotation);
		}
		if (parameter.getParameterType() == CallContext.class) {
			return Call::context;
		}
		return (parameter.getParameterType() == TinoHeaders.class) ? (call) -> TinoHeaders.of(call.context().headers())
				: null;
	}

	private HeaderValue header(MethodParameter parameter, TinoHeader annotation) {
		String name = HeaderName.of(parameter, annotation, this.method.describe(parameter),
				InvalidEndpointException::new);
		Type type = this.method.resolve(parameter.getGenericParameterType());
		PlainType plain = PlainType.ofParameter(ResolvableType.forType(type), this.conversions);
		if (plain == null) {
			throw invalid(parameter,
					"is annotated with @TinoHeader and a " + type.getTypeName() + ", which no header is converted to",
					"Declare it as text, a number, an enum or a java.time type, or define a Converter bean that makes "
							+ "it of a String.");
		}
		this.headers.add(name);
		Object absent = AbsentValue.of(type);
		return new HeaderValue(name, plain, absent == null && !parameter.isOptional(), absent);
	}

	private InvalidEndpointException invalid(MethodParameter parameter, String problem, String action) {
		return new InvalidEndpointException(this.method.describe(parameter), problem, action);
	}

	/** Return the names of the headers that the parameters are, in lower case. */
	Set<String> headers() {
		return this.headers;
	}

}
