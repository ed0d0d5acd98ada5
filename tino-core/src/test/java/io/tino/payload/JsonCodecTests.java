package io.tino.payload;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonCodec}.
 */
class JsonCodecTests {

	private final PayloadCodec codec = PayloadCodecs.of(PayloadMappers.messagePack()).get(PayloadFormat.JSON);

	record NumberInput(int value) {
	}

	record Person(String firstName) {
	}

	@Test
	void readsAndWritesJson() {
		assertThat(this.<Integer>read(" 1 ", int.class)).isEqualTo(1);
		assertThat(this.<NumberInput>read("{\"value\": 2}", NumberInput.class)).isEqualTo(new NumberInput(2));
		assertThat(this.<List<String>>read("[\"a\"]", new TypeReference<List<String>>() {
		}.getType())).containsExactly("a");
		assertThat(this.<Object>read("{\"a\": [1, 1.5, null]}", Object.class)).asString()
			.isEqualTo("{a=[1, 1.5, null]}");
		assertThat(write(new NumberInput(2))).isEqualTo("{\"value\":2}");
		assertThat(write(Map.of("a", LocalDate.of(2026, 1, 2)))).isEqualTo("{\"a\":\"2026-01-02\"}");
		assertThat(write(new BigDecimal("1.50"))).isEqualTo("\"1.50\"");
		assertThat(write(null)).isEqualTo("null");
		assertThat(write(new byte[] { 1, 2 })).isEqualTo("\"AQI=\"");
	}

	@Test
	void sharesTheConfigurationOfTheMapperOfMessagePack() {
		ObjectMapper mapper = PayloadMappers.messagePack();
		mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
		PayloadCodec codec = PayloadCodecs.of(mapper).json();
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
		codec.write(new Person("Tina"), out);
		assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"first_name\":\"Tina\"}");
		out.release();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''             | value is empty
			'   '          | value is empty
			{"value": 2    | not well-formed
			{"value" 2}    | not well-formed at byte 9
			nope           | not well-formed
			1 2            | bytes after the value
			"a" "b"        | bytes after the value
			{"value": "2"  | not well-formed
			{"value": 2} } | not well-formed
			""")
	void whenTextIsNotOneValueSaysWhy(String json, String why) {
		for (Type type : List.of(int.class, NumberInput.class, Object.class)) {
			assertThatExceptionOfType(MalformedPayloadException.class).as("as %s", type)
				.isThrownBy(() -> read(json, type))
				.withMessageStartingWith(why);
		}
	}

	@ParameterizedTest
	@CsvSource({ "efbbbf31, text begins with a byte order mark", "0031, text is not UTF-8", "3100, text is not UTF-8",
			"00000031, text is not UTF-8", "31000000, text is not UTF-8", "feff0031, text is not UTF-8",
			"fffe3100, text is not UTF-8", "0000feff00000031, text is not UTF-8", "22c08022, text is not UTF-8",
			"22e080af22, text is not UTF-8", "22f8888080af22, text is not UTF-8", "22eda08022, text is not UTF-8",
			"22edb08022, text is not UTF-8", "22f490808022, text is not UTF-8", "22e922, text is not UTF-8",
			"22c3, text is not UTF-8", "7b22c080223a317d, text is not UTF-8" })
	void whenTextIsNotUtf8SaysSo(String hex, String why) {
		for (Type type : List.of(int.class, String.class, byte[].class, Object.class, NumberInput.class)) {
			assertThatExceptionOfType(MalformedPayloadException.class).as("as %s", type)
				.isThrownBy(() -> read(ByteBufUtil.decodeHexDump(hex), type))
				.withMessage(why);
		}
	}

	@Test
	void textMayHaveAnyCharacter() {
		for (String text : List.of("\u00e9", "\u20ac", "\ud7ff", "\ue000", "\uffff", "\ud83d\ude00", "\udbff\udfff")) {
			assertThat(this.<String>read('"' + text + '"', String.class)).isEqualTo(text);
		}
		assertThat(this.<Object>read("0", Object.class)).isEqualTo(0);
		assertThat(this.<String>read("\"a\\u0000\"", String.class)).isEqualTo("a\0");
	}

	@Test
	void whenAControlCharacterIsNotEscapedItIsNoStringOfAnyType() {
		for (Type type : List.of(String.class, byte[].class, Object.class, LocalDate.class)) {
			assertThatExceptionOfType(MalformedPayloadException.class).as("as %s", type)
				.isThrownBy(() -> read("\"YWJj\n\"", type))
				.withMessage("not well-formed at byte 5");
		}
		assertThat(this.<byte[]>read("\"YWJj\\n\"", byte[].class)).asString().isEqualTo("abc");
	}

	@Test
	void nestingIsLimited() {
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> read("[".repeat(129) + "]".repeat(129), Object.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"1"            | type_error.integer
			1.5            | type_error.integer
			true           | type_error.integer
			2147483648     | type_error.integer
			null           | type_error.none.not_allowed
			[1]            | type_error.integer
			""")
	void whenValueIsNotOfTheTypeSaysWhy(String json, String kind) {
		assertThatExceptionOfType(MismatchedPayloadException.class).isThrownBy(() -> read(json, int.class))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(kind))
			.satisfies((ex) -> assertThat(ex.path()).isEmpty());
	}

	private String write(Object value) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
		try {
			this.codec.write(value, out);
			return out.toString(StandardCharsets.UTF_8);
		}
		finally {
			out.release();
		}
	}

	private <T> T read(String json, Type type) {
		return read(json.getBytes(StandardCharsets.UTF_8), type);
	}

	private <T> T read(byte[] json, Type type) {
		ByteBuf in = ByteBufAllocator.DEFAULT.buffer().writeByte(0xff).writeBytes(json).skipBytes(1);
		try {
			return this.codec.<T>reader(type).read(in);
		}
		finally {
			in.release();
		}
	}

}
