package io.tino.spring.endpoint;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;

import io.tino.command.CommandArgument;
import io.tino.convert.ArgumentConverter;
import io.tino.convert.ArgumentConverters;
import io.tino.payload.MismatchedPayloadException;

/**
 * A type that one plain argument is converted to.
 *
 * @param type the type, without an {@code Optional} around it
 * @param converter converts arguments
 */
record PlainType(Class<?> type, ArgumentConverter<?> converter) {

	/**
	 * Find the way to convert an argument to the type of a parameter.
	 * @param type the type, or an {@code Optional} of it
	 * @param conversions converts text to what there is no converter for
	 * @return the type, or {@code null} if there is no way
	 */
	static @Nullable PlainType ofParameter(ResolvableType type, ConversionService conversions) {
		Class<?> rawType = type.toClass();
		if (rawType == Optional.class) {
			return wrapped(of(type.getGeneric().toClass(), conversions), Optional::of);
		}
		if (rawType == OptionalInt.class) {
			return wrapped(of(int.class, conversions), (value) -> OptionalInt.of((Integer) value));
		}
		if (rawType == OptionalLong.class) {
			return wrapped(of(long.class, conversions), (value) -> OptionalLong.of((Long) value));
		}
		if (rawType == OptionalDouble.class) {
			return wrapped(of(double.class, conversions), (value) -> OptionalDouble.of((Double) value));
		}
		return of(rawType, conversions);
	}

	/**
	 * Find the way to convert an argument to a type.
	 * @param type the type
	 * @param conversions converts text to what there is no converter for
	 * @return the type, or {@code null} if there is no way
	 */
	static @Nullable PlainType of(Class<?> type, ConversionService conversions) {
		ArgumentConverter<?> converter = ArgumentConverters.find(type);
		if (converter == null && !isContainer(type) && conversions.canConvert(String.class, type)) {
			converter = (argument) -> convert(argument, type, conversions);
		}
		return (converter != null) ? new PlainType(type, converter) : null;
	}

	/** What Spring would make of one text by splitting it, or forgets the type of. */
	private static boolean isContainer(Class<?> type) {
		return type.isArray() || Collection.class.isAssignableFrom(type) || type == Iterable.class
				|| Map.class.isAssignableFrom(type) || type == Optional.class;
	}

	private static @Nullable PlainType wrapped(@Nullable PlainType value, Wrapper wrapper) {
		if (value == null) {
			return null;
		}
		return new PlainType(value.type(), (argument) -> wrapper.wrap(value.converter().convert(argument)));
	}

	private static Object convert(ByteBuf argument, Class<?> type, ConversionService conversions) {
		String text = ArgumentConverters.text(argument);
		Object value;
		try {
			value = conversions.convert(text, type);
		}
		catch (ConversionException ex) {
			throw MismatchedPayloadException.of(Object.class);
		}
		if (value == null) {
			throw MismatchedPayloadException.of(Object.class);
		}
		return value;
	}

	/**
	 * Describe an argument of the type.
	 * @param name the name of the argument
	 * @return the description
	 */
	CommandArgument describe(String name) {
		if (this.type.isEnum()) {
			return choice(name, Stream.of(this.type.getEnumConstants()).map((constant) -> ((Enum<?>) constant).name()));
		}
		if (this.type == boolean.class || this.type == Boolean.class) {
			return choice(name, Stream.of("true", "false"));
		}
		return new CommandArgument(name, ArgumentType.of(this.type), false);
	}

	private static CommandArgument choice(String name, Stream<String> words) {
		return CommandArgument.oneOf(name, words.map(CommandArgument::token).toList());
	}

	/**
	 * Makes an {@code Optional} of a value.
	 */
	@FunctionalInterface
	private interface Wrapper {

		Object wrap(Object value);

	}

}
