package io.tino.convert;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MismatchedPayloadException;

/**
 * Converters of arguments to the types that have one way to be written: text, bytes,
 * numbers as Redis takes them, booleans, enums, {@code UUID} and {@code java.time}.
 *
 * @since 0.1.0
 */
public final class ArgumentConverters {

	private static final Map<Class<?>, ArgumentConverter<?>> CONVERTERS = new HashMap<>();

	static {
		add(NumberArguments.integer(Long.MIN_VALUE, Long.MAX_VALUE, Long::valueOf), long.class, Long.class);
		add(NumberArguments.integer(Integer.MIN_VALUE, Integer.MAX_VALUE, (number) -> (int) number), int.class,
				Integer.class);
		add(NumberArguments.integer(Short.MIN_VALUE, Short.MAX_VALUE, (number) -> (short) number), short.class,
				Short.class);
		add(NumberArguments.integer(Byte.MIN_VALUE, Byte.MAX_VALUE, (number) -> (byte) number), byte.class, Byte.class);
		add(NumberArguments::bigInteger, BigInteger.class);
		add(NumberArguments::bigDecimal, BigDecimal.class);
		add(NumberArguments::doubleNumber, double.class, Double.class);
		add(NumberArguments::floatNumber, float.class, Float.class);
		add(ArgumentConverters::text, String.class, CharSequence.class);
		add(ByteBufUtil::getBytes, byte[].class);
		add((argument) -> ByteBuffer.wrap(ByteBufUtil.getBytes(argument)), ByteBuffer.class);
		add(ArgumentConverters::bool, boolean.class, Boolean.class);
		add(ArgumentConverters::character, char.class, Character.class);
		add(ofText(ArgumentConverters::uuid, UUID.class), UUID.class);
		TimeArguments.PARSERS.forEach((type, parser) -> add(ofText(parser, type), type));
	}

	private ArgumentConverters() {
	}

	private static void add(ArgumentConverter<?> converter, Class<?>... types) {
		for (Class<?> type : types) {
			CONVERTERS.put(type, converter);
		}
	}

	/**
	 * Find the converter to a type.
	 * @param type the type
	 * @return the converter, or {@code null} if there is none
	 */
	public static @Nullable ArgumentConverter<?> find(Class<?> type) {
		return type.isEnum() ? new EnumArgument(type) : CONVERTERS.get(type);
	}

	/**
	 * Read an argument as text.
	 * @param argument whose readable bytes are the text; its indexes do not move
	 * @return the text
	 * @throws MismatchedPayloadException if the bytes are not UTF-8
	 */
	public static String text(ByteBuf argument) {
		if (!ByteBufUtil.isText(argument, StandardCharsets.UTF_8)) {
			throw new MismatchedPayloadException(List.of(), "str is not UTF-8", "type_error.str");
		}
		return argument.toString(StandardCharsets.UTF_8);
	}

	/** Make a converter of a function that throws what it likes at malformed text. */
	private static ArgumentConverter<?> ofText(Function<String, ?> parser, Type type) {
		return (argument) -> {
			String text = text(argument);
			try {
				return parser.apply(text);
			}
			catch (RuntimeException ex) {
				throw MismatchedPayloadException.of(type);
			}
		};
	}

	private static boolean bool(ByteBuf argument) {
		return switch (text(argument).toLowerCase(Locale.ROOT)) {
			case "1", "true" -> true;
			case "0", "false" -> false;
			default -> throw MismatchedPayloadException.of(boolean.class);
		};
	}

	private static char character(ByteBuf argument) {
		String text = text(argument);
		if (text.length() != 1) {
			throw MismatchedPayloadException.of(char.class);
		}
		return text.charAt(0);
	}

	/** Java itself takes fewer and more digits. */
	private static UUID uuid(String text) {
		UUID uuid = UUID.fromString(text);
		if (!uuid.toString().equalsIgnoreCase(text)) {
			throw new IllegalArgumentException("Not the form of 36 characters");
		}
		return uuid;
	}

}
