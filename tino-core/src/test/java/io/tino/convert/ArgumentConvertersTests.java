package io.tino.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.payload.MismatchedPayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ArgumentConverters}.
 */
class ArgumentConvertersTests {

	enum Color {

		RED, DARK_BLUE

	}

	enum Ambiguous {

		one, ONE, Two

	}

	static Stream<Arguments> converted() {
		return Stream.of(Arguments.of("2147483647", int.class, Integer.MAX_VALUE),
				Arguments.of("-2147483648", Integer.class, Integer.MIN_VALUE),
				Arguments.of("-9223372036854775808", long.class, Long.MIN_VALUE),
				Arguments.of("9223372036854775807", Long.class, Long.MAX_VALUE),
				Arguments.of("-32768", short.class, Short.MIN_VALUE), Arguments.of("127", Byte.class, Byte.MAX_VALUE),
				Arguments.of("-123456789012345678901234567890", BigInteger.class,
						new BigInteger("-123456789012345678901234567890")),
				Arguments.of("0", BigInteger.class, BigInteger.ZERO),
				Arguments.of("-1.50e2", BigDecimal.class, new BigDecimal("-1.50e2")),
				Arguments.of("1e-100000", BigDecimal.class, new BigDecimal("1e-100000")),
				Arguments.of("9007199254740993", double.class, 9007199254740992.0),
				Arguments.of("00012", double.class, 12.0), Arguments.of("-0", double.class, -0.0),
				Arguments.of("0e99999", double.class, 0.0), Arguments.of(".5", Double.class, 0.5),
				Arguments.of("5.", double.class, 5.0), Arguments.of("+5e-1", double.class, 0.5),
				Arguments.of("4.9e-324", double.class, Double.MIN_VALUE),
				Arguments.of("inf", double.class, Double.POSITIVE_INFINITY),
				Arguments.of("+Infinity", double.class, Double.POSITIVE_INFINITY),
				Arguments.of("-INF", double.class, Double.NEGATIVE_INFINITY), Arguments.of("0.1", float.class, 0.1f),
				Arguments.of("-inf", Float.class, Float.NEGATIVE_INFINITY), Arguments.of("", String.class, ""),
				Arguments.of("h\u00e9 \ud83d\ude00", CharSequence.class, "h\u00e9 \ud83d\ude00"),
				Arguments.of("1", boolean.class, true), Arguments.of("False", Boolean.class, false),
				Arguments.of("\u00e9", char.class, '\u00e9'), Arguments.of("red", Color.class, Color.RED),
				Arguments.of("Dark_Blue", Color.class, Color.DARK_BLUE),
				Arguments.of("one", Ambiguous.class, Ambiguous.one),
				Arguments.of("ONE", Ambiguous.class, Ambiguous.ONE),
				Arguments.of("TWO", Ambiguous.class, Ambiguous.Two),
				Arguments.of("00000000-0000-0001-0000-000000000002", UUID.class, new UUID(1, 2)),
				Arguments.of("ABCDEF00-0000-0001-0000-000000000002", UUID.class, new UUID(0xabcdef0000000001L, 2)),
				Arguments.of("2026-02-28", LocalDate.class, LocalDate.of(2026, 2, 28)),
				Arguments.of("1970-01-01T00:00:01Z", Instant.class, Instant.ofEpochSecond(1)),
				Arguments.of("PT1.5S", Duration.class, Duration.ofMillis(1500)),
				Arguments.of("P1D", Period.class, Period.ofDays(1)), Arguments.of("2026", Year.class, Year.of(2026)));
	}

	@ParameterizedTest
	@MethodSource("converted")
	void convertsWhatStandsForAValue(String text, Class<?> type, Object expected) {
		assertThat(convert(type, text)).isEqualTo(expected);
	}

