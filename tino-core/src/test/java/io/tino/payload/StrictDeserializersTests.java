package io.tino.payload;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StrictDeserializers}, and for the coercions that
 * {@link PayloadMappers} allows.
 */
class StrictDeserializersTests {

	private static final List<Object> STRANGERS = List.of("", " ", "null", "x", 0, 7, -1, 1e18, Double.NaN, true, false,
			List.of(), List.of(7), List.of(""), List.of(2026, 1, 2), List.of(1, 2, 3, 4), Map.of(), Map.of("a", 1));

	private static final List<String> STRANGE_HEX = List.of("c400", "c40178", "c410" + "30".repeat(16), "d40561",
			"d6ff00000001", "cf8000000000000000", "cb7ff0000000000000", "9107");

	private final PayloadCodecs codecs = PayloadCodecs.of(PayloadMappers.messagePack());

	record Dates(LocalDate date, UUID id, BigInteger number, byte[] bytes, OptionalInt optional) {
	}

	record Formatted(@JsonFormat(shape = JsonFormat.Shape.ARRAY) LocalDate array,
			@JsonFormat(pattern = "dd.MM.uuuu") LocalDate german, LocalDate date) {
	}

	static List<Object> texts() {
		return List.of(UUID.randomUUID(), Instant.EPOCH, LocalDate.EPOCH, LocalTime.NOON,
				LocalDateTime.of(2026, 1, 2, 3, 4), OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
				OffsetTime.parse("03:04:05+02:00"), ZonedDateTime.parse("2026-01-02T03:04:05+02:00"),
				Duration.ofSeconds(90), Period.ofDays(3), Year.of(2026), YearMonth.of(2026, 1), MonthDay.of(1, 2),
				ZoneOffset.ofHours(2), Month.MAY, TimeUnit.DAYS, URI.create("a:b"), Currency.getInstance("EUR"),
				Runtime.class);
	}

