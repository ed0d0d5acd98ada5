package io.tino.spring.endpoint;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;

import io.tino.convert.ResultConverter;
import io.tino.convert.ResultConverters;

/**
 * Arguments are plain text or bytes, and results are of the types of RESP, whatever the
 * format of the connection.
 *
 * @param conversions converts text to the types that there is no other way to
 * @param results converts results
 */
record RespEndpointFormat(ConversionService conversions, ResultConverters results) implements EndpointFormat {

	@Override
	public boolean isPlain() {
		return true;
	}

	@Override
	public EndpointArgument argument(ArgumentDeclaration declaration) {
		EndpointArgument argument;
		try {
			argument = find(declaration, ResolvableType.forType(declaration.type()));
		}
		catch (IllegalArgumentException ex) { // of a collection or map that cannot be
												// made
			argument = null;
		}
		if (argument == null) {
			throw new InvalidEndpointException(declaration.where(),
					"is a " + declaration.type().getTypeName() + ", which no plain argument is converted to",
					"Declare it as text, bytes, a number, an enum or a java.time type, as a List or Map of those to take "
							+ "all arguments that are left, or define a Converter bean that makes it of a String. "
							+ "Structured arguments take an endpoint without format = RESP.");
		}
		return argument;
	}

	private @Nullable EndpointArgument find(ArgumentDeclaration declaration, ResolvableType type) {
		PlainType plain = PlainType.ofParameter(type, this.conversions);
		if (plain != null) {
			return new PlainArgument(declaration, plain);
		}
		if (type.isArray()) {
			PlainType element = PlainType.of(type.getComponentType().toClass(), this.conversions);
			return (element != null) ? PlainElements.ofArray(declaration, element) : null;
		}
		Class<?> rawType = type.toClass();
		if (Collection.class.isAssignableFrom(rawType) || rawType == Iterable.class) {
			PlainType element = PlainType.of(type.as(Iterable.class).getGeneric().toClass(), this.conversions);
			return (element != null) ? PlainElements.ofCollection(declaration, rawType, element) : null;
		}
		return Map.class.isAssignableFrom(rawType) ? pairs(declaration, rawType, type.as(Map.class)) : null;
	}

	private @Nullable EndpointArgument pairs(ArgumentDeclaration declaration, Class<?> mapType, ResolvableType type) {
		PlainType key = PlainType.of(type.getGeneric(0).toClass(), this.conversions);
		PlainType value = PlainType.of(type.getGeneric(1).toClass(), this.conversions);
		return (key != null && value != null) ? new PlainPairs(declaration, mapType, key, value) : null;
	}

	/** A plain argument cannot be a null, so that one is left out or there. */
	@Override
	public void checkOrder(EndpointMethod method, List<EndpointArgument> arguments) {
		for (int i = 1; i < arguments.size(); i++) {
			EndpointArgument before = arguments.get(i - 1);
			if (!(before instanceof PlainArgument)) {
				throw new InvalidEndpointException("Parameter '" + before.name() + "' of " + method,
						"takes all arguments that are left, but another parameter follows that is an argument",
						"Make it the last one.");
			}
			if (before.isOptional() && !arguments.get(i).isOptional()) {
				throw new InvalidEndpointException("Parameter '" + before.name() + "' of " + method,
						"may be left out, but '" + arguments.get(i).name() + "' behind it may not",
						"Let it go behind, or make both of them optional or none.");
			}
		}
	}

	@Override
	public Answer answer(Type type) {
		ResultConverter converter = this.results.converter(type);
		return (call, result) -> call.reply(converter.convert(result));
	}

	@Override
	public Items items(Type type) {
		ResultConverter converter = this.results.converter(type);
		return (call, item) -> converter.convert(item);
	}

	@Override
	public PayloadArgument streamedItems(ArgumentDeclaration declaration) {
		throw new InvalidEndpointException(declaration.where(),
				"takes a stream, which only our own clients send, as encoded values",
				"Move the method to an endpoint without format = RESP.");
	}

}
