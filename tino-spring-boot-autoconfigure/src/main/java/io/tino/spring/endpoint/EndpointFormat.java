package io.tino.spring.endpoint;

import java.lang.reflect.Type;
import java.util.List;

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
	 * Check that arguments can follow each other.
	 * @param method the method
	 * @param arguments its parameters that are arguments, in their order
	 * @throws InvalidEndpointException if they cannot
	 */
	default void checkOrder(EndpointMethod method, List<EndpointArgument> arguments) {
	}

	/** Tell whether arguments are plain, and no payloads. */
	default boolean isPlain() {
		return false;
	}

	/**
	 * Find out how results of a type answer calls.
	 * @param type the type
	 * @return the way to answer
	 * @throws io.tino.payload.UnsupportedPayloadException if there is none
	 */
	Answer answer(Type type);

	/**
	 * Find out how the items of streams that methods return are sent.
	 * @param type the type of the items
	 * @return the way to send them
	 * @throws io.tino.payload.UnsupportedPayloadException if there is none
	 */
	Items items(Type type);

	/**
	 * Find out how the items of a stream that a method takes are decoded.
	 * @param declaration the parameter, of which the type is that of an item
	 * @return the way to decode them
	 * @throws InvalidEndpointException if there is none
	 */
	PayloadArgument streamedItems(ArgumentDeclaration declaration);

	/**
	 * Makes what is sent for an item.
	 */
	@FunctionalInterface
	interface Items {

		Call.Reply reply(Call call, @Nullable Object item);

	}

	/**
	 * Completes calls with their results.
	 */
	@FunctionalInterface
	interface Answer {

		void complete(Call call, @Nullable Object result);

	}

}
