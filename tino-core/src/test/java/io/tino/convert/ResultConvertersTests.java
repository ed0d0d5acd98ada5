package io.tino.convert;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.tino.payload.PayloadLimits;
import io.tino.payload.PayloadMappers;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ResultConverters}: to the byte, with spaces for the ends of lines.
 */
class ResultConvertersTests {

	private static final int MAX_NESTING_DEPTH = PayloadLimits.DEFAULT.maxNestingDepth();

	private final ResultConverters converters = new ResultConverters(PayloadMappers.messagePack(),
			PayloadLimits.DEFAULT);

	record Point(int x, @Nullable Double y) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes(@JsonSubTypes.Type(value = Square.class, name = "square"))
	interface Shape {

	}

	record Square(int side) implements Shape {
	}

	record Annotated(@JsonProperty("the_name") String name, @JsonIgnore String secret,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String absent, @JsonUnwrapped Point point) {
	}

	record Native(Set<String> set, byte[] bytes, BigInteger big, BigDecimal decimal, boolean flag, float number,
			ByteBuffer buffer, Map<Integer, UUID> ids) {
	}

	record Raw(@JsonRawValue String json) {
	}

	static Stream<Arguments> results() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("a", 1);
		map.put("b", null);
		return Stream.of(Arguments.of("h\u00e9", "$3 h\u00c3\u00a9 ", "$3 h\u00c3\u00a9 "),
				Arguments.of(-42, ":-42 ", ":-42 "), Arguments.of((short) 7, ":7 ", ":7 "),
				Arguments.of((byte) -1, ":-1 ", ":-1 "),
				Arguments.of(Long.MIN_VALUE, ":-9223372036854775808 ", ":-9223372036854775808 "),
				Arguments.of(1.5, "$3 1.5 ", ",1.5 "), Arguments.of(3.0, "$1 3 ", ",3 "),
				Arguments.of(0.1f, "$3 0.1 ", ",0.1 "), Arguments.of(Double.NEGATIVE_INFINITY, "$4 -inf ", ",-inf "),
				Arguments.of(true, ":1 ", "#t "), Arguments.of(false, ":0 ", "#f "),
				Arguments.of(BigInteger.TEN, "$2 10 ", "(10 "),
				Arguments.of(new BigDecimal("1.50"), "$4 1.50 ", "$4 1.50 "), Arguments.of('x', "$1 x ", "$1 x "),
				Arguments.of(TimeUnit.DAYS, "$4 DAYS ", "$4 DAYS "),
				Arguments.of(new UUID(1, 2), "$36 00000000-0000-0001-0000-000000000002 ",
						"$36 00000000-0000-0001-0000-000000000002 "),
				Arguments.of(LocalDate.of(2026, 2, 28), "$10 2026-02-28 ", "$10 2026-02-28 "),
				Arguments.of(new byte[] { (byte) 0xff, 0 }, "$2 \u00ff\0 ", "$2 \u00ff\0 "),
				Arguments.of(ByteBuffer.wrap(new byte[] { 1, 2, 3, 4 }, 1, 2).slice(), "$2 \2\3 ", "$2 \2\3 "),
				Arguments.of(Optional.of("a"), "$1 a ", "$1 a "), Arguments.of(Optional.empty(), "$-1 ", "_ "),
				Arguments.of(OptionalInt.of(5), ":5 ", ":5 "), Arguments.of(List.of(), "*0 ", "*0 "),
				Arguments.of(List.of(1, "a", List.of(true)), "*3 :1 $1 a *1 :1 ", "*3 :1 $1 a *1 #t "),
				Arguments.of(new int[] { 1, 2 }, "*2 :1 :2 ", "*2 :1 :2 "),
				Arguments.of(new Object[] { "a", List.of() }, "*2 $1 a *0 ", "*2 $1 a *0 "),
				Arguments.of(Collections.unmodifiableCollection(List.of("a")), "*1 $1 a ", "*1 $1 a "),
				Arguments.of(new LinkedHashSet<>(List.of("a", 1)), "*2 $1 a :1 ", "~2 $1 a :1 "),
				Arguments.of(EnumSet.of(TimeUnit.DAYS), "*1 $4 DAYS ", "~1 $4 DAYS "),
				Arguments.of(map, "*4 $1 a :1 $1 b $-1 ", "%2 $1 a :1 $1 b _ "), Arguments.of(Map.of(), "*0 ", "%0 "),
				Arguments.of(Map.of(1, 2), "*2 $1 1 :2 ", "%1 $1 1 :2 "),
				Arguments.of(new Point(1, null), "*4 $1 x :1 $1 y $-1 ", "%2 $1 x :1 $1 y _ "),
				Arguments.of(new Annotated("n", "s", null, new Point(1, 0.5)),
						"*6 $8 the_name $1 n $1 x :1 $1 y $3 0.5 ", "%3 $8 the_name $1 n $1 x :1 $1 y ,0.5 "));
	}

	@ParameterizedTest
	@MethodSource("results")
	void writesEachTypeAsRedisWould(Object result, String resp2, String resp3) {
		assertThat(written(result.getClass(), result, RespVersion.RESP2)).isEqualTo(resp2);
		assertThat(written(Object.class, result, RespVersion.RESP3)).isEqualTo(resp3);
	}

	@Test
	void keepsTheTypesOfRespWithinObjects() {
		Native result = new Native(Set.of("a"), new byte[] { 1 }, BigInteger.ONE, new BigDecimal("2.0"), true, 0.5f,
				ByteBuffer.wrap(new byte[] { 2 }), Map.of(1, new UUID(0, 0)));
		assertThat(written(Native.class, result, RespVersion.RESP3))
			.isEqualTo("%8 $3 set ~1 $1 a $5 bytes $1 \1 $3 big (1 $7 decimal $3 2.0 $4 flag #t $6 number ,0.5 "
					+ "$6 buffer $1 \2 $3 ids %1 $1 1 $36 00000000-0000-0000-0000-000000000000 ");
		assertThat(written(Native.class, result, RespVersion.RESP2)).startsWith("*16 $3 set *1 $1 a ");
	}

	@Test
	void nothingIsOkAndNullIsNull() {
		assertThat(written(void.class, null, RespVersion.RESP3)).isEqualTo("+OK ");
		assertThat(written(Void.class, null, RespVersion.RESP2)).isEqualTo("+OK ");
		assertThat(written(String.class, null, RespVersion.RESP2)).isEqualTo("$-1 ");
		assertThat(written(List.class, null, RespVersion.RESP3)).isEqualTo("_ ");
	}

	@Test
	void whatContainersAreDeclaredToContainSaysHowItIsWritten() {
		Type shapes = new TypeReference<List<Shape>>() {
		}.getType();
		assertThat(written(shapes, List.of(new Square(1)), RespVersion.RESP3))
			.isEqualTo("*1 %2 $4 kind $6 square $4 side :1 ");
	}

	@Test
	void sizesAreCorrectedHoweverManyDigitsTheyHave() {
		for (int size : new int[] { 0, 1, 4, 5, 9, 10, 49, 50, 99, 100, 1_000 }) {
			Map<String, Integer> sorted = new TreeMap<>();
			StringBuilder pairs = new StringBuilder();
			IntStream.range(0, size).forEach((i) -> sorted.put(String.format("k%03d", i), i));
			sorted.forEach((key, value) -> pairs.append("$4 ").append(key).append(" :").append(value).append(' '));
			Filtered filtered = new Filtered(new LinkedHashMap<>(sorted));
			filtered.values().put("null1", null);
			filtered.values().put("null2", null);
			assertThat(written(Filtered.class, filtered, RespVersion.RESP3)).as("size %d", size)
				.isEqualTo("%1 $6 values %" + size + " " + pairs);
			assertThat(written(Filtered.class, filtered, RespVersion.RESP2)).as("size %d", size)
				.isEqualTo("*2 $6 values *" + 2 * size + " " + pairs);
			Iterable<Integer> unsized = () -> IntStream.range(0, size).iterator();
			assertThat(written(Object.class, List.of(unsized), RespVersion.RESP3)).startsWith("*1 *" + size + " ");
		}
	}

	record Filtered(@JsonInclude(content = JsonInclude.Include.NON_NULL) Map<String, @Nullable Integer> values) {
	}

	@Test
	void nestsAsDeepAsPayloadsDo() {
		assertThat(written(Object.class, nested(MAX_NESTING_DEPTH), RespVersion.RESP3))
			.isEqualTo("*1 ".repeat(MAX_NESTING_DEPTH - 1) + "*0 ");
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> written(Object.class, nested(MAX_NESTING_DEPTH + 1), RespVersion.RESP3))
			.withStackTraceContaining("Nesting exceeds limit 128");
		List<Object> cycle = new ArrayList<>();
		cycle.add(Map.of("again", cycle));
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> written(Object.class, cycle, RespVersion.RESP3));
	}

	private static List<Object> nested(int depth) {
		return (depth == 1) ? List.of() : List.of(nested(depth - 1));
	}

	@Test
	void refusesWhatCannotBeWritten() {
		for (Object result : List.of(new Object(), new Raw("{}"), Collections.singletonMap(null, 1))) {
			assertThatExceptionOfType(UnsupportedPayloadException.class)
				.isThrownBy(() -> written(Object.class, result, RespVersion.RESP3))
				.withMessage("Value of " + result.getClass().getName() + " cannot be written as RESP");
		}
	}

	private String written(Type type, @Nullable Object result, RespVersion version) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer(1);
		try {
			RespWriter writer = new RespWriter(out.writeByte('>'), version);
			this.converters.converter(type).convert(result).write(writer);
			return out.skipBytes(1).toString(StandardCharsets.ISO_8859_1).replace("\r\n", " ");
		}
		finally {
			out.release();
		}
	}

}