	@ParameterizedTest
	@MethodSource("texts")
	void whatIsTextIsReadFromNothingElse(Object value) {
		Class<?> type = (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
		for (PayloadCodec codec : List.of(this.codecs.messagePack(), this.codecs.json())) {
			assertThat(this.<Object>read(codec, write(codec, value), type)).isEqualTo(value);
			for (Object stranger : STRANGERS) {
				boolean uri = value instanceof URI
						&& (stranger instanceof String || Double.valueOf(Double.NaN).equals(stranger));
				if (!uri) {
					requireMismatch(codec, write(codec, stranger), type);
				}
			}
		}
		STRANGE_HEX.forEach((hex) -> requireMismatch(this.codecs.messagePack(), decode(hex), type));
	}

	@Test
	void localesAndZonesAreReadFromTextOnly() {
		for (Class<?> type : List.of(Locale.class, TimeZone.class, ZoneId.class, StringBuilder.class, URI.class)) {
			for (PayloadCodec codec : List.of(this.codecs.messagePack(), this.codecs.json())) {
				STRANGERS.stream()
					.filter((stranger) -> !(stranger instanceof String) && !Double.valueOf(Double.NaN).equals(stranger))
					.forEach((stranger) -> requireMismatch(codec, write(codec, stranger), type));
			}
			STRANGE_HEX.forEach((hex) -> requireMismatch(this.codecs.messagePack(), decode(hex), type));
		}
	}

	@Test
	void whatIsNoNumberIsNoNumber() {
		for (Class<?> type : List.of(BigInteger.class, BigDecimal.class, OptionalInt.class, OptionalLong.class,
				OptionalDouble.class, Integer.class, int.class, Double.class)) {
			for (PayloadCodec codec : List.of(this.codecs.messagePack(), this.codecs.json())) {
				for (Object stranger : List.of("", " ", "null", "x", true, List.of(), List.of(1), Map.of())) {
					requireMismatch(codec, write(codec, stranger), type);
				}
				if (type.getName().contains("Optional")) {
					requireMismatch(codec, write(codec, "12"), type);
				}
			}
			List.of("c400", "c40131", "d40531")
				.forEach((hex) -> requireMismatch(this.codecs.messagePack(), decode(hex), type));
		}
		assertThat(this.<OptionalInt>read(this.codecs.json(), "12".getBytes(), OptionalInt.class)).hasValue(12);
		assertThat(this.<OptionalInt>read(this.codecs.json(), "null".getBytes(), OptionalInt.class)).isEmpty();
		assertThat(this.<BigInteger>read(this.codecs.json(), "\"12\"".getBytes(), BigInteger.class)).isEqualTo(12);
	}

	@Test
	void binaryIsWhatTheFormatHasForIt() {
		requireMismatch(this.codecs.json(), "[1,2]".getBytes(), byte[].class);
		requireMismatch(this.codecs.json(), "[]".getBytes(), byte[].class);
		requireMismatch(this.codecs.json(), "\"?\"".getBytes(), byte[].class);
		assertThat(this.<byte[]>read(this.codecs.json(), "\"AQI=\"".getBytes(), byte[].class)).containsExactly(1, 2);
		assertThat(this.<byte[]>read(this.codecs.json(), "\"\"".getBytes(), byte[].class)).isEmpty();
		for (String hex : List.of("920102", "90", "a441514d3d", "a0", "d40561", "d6ff00000001")) {
			requireMismatch(this.codecs.messagePack(), decode(hex), byte[].class);
		}
	}

	@Test
	void textIsNotMadeOfBytes() {
		for (String hex : List.of("c400", "c40178", "d40561", "01", "c3", "90", "80")) {
			requireMismatch(this.codecs.messagePack(), decode(hex), String.class);
		}
	}

	@Test
	void aUuidIsNotBase64() {
		for (PayloadCodec codec : List.of(this.codecs.messagePack(), this.codecs.json())) {
			requireMismatch(codec, write(codec, "AAAAAAAAAAAAAAAAAAAAAA=="), UUID.class);
			requireMismatch(codec, write(codec, "1-1-1-1-1"), UUID.class);
		}
	}

	@Test
	void propertiesAreAsStrict() {
		for (PayloadCodec codec : List.of(this.codecs.messagePack(), this.codecs.json())) {
			assertThat(this.<Dates>read(codec, write(codec, Map.of("date", "2026-01-02")), Dates.class).date())
				.isEqualTo("2026-01-02");
			for (Map<?, ?> properties : List.of(Map.of("date", ""), Map.of("date", 7), Map.of("date", List.of()),
					Map.of("id", ""), Map.of("number", ""), Map.of("bytes", List.of(1)), Map.of("optional", "1"))) {
				assertThatExceptionOfType(MismatchedPayloadException.class).as("%s", properties)
					.isThrownBy(() -> read(codec, write(codec, properties), Dates.class))
					.satisfies((ex) -> assertThat(ex.path()).isEqualTo(List.copyOf(properties.keySet())));
			}
		}
	}

	@Test
	void keysAreNotNull() {
		Type type = new TypeReference<Map<LocalDate, Integer>>() {
		}.getType();
		for (PayloadCodec codec : List.of(this.codecs.messagePack(), this.codecs.json())) {
			requireMismatch(codec, write(codec, Map.of("", 1)), type);
			assertThat(this.<Map<LocalDate, Integer>>read(codec, write(codec, Map.of("2026-01-02", 1)), type))
				.containsEntry(LocalDate.of(2026, 1, 2), 1);
		}
	}

	@Test
	void whoAsksForAnotherFormatGetsIt() {
		Formatted value = new Formatted(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 3), LocalDate.of(2026, 1, 4));
		ObjectMapper mapper = PayloadMappers.messagePack();
		mapper.configOverride(Instant.class).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.NUMBER));
		PayloadCodecs numeric = PayloadCodecs.of(mapper);
		for (PayloadCodec codec : List.of(numeric.messagePack(), numeric.json())) {
			assertThat(this.<Formatted>read(codec, write(codec, value), Formatted.class)).isEqualTo(value);
			assertThat(this.<Instant>read(codec, write(codec, Instant.EPOCH), Instant.class)).isEqualTo(Instant.EPOCH);
		}
	}

	/** As the value itself, in a list and in a map. */
	private void requireMismatch(PayloadCodec codec, byte[] bytes, Type type) {
		String what = codec.format() + " " + new String(bytes) + " " + ByteBufUtil.hexDump(bytes) + " as " + type;
		assertThatExceptionOfType(MismatchedPayloadException.class).as(what).isThrownBy(() -> read(codec, bytes, type));
		if (!(type instanceof Class<?> element) || element.isPrimitive()) {
			return;
		}
		boolean json = codec.format() == PayloadFormat.JSON;
		byte[] list = concat(json ? "[".getBytes() : decode("91"), bytes, json ? "]".getBytes() : new byte[0]);
		assertThatExceptionOfType(MismatchedPayloadException.class).as("list of " + what)
			.isThrownBy(() -> read(codec, list, new ListOf(element)));
	}

	record ListOf(Type element) implements ParameterizedType {

		@Override
		public Type[] getActualTypeArguments() {
			return new Type[] { this.element };
		}

		@Override
		public Type getRawType() {
			return List.class;
		}

		@Override
		public @Nullable Type getOwnerType() {
			return null;
		}

	}

	private static byte[] concat(byte[]... parts) {
		return ByteBufUtil.getBytes(Unpooled.copiedBuffer(parts));
	}

	private static byte[] decode(String hex) {
		return ByteBufUtil.decodeHexDump(hex);
	}

	private static byte[] write(PayloadCodec codec, Object value) {
		ByteBuf out = Unpooled.buffer();
		codec.write(value, out);
		return ByteBufUtil.getBytes(out);
	}

	private <T> T read(PayloadCodec codec, byte[] bytes, Type type) {
		return codec.<T>reader(type).read(Unpooled.wrappedBuffer(bytes));
	}

}
