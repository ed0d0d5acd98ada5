package io.tino.spring.endpoint;

import java.util.Locale;
import java.util.Set;

import org.springframework.core.MethodParameter;

import io.tino.spring.method.InvalidDeclarationException;

/**
 * Names headers after parameters.
 *
 * @since 0.1.0
 */
public final class HeaderName {

	/** What the protocol itself keeps in the same map. */
	private static final Set<String> RESERVED = Set.of("deadline-ms", "credit");

	private HeaderName() {
	}

	/**
	 * Return the name of the header that a parameter is.
	 * @param parameter a parameter annotated with {@link TinoHeader}, which knows its
	 * name if the compiler has kept it
	 * @param annotation the annotation
	 * @param where the parameter, as a message names it
	 * @param failures makes what is thrown if there is no such name
	 * @return the name, in lower case
	 */
	public static String of(MethodParameter parameter, TinoHeader annotation, String where,
			InvalidDeclarationException.Factory failures) {
		String declared = annotation.value();
		String parameterName = parameter.getParameterName();
		if (declared.isEmpty() && parameterName == null) {
			throw failures.create(where, "is annotated with @TinoHeader, which does not say the name of the header",
					"Say it by @TinoHeader(\"...\"), or compile with -parameters.", null);
		}
		String name = declared.isEmpty() ? CommandName.of("", String.valueOf(parameterName)).replace('_', '-')
				: declared;
		if (name.isBlank() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
			throw failures.create(where, "is the header '" + name + "', which the protocol keeps to itself",
					"Give the header another name.", null);
		}
		return name.toLowerCase(Locale.ROOT);
	}

}
