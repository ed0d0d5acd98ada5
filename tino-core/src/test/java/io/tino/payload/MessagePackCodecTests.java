package io.tino.payload;

import java.io.File;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
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
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link MessagePackCodec}.
 */
class MessagePackCodecTests {

	private final PayloadCodec codec = new MessagePackCodec(PayloadMappers.messagePack());

	record NumberInput(int value) {
	}

	record Model(int a, boolean b, List<Model> c, Map<String, Model> d, String e) {
	}

	record Everything(Instant instant, LocalDate date, LocalTime time, LocalDateTime dateTime, OffsetDateTime offset,
			Duration duration, UUID uuid, TimeUnit unit, BigDecimal decimal, BigInteger integer, Optional<String> some,
			Optional<String> none, byte[] bytes, List<NumberInput> numbers, @Nullable String missing) {
	}

	static List<Arguments> scalars() {
		return List.of(arguments(0, int.class, "00"), arguments(127, int.class, "7f"),
				arguments(128, int.class, "cc80"), arguments(255, int.class, "ccff"),
				arguments(256, int.class, "cd0100"), arguments(65535, int.class, "cdffff"),
				arguments(65536, int.class, "ce00010000"), arguments(-1, int.class, "ff"),
				arguments(-32, int.class, "e0"), arguments(-33, int.class, "d0df"), arguments(-128, int.class, "d080"),
				arguments(-129, int.class, "d1ff7f"), arguments(-32768, int.class, "d18000"),
				arguments(-32769, int.class, "d2ffff7fff"), arguments(Integer.MAX_VALUE, Integer.class, "ce7fffffff"),
				arguments(Integer.MIN_VALUE, Integer.class, "d280000000"), arguments(127L, long.class, "7f"),
				arguments(-32L, Long.class, "e0"), arguments(-1, Integer.class, "ff"),
				arguments(4294967295L, long.class, "ceffffffff"),
				arguments(4294967296L, long.class, "cf0000000100000000"),
				arguments(Long.MAX_VALUE, Long.class, "cf7fffffffffffffff"),
				arguments(Long.MIN_VALUE, Long.class, "d38000000000000000"),
				arguments((short) -300, short.class, "d1fed4"), arguments((byte) -5, Byte.class, "fb"),
				arguments(1.5, double.class, "cb3ff8000000000000"), arguments(1.5f, Float.class, "ca3fc00000"),
				arguments(true, boolean.class, "c3"), arguments(false, Boolean.class, "c2"),
				arguments("", String.class, "a0"), arguments("h\u00e9\ud83d\ude00", String.class, "a768c3a9f09f9880"),
				arguments("x".repeat(32), String.class, "d920" + "78".repeat(32)),
				arguments("x".repeat(256), String.class, "da0100" + "78".repeat(256)),
				arguments(new byte[] { 1, 2 }, byte[].class, "c4020102"));
	}