	static Stream<Arguments> refused() {
		String integer = "value is not a valid integer";
		String number = "value is not a valid float";
		return Stream.of(
				Arguments.of(int.class, integer,
						List.of("", "+1", "01", "-0", "1.0", " 1", "1x", "2147483648", "-2147483649")),
				Arguments.of(long.class, integer, List.of("9223372036854775808", "-9223372036854775809", "x")),
				Arguments.of(byte.class, integer, List.of("128", "-129")),
				Arguments.of(BigInteger.class, integer, List.of("", "-0", "01", "+1", "1.0", "1e3", "\u0661")),
				Arguments.of(BigDecimal.class, "value is not a valid decimal",
						List.of("", ".", "1e", "1x", "0x10", "inf", "1e100001", "1e-100001", "1e99999999999",
								"\u0661")),
				Arguments.of(double.class, number,
						List.of("", ".", "nan", "NaN", "-nan", "1x", "1d", "1f", "0x10", "0x1p3", "1e400", "-1e400",
								"1e-400", "1_0", " 1", "1 ", "infi")),
				Arguments.of(float.class, number, List.of("1e39", "1e-46", "nan")),
				Arguments.of(boolean.class, "value is not a valid boolean", List.of("", "2", "yes", "on", "t")),
				Arguments.of(char.class, "str type expected", List.of("", "ab", "\ud83d\ude00")),
				Arguments.of(Color.class, "value is not a valid enumeration member",
						List.of("", "GREEN", "DARK-BLUE", "0")),
				Arguments.of(Ambiguous.class, "value is not a valid enumeration member", List.of("One")),
				Arguments.of(UUID.class, "value is not a valid uuid",
						List.of("", "1-1-1-1-1", "000000000-000-0001-0000-000000000002",
								"00000000-0000-0001-0000-00000000000z")),
				Arguments.of(LocalDate.class, "invalid date format", List.of("", "2026-02-30", "1/2/26")),
				Arguments.of(Instant.class, "invalid datetime format", List.of("1970-01-01")));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void refusesEverythingElse(Class<?> type, String why, List<String> texts) {
		for (String text : texts) {
			assertThatExceptionOfType(MismatchedPayloadException.class).as("'%s'", text)
				.isThrownBy(() -> convert(type, text))
				.withMessage(why)
				.satisfies((ex) -> assertThat(ex.path()).isEmpty());
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { BigInteger.class, BigDecimal.class, double.class })
	void numbersHaveAnEnd(Class<?> type) {
		assertThat(convert(type, "1".repeat(300))).isNotNull();
		assertThatExceptionOfType(MismatchedPayloadException.class).isThrownBy(() -> convert(type, "1".repeat(1_001)));
	}

	@Test
	void bytesAreTakenAsTheyAre() {
		byte[] bytes = { 0, (byte) 0xff, '\r', '\n' };
		assertThat(converter(byte[].class).convert(Unpooled.wrappedBuffer(bytes))).isEqualTo(bytes);
		assertThat(converter(ByteBuffer.class).convert(Unpooled.wrappedBuffer(bytes)))
			.isEqualTo(ByteBuffer.wrap(bytes));
	}

	@Test
	void textMustBeUtf8() {
		for (Class<?> type : new Class<?>[] { String.class, char.class, boolean.class, Color.class, UUID.class }) {
			ByteBuf argument = Unpooled.wrappedBuffer(new byte[] { 'a', (byte) 0xc0, (byte) 0x80 });
			assertThatExceptionOfType(MismatchedPayloadException.class)
				.isThrownBy(() -> converter(type).convert(argument))
				.withMessage("str is not UTF-8")
				.satisfies((ex) -> assertThat(ex.type()).isEqualTo("type_error.str"));
		}
	}

	@Test
	void knowsNoOtherTypes() {
		assertThat(ArgumentConverters.find(Object.class)).isNull();
		assertThat(ArgumentConverters.find(Thread.class)).isNull();
		assertThat(ArgumentConverters.find(Integer[].class)).isNull();
	}

	private static Object convert(Class<?> type, String text) {
		ByteBuf argument = Unpooled.wrappedBuffer(("<" + text + ">").getBytes(StandardCharsets.UTF_8));
		argument.setIndex(1, argument.writerIndex() - 1); // as within a request
		Object value = converter(type).convert(argument);
		assertThat(argument.readerIndex()).isEqualTo(1);
		return value;
	}

	private static ArgumentConverter<?> converter(Class<?> type) {
		return Objects.requireNonNull(ArgumentConverters.find(type));
	}

}
