package io.tino.spring.endpoint;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;

/**
 * How endpoints take arguments and answer. Asked at startup; what it gives serves the
 * calls.
 */
interface EndpointFormat {

	/**
	 * Find out how a parameter gets its value.
	 * @param declaration the parameter
	 * @return the argument
	 * @throws InvalidEndpointException if it gets none
	 */
	EndpointArgument argument(ArgumentDeclaration declaration);

	/**
	 * Find out how results of a type answer calls.
	 * @param type the type
	 * @return the way to answer
	 * @throws io.tino.payload.UnsupportedPayloadException if there is none
	 */
	Answer answer(Type type);

	/**
	 * Completes calls with their results.
	 */
	@FunctionalInterface
	interface Answer {

		void complete(Call call, @Nullable Object result);

	}

}
