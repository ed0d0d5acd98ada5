package io.tino.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;

import io.tino.payload.MismatchedPayloadException;
import io.tino.resp.RespNumber;

/**
 * Numbers in plain text, as Redis takes them.
 */
final class NumberArguments {

	/** Parsing takes time that grows with the square of the length. */
	private static final int MAX_LENGTH = 1_000;

	/** To write out all its digits takes memory that grows with the scale. */
	private static final int MAX_SCALE = 100_000;

	/** A {@code double} holds all integers up to there. */
	private static final long MAX_EXACT = 1L << 53;

	private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");

	private static final Pattern DECIMAL = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

	private static final Pattern INFINITY = Pattern.compile("[-+]?(inf|infinity)");

	private static final Pattern ZERO = Pattern.compile("[-+.0]+([eE].*)?");

	private NumberArguments() {
	}

	static <T> ArgumentConverter<T> integer(long min, long max, LongFunction<T> box) {
		return (argument) -> {
			long number = RespNumber.parse(argument);
			if (number < min || number > max || (number == Long.MIN_VALUE && !RespNumber.isLong(argument))) {
				throw MismatchedPayloadException.of(long.class);
			}
			return box.apply(number);
		};
	}

	static BigInteger bigInteger(ByteBuf argument) {
		String text = text(argument, BigInteger.class);
		if (!INTEGER.matcher(text).matches()) {
			throw MismatchedPayloadException.of(BigInteger.class);
		}
		return new BigInteger(text);
	}

	static BigDecimal bigDecimal(ByteBuf argument) {
		String text = text(argument, BigDecimal.class);
		if (DECIMAL.matcher(text).matches()) {
			try {
				BigDecimal number = new BigDecimal(text);
				if (Math.abs((long) number.scale()) <= MAX_SCALE) {
					return number;
				}
			}
			catch (NumberFormatException ex) {
				// Its exponent is too large even for that
			}
		}
		throw MismatchedPayloadException.of(BigDecimal.class);
	}

	static double doubleNumber(ByteBuf argument) {
		long integer = RespNumber.parse(argument);
		if (integer >= -MAX_EXACT && integer <= MAX_EXACT) {
			return integer;
		}
		String text = text(argument, double.class);
		return checked(text, DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : infinity(text));
	}

	static float floatNumber(ByteBuf argument) {
		String text = text(argument, float.class);
		return (float) checked(text, DECIMAL.matcher(text).matches() ? Float.parseFloat(text) : infinity(text));
	}

	private static double infinity(String text) {
		if (!INFINITY.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
			return Double.NaN;
		}
		return (text.charAt(0) == '-') ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
	}

	/** What is too large or too small is not what the type makes of it. */
	private static double checked(String text, double number) {
		boolean overflown = Double.isInfinite(number) && text.indexOf('i') < 0 && text.indexOf('I') < 0;
		boolean underflown = number == 0 && !ZERO.matcher(text).matches();
		if (Double.isNaN(number) || overflown || underflown) {
			throw MismatchedPayloadException.of(double.class);
		}
		return number;
	}

	private static String text(ByteBuf argument, Class<?> type) {
		if (argument.readableBytes() > MAX_LENGTH) {
			throw MismatchedPayloadException.of(type);
		}
		return argument.toString(StandardCharsets.ISO_8859_1); // other letters match
																// nothing
	}

}