	@ParameterizedTest
	@MethodSource("scalars")
	void readsAndWritesScalarsInTheirShortestForm(Object value, Class<?> type, String hex) {
		assertThat(hex(value)).isEqualTo(hex);
		assertThat(hex(value, type)).isEqualTo(hex);
		assertThat(this.<Object>read(hex, type)).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cc05", "cd0005", "ce00000005", "cf0000000000000005", "d005", "d10005", "d200000005",
			"d30000000000000005" })
	void readsIntegersOfAnyWidth(String hex) {
		assertThat(this.<Integer>read(hex, int.class)).isEqualTo(5);
		assertThat(this.<Byte>read(hex, byte.class)).isEqualTo((byte) 5);
		assertThat(this.<Double>read(hex, double.class)).isEqualTo(5.0);
	}

	@Test
	void readsListsOfScalarsDirectly() {
		assertThat(this.<List<Integer>>read("9301c002", new TypeReference<List<Integer>>() {
		}.getType())).containsExactly(1, null, 2);
		assertThat(this.<List<String>>read("92a161a0", new TypeReference<List<String>>() {
		}.getType())).containsExactly("a", "");
		assertThat(this.<Optional<Integer>>read("07", new TypeReference<Optional<Integer>>() {
		}.getType())).contains(7);
		assertThat(this.<Optional<Integer>>read("c0", new TypeReference<Optional<Integer>>() {
		}.getType())).isEmpty();
		assertThat(hex(Arrays.asList(1, null, 2))).isEqualTo("9301c002");
	}

	@Test
	void valuesOfNoParticularTypeGoThroughUnchanged() {
		String hex = "8c" + "a16101" + "a162c3" + "a163c0" + "a164cb3ff8000000000000" + "a165ca3fc00000"
				+ "a16692a178c4020102" + "03a3696e74" + "a167cfffffffffffffffff" + "a168d6ff00000001" + "a16980"
				+ "a16a90" + "a16bd3ffffffff00000000";
		Object value = read(hex, Object.class);
		assertThat(value).isInstanceOf(Map.class);
		Map<?, ?> map = (Map<?, ?>) value;
		assertThat(map.get("a")).isEqualTo(1);
		assertThat(map.get("e")).isEqualTo(1.5f);
		assertThat(map.get(3)).isEqualTo("int");
		assertThat(map.get("g")).isEqualTo(new BigInteger("18446744073709551615"));
		assertThat(map.get("h"))
			.isEqualTo(new MessagePackExtension((byte) -1, ByteBuffer.wrap(new byte[] { 0, 0, 0, 1 })));
		assertThat(map.get("k")).isEqualTo(-4294967296L);
		assertThat(hex(value)).isEqualTo(hex);
	}

	@Test
	void readsAndWritesModelsThroughJackson() {
		Model model = new Model(1, true, List.of(new Model(2, false, List.of(), Map.of(), "inner")), Map.of(), "outer");
		assertThat(this.<Model>read(hex(model), Model.class)).isEqualTo(model);
		assertThat(hex(new NumberInput(2))).isEqualTo("81a576616c756502");
		assertThat(this.<NumberInput>read("82a576616c756502a46d6f7265c3", NumberInput.class))
			.as("unknown properties are ignored")
			.isEqualTo(new NumberInput(2));
	}

	@Test
	void typesOfTheJdkAreText() {
		Everything everything = new Everything(Instant.parse("2026-01-02T03:04:05Z"), LocalDate.of(2026, 1, 2),
				LocalTime.of(3, 4), LocalDateTime.of(2026, 1, 2, 3, 4),
				OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.ofHours(2)), Duration.ofSeconds(90),
				UUID.fromString("6f1f3f34-4b5c-4c39-a6d1-0d6f0c6f0a01"), TimeUnit.DAYS,
				new BigDecimal("12345678901234567890.123456789"), new BigInteger("123456789012345678901234567890"),
				Optional.of("some"), Optional.empty(), new byte[] { 1 }, List.of(new NumberInput(1)), null);
		Map<String, Object> raw = read(hex(everything), Object.class);
		assertThat(raw).containsEntry("instant", "2026-01-02T03:04:05Z")
			.containsEntry("date", "2026-01-02")
			.containsEntry("time", "03:04:00")
			.containsEntry("dateTime", "2026-01-02T03:04:00")
			.containsEntry("offset", "2026-01-02T03:04:05+02:00")
			.containsEntry("duration", "PT1M30S")
			.containsEntry("uuid", "6f1f3f34-4b5c-4c39-a6d1-0d6f0c6f0a01")
			.containsEntry("unit", "DAYS")
			.containsEntry("decimal", "12345678901234567890.123456789")
			.containsEntry("integer", "123456789012345678901234567890")
			.containsEntry("some", "some")
			.containsEntry("none", null)
			.containsEntry("missing", null);
		Everything read = read(hex(everything), Everything.class);
		assertThat(read).usingRecursiveComparison().isEqualTo(everything);
		for (Object value : List.of(everything.instant(), everything.uuid(), everything.unit(), everything.decimal(),
				everything.integer(), everything.offset())) {
			assertThat(this.<Object>read(hex(value), value.getClass())).isEqualTo(value);
		}
	}

	@Test
	void decimalsAreReadFromNumbersToo() {
		assertThat(this.<BigDecimal>read("cb3ff8000000000000", BigDecimal.class)).isEqualByComparingTo("1.5");
		assertThat(this.<BigDecimal>read("05", BigDecimal.class)).isEqualByComparingTo("5");
		assertThat(this.<BigInteger>read("cfffffffffffffffff", BigInteger.class)).isEqualTo("18446744073709551615");
	}

	@ParameterizedTest
	@CsvSource({ "'', value is truncated", "cc, value is truncated", "df, value is truncated",
			"a3616, value is truncated", "da0010, value is truncated", "c1, 0xc1 begins no value",
			"0102, 1 bytes after the value", "a1ff, str is not UTF-8",
			"ddffffffff, array of 4294967295 elements in 0 bytes", "dfffffffff, map of 4294967295 elements in 0 bytes",
			"c6ffffffff, value is truncated", "dbffffffff, value is truncated", "c9ffffffff01, value is truncated",
			"9201, array of 2 elements in 1 bytes" })
	void whenBytesAreNotOneValueSaysWhy(String hex, String why) {
		List<Type> types = List.of(int.class, long.class, double.class, boolean.class, String.class, byte[].class,
				Object.class, NumberInput.class, new TypeReference<List<Integer>>() {
				}.getType(), new TypeReference<Map<String, Object>>() {
				}.getType());
		String even = (hex.length() % 2 == 0) ? hex : hex.substring(0, hex.length() - 1);
		for (Type type : types) {
			assertThatExceptionOfType(MalformedPayloadException.class).as("as %s", type)
				.isThrownBy(() -> read(even, type))
				.withMessage(why);
		}
	}

	/** The timeout is what they would take if they were not refused, and more. */
	@ParameterizedTest
	@EnumSource
	@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
	void keysOfOneHashAreNotOfSeveralTypes(Colliding first) {
		for (Colliding second : Colliding.values()) {
			List<@Nullable Object> keys = new ArrayList<>();
			IntStream.range(0, 100_000).forEach((i) -> keys.add(first.key(i)));
			IntStream.range(0, 100_000).forEach((i) -> keys.add(second.key(i)));
			assertThat(keys).allMatch((key) -> Objects.hashCode(key) == 0);
			ByteBuf in = map(keys);
			if (first == second) {
				assertThat(this.codec.<Map<?, ?>>reader(Object.class).read(in))
					.hasSize((first != Colliding.NIL) ? 100_000 : 1);
			}
			else {
				assertThatExceptionOfType(MismatchedPayloadException.class)
					.isThrownBy(() -> this.codec.reader(Object.class).read(in));
			}
			in.release();
		}
	}

	@Test
	void keysOfOneMapMayBeOfSeveralTypes() {
		List<Object> keys = new ArrayList<>(List.of("a", 1, 1L << 32, "1", 1.5, 2.5f, true, -1L << 40));
		IntStream.range(0, 1_000).forEach((i) -> keys.addAll(List.of("key" + i, 1_000 + i, (1_000L + i) << 32)));
		ByteBuf in = map(keys);
		Map<?, ?> map = this.codec.<Map<?, ?>>reader(Object.class).read(in);
		in.release();
		assertThat(new ArrayList<Object>(map.keySet())).isEqualTo(keys);
	}

	@ParameterizedTest
	@ValueSource(strings = { "01", "cc01", "cd0001", "ce00000001", "cf0000000000000001", "d001", "d10001", "d200000001",
			"d30000000000000001" })
	void anIntegerOfNoParticularTypeIsTheSameInEveryForm(String hex) {
		assertThat(this.<Object>read(hex, Object.class)).isEqualTo(1);
		assertThat(this.<Object>read("82" + hex + "a16101a162", Object.class)).as("repeated key")
			.isEqualTo(Map.of(1, "b"));
	}

	@Test
	void aKeyThatOnlyAnUnsignedIntegerHoldsIsWrittenAsOne() {
		String map = "82cf800000000000000001ffd40161";
		Map<?, ?> read = read(map, Object.class);
		assertThat(new ArrayList<Object>(read.keySet())).containsExactly(new BigInteger("9223372036854775808"), -1);
		assertThat(hex(read)).isEqualTo(map);
		assertThat(hex(Map.of(BigInteger.TWO.pow(64), 1))).as("beyond 64 bits").startsWith("81b4");
	}

	private ByteBuf map(List<?> keys) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
		MessagePackOutput.writeMapHeader(keys.size(), out);
		for (Object key : keys) {
			this.codec.write(key, out);
			MessagePackOutput.writeNil(out);
		}
		return out;
	}

	/**
	 * Any number of keys with a hash of 0.
	 */
	enum Colliding {

		NIL, LONG, DOUBLE, BIG, STRING;

		@Nullable Object key(int index) {
			return switch (this) {
				case NIL -> null;
				case LONG -> twice(0x20000000 + index);
				case DOUBLE -> Double.longBitsToDouble(twice(0x40000000 + index));
				case BIG -> new BigInteger(1,
						ByteBuffer.allocate(8).putInt((1 << 31) + index).putInt(-31 * ((1 << 31) + index)).array());
				case STRING -> string(index);
			};
		}

		private static long twice(int bits) {
			return (long) bits << 32 | bits;
		}

		private static String string(int index) {
			StringBuilder text = new StringBuilder();
			for (int bit = 0; bit < 17; bit++) {
				text.append(((index >> bit & 1) == 0) ? "Aa" : "BB");
			}
			int hash = (text + "\0".repeat(7)).hashCode();
			long missing = Integer.toUnsignedLong(-hash);
			for (long digit = 887503681; digit > 0; digit /= 31) { // 31 to the 6th
				text.append((char) (missing / digit));
				missing %= digit;
			}
			return text.toString();
		}

	}

	@ParameterizedTest
	@CsvSource({ "dd003fffff, 1", "dd003fffff, 120", "df001fffff, 1", "df001fffff00, 120" })
	void whatHeadersClaimIsNotSetAside(String header, int levels) {
		List<Type> types = List.of(Object.class, new TypeReference<List<Integer>>() {
		}.getType(), new TypeReference<List<Object>>() {
		}.getType(), NumberInput.class);
		byte[] bytes = Arrays.copyOf(ByteBufUtil.decodeHexDump(header.repeat(levels)), 5 << 20);
		Arrays.fill(bytes, header.length() / 2 * levels, bytes.length, (byte) 0xc1);
		ByteBuf in = Unpooled.wrappedBuffer(bytes);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		for (Type type : types) {
			PayloadReader<?> reader = this.codec.reader(type);
			for (int i = 0; i < 2; i++) { // the first loads classes
				long before = threads.getCurrentThreadAllocatedBytes();
				Throwable failure = catchThrowable(() -> reader.read(in.readerIndex(0)));
				long allocated = threads.getCurrentThreadAllocatedBytes() - before;
				assertThat(failure).isInstanceOf(MalformedPayloadException.class);
				assertThat(allocated).as("as %s", type).isLessThan(1 << 20);
			}
		}
	}

	@Test
	void nestingIsLimited() {
		for (String container : List.of("91", "dc0001", "81c3", "de0001a161", "9181c3")) {
			int levels = PayloadLimits.DEFAULT.maxNestingDepth() / (container.startsWith("9181") ? 2 : 1);
			String deepest = container.repeat(levels) + "00";
			assertThat(this.<Object>read(deepest, Object.class)).isNotNull();
			for (Type type : List.of(Object.class, Model.class)) {
				for (String outermost : List.of("91", "81c0")) {
					assertThatExceptionOfType(MalformedPayloadException.class)
						.isThrownBy(() -> read(outermost + deepest, type))
						.withMessage("nesting exceeds limit 128");
				}
			}
		}
	}

	static List<Arguments> mismatches() {
		return List.of(
				arguments("a3616263", int.class, List.of(), "value is not a valid integer", "type_error.integer"),
				arguments("cb3ff8000000000000", int.class, List.of(), "value is not a valid integer",
						"type_error.integer"),
				arguments("ceffffffff", int.class, List.of(), "value is not a valid integer", "type_error.integer"),
				arguments("cd0100", byte.class, List.of(), "value is not a valid integer", "type_error.integer"),
				arguments("cfffffffffffffffff", long.class, List.of(), "value is not a valid integer",
						"type_error.integer"),
				arguments("c0", int.class, List.of(), "none is not an allowed value", "type_error.none.not_allowed"),
				arguments("01", boolean.class, List.of(), "value is not a valid boolean", "type_error.bool"),
				arguments("01", String.class, List.of(), "str type expected", "type_error.str"),
				arguments("a0", byte[].class, List.of(), "byte type expected", "type_error.bytes"),
				arguments("a0", double.class, List.of(), "value is not a valid float", "type_error.float"),
				arguments("91a0", new TypeReference<List<Integer>>() {
				}.getType(), List.of(), "value is not a valid list", "type_error.list"),
				arguments("819001", Object.class, List.of(), "value is not valid", "value_error"),
				arguments("818001", Object.class, List.of(), "value is not valid", "value_error"),
				arguments("81d4050001", Object.class, List.of(), "value is not valid", "value_error"),
				arguments("81c7000501", Object.class, List.of(), "value is not valid", "value_error"),
				arguments("9181d6ff0000000101", Object.class, List.of(), "value is not valid", "value_error"),
				arguments("01", NumberInput.class, List.of(), "value is not a valid dict", "type_error.dict"),
				arguments("81a576616c7565a161", NumberInput.class, List.of("value"), "value is not a valid integer",
						"type_error.integer"),
				arguments("81a576616c7565cb3ff8000000000000", NumberInput.class, List.of("value"),
						"value is not a valid integer", "type_error.integer"),
				arguments("81a576616c7565c0", NumberInput.class, List.of("value"), "none is not an allowed value",
						"type_error.none.not_allowed"),
				arguments("80", NumberInput.class, List.of("value"), "none is not an allowed value",
						"type_error.none.not_allowed"),
				arguments("81a1639181a163a178", Model.class, List.of("c", 0, "c"), "value is not a valid list",
						"type_error.list"),
				arguments("81a16401", Model.class, List.of("d"), "value is not a valid dict", "type_error.dict"),
				arguments("81a16505", Model.class, List.of("e"), "str type expected", "type_error.str"),
				arguments("a178", TimeUnit.class, List.of(), "value is not a valid enumeration member",
						"type_error.enum"),
				arguments("01", TimeUnit.class, List.of(), "value is not a valid enumeration member",
						"type_error.enum"),
				arguments("a178", UUID.class, List.of(), "value is not a valid uuid", "type_error.uuid"),
				arguments("a178", LocalDate.class, List.of(), "invalid date format", "value_error.date"),
				arguments("a178", Instant.class, List.of(), "invalid datetime format", "value_error.datetime"),
				arguments("a178", BigDecimal.class, List.of(), "value is not a valid decimal", "type_error.decimal"));
	}

	@ParameterizedTest
	@MethodSource("mismatches")
	void whenValueIsNotOfTheTypeSaysWhereAndWhy(String hex, Type type, List<Object> path, String why, String kind) {
		assertThatExceptionOfType(MismatchedPayloadException.class).isThrownBy(() -> read(hex, type))
			.withMessage(why)
			.satisfies((ex) -> assertThat(ex.path()).isEqualTo(path))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(kind));
	}

	/** Whatever the value, the sender is told, and the server has nothing to log. */
	@Test
	void everyValueIsOfATypeOrAMismatch() {
		List<Class<?>> types = List.of(UUID.class, URI.class, URL.class, Locale.class, Class.class, Currency.class,
				Charset.class, Pattern.class, StringBuilder.class, InetAddress.class, TimeZone.class, File.class,
				Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class, OffsetDateTime.class,
				OffsetTime.class, ZonedDateTime.class, Duration.class, Period.class, Year.class, YearMonth.class,
				MonthDay.class, ZoneId.class, ZoneOffset.class, Month.class, BigDecimal.class, BigInteger.class,
				OptionalInt.class, OptionalLong.class, OptionalDouble.class, AtomicInteger.class, AtomicBoolean.class,
				Date.class, Calendar.class, TimeUnit.class, char.class, Number.class, int[].class, byte[][].class,
				double[].class, String[].class, Everything.class, NumberInput.class);
		List<String> values = List.of("c0", "c2", "c3", "00", "07", "ff", "cf8000000000000000", "cfffffffffffffffff",
				"d38000000000000000", "ca7fc00000", "ca3fc00000", "cb7ff0000000000000", "cbfff0000000000000",
				"cb7ff8000000000000", "cb43abc16d674ec800", "a0", "a120", "a178", "a3313233", "a46e756c6c", "c400",
				"c40178", "c410" + "30".repeat(16), "d40561", "d6ff00000001", "d7ff0000000000000001",
				"c70cff000000000000000000000001", "90", "9107", "91a0", "91c0", "91c2", "9207ff", "93cd07e40101",
				"93016301", "921900", "94010203ff", "97cd07e40101010101cb7ff8000000000000", "80", "8100c0", "81a1780a");
		for (Class<?> type : types) {
			PayloadReader<?> reader = this.codec.reader(type);
			for (String value : values) {
				ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(value));
				Throwable failure = catchThrowable(() -> reader.read(in));
				if (failure != null) {
					assertThat(failure).as("%s as %s", value, type).isInstanceOf(MismatchedPayloadException.class);
				}
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "c2, java.util.UUID, type_error.uuid", "9107, java.time.LocalDate, value_error.date",
			"c40178, java.time.Instant, value_error.datetime",
			"cb7ff8000000000000, java.time.Duration, value_error.duration",
			"cb7ff8000000000000, java.math.BigDecimal, type_error.decimal", "a178, int[], type_error.list" })
	void whatDeserializersFailOnIsAMismatchToo(String hex, Class<?> type, String kind) {
		assertThatExceptionOfType(MismatchedPayloadException.class).isThrownBy(() -> read(hex, type))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(kind));
	}

	@Test
	void aTypeThatRefusesItsValueIsAMismatch() {
		assertThatExceptionOfType(MismatchedPayloadException.class).isThrownBy(() -> read("81a176ff", Positive.class))
			.withMessage("value is not valid")
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo("value_error"));
	}

	@Test
	void typesThatNoValueCanBeMadeOfAreRefusedAtOnce() {
		for (Type type : List.of(Runnable.class, InputStream.class, new TypeReference<List<Runnable>>() {
		}.getType(), new TypeReference<Map<String, Optional<Runnable>>>() {
		}.getType())) {
			assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> this.codec.reader(type))
				.withMessageContaining("cannot be decoded");
		}
		for (Type type : List.of(TypedShape.class, Number.class, Temperature.class, new TypeReference<List<Object>>() {
		}.getType())) {
			assertThat(this.codec.reader(type)).isNotNull();
		}
	}

	@Test
	void aTypeWithinThatNoValueCanBeMadeOfIsNoFaultOfTheSender() {
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> read("81a576616c756580", Holder.class));
	}

	@Test
	void anObjectWithoutPropertiesIsNotEncodedAsNothing() throws Exception {
		assertThat(hex(new Empty())).isEqualTo("80");
		assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> hex(new Hidden()));
	}

	@Test
	void unknownPropertiesAreNamedWhereTheyAreRefused() {
		ObjectMapper strict = PayloadMappers.messagePack().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
		assertThatExceptionOfType(MismatchedPayloadException.class)
			.isThrownBy(() -> read(new MessagePackCodec(strict), "81a16101", Empty.class))
			.withMessage("extra fields not permitted")
			.satisfies((ex) -> assertThat(ex.path()).containsExactly("a"));
	}

	@Test
	void aMapperOfAnotherFormatIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadCodecs.of(new ObjectMapper()))
			.withMessageContaining("JSON");
	}

	@Test
	void whatCannotBeEncodedSaysWhichType() {
		assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> hex(new Broken()))
			.withMessageContaining(Broken.class.getName());
	}

	@Test
	void keysThatAreNoScalarsHaveTheNamesOfJackson() {
		assertThat(hex(Map.of(TimeUnit.DAYS, 1))).isEqualTo("81a44441595301");
		assertThat(hex(new LinkedHashMap<>(Map.of(1, 2)))).isEqualTo("810102");
	}

	@ParameterizedTest
	@CsvSource({ "1, 2", "2, 1", "0, 3", "15, 16", "16, 15", "65535, 65536", "65536, 65535" })
	void whatChangesWhileItIsWrittenIsCountedAsWritten(int size, int written) {
		List<Object> list = IntStream.range(0, written).<Object>mapToObj((i) -> i).toList();
		Map<Object, Object> map = new LinkedHashMap<>();
		list.forEach((key) -> map.put(key, List.of()));
		String outer = "93" + hex(list) + hex(map) + "c3";
		assertThat(hex(List.of(new ChangingList(size, list), new ChangingMap(size, map), true))).isEqualTo(outer);
	}

	@Test
	void whatDoesNotStandAChangeIsNotEncoded() {
		List<Object> list = new ArrayList<>();
		list.add(new AbstractList<>() {

			@Override
			public Object get(int index) {
				return index;
			}

			@Override
			public int size() {
				list.add("more");
				return 1;
			}

		});
		assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> hex(list))
			.withMessageContaining("ArrayList");
	}

	static final class ChangingList extends AbstractList<Object> {

		private final int size;

		private final List<Object> elements;

		ChangingList(int size, List<Object> elements) {
			this.size = size;
			this.elements = elements;
		}

		@Override
		public Object get(int index) {
			return this.elements.get(index);
		}

		@Override
		public int size() {
			return this.size;
		}

		@Override
		public Iterator<Object> iterator() {
			return this.elements.iterator();
		}

	}

	static final class ChangingMap extends AbstractMap<Object, Object> {

		private final int size;

		private final Map<Object, Object> elements;

		ChangingMap(int size, Map<Object, Object> elements) {
			this.size = size;
			this.elements = elements;
		}

		@Override
		public Set<Entry<Object, Object>> entrySet() {
			return this.elements.entrySet();
		}

		@Override
		public int size() {
			return this.size;
		}

	}

	record Positive(int v) {

		Positive {
			if (v < 0) {
				throw new IllegalArgumentException("secret " + v);
			}
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	public interface TypedShape {

	}

	public record Temperature(double degrees) {

		@JsonCreator
		public Temperature {
			if (degrees == 0) {
				throw new IllegalArgumentException("never asked for");
			}
		}

	}

	public record Holder(Runnable value) {

	}

	public record Empty() {

	}

	public static final class Hidden {

		private final int value = 1;

		int doubled() {
			return this.value * 2;
		}

	}

	public static final class Broken {

		public int getValue() {
			throw new IllegalStateException("broken");
		}

	}

	private String hex(@Nullable Object value) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
		try {
			this.codec.write(value, out);
			return ByteBufUtil.hexDump(out);
		}
		finally {
			out.release();
		}
	}

	private String hex(Object value, Type type) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
		try {
			this.codec.writer(type).write(value, out);
			return ByteBufUtil.hexDump(out);
		}
		finally {
			out.release();
		}
	}

	private <T> T read(String hex, Type type) {
		return read(this.codec, hex, type);
	}

	private static <T> T read(PayloadCodec codec, String hex, Type type) {
		ByteBuf in = ByteBufAllocator.DEFAULT.buffer().writeByte(0x99).writeBytes(ByteBufUtil.decodeHexDump(hex));
		in.skipBytes(1);
		try {
			return codec.<T>reader(type).read(in);
		}
		finally {
			in.release();
		}
	}

}
