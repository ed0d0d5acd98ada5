package io.tino.spring.endpoint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.DefaultConversionService;
import reactor.core.publisher.Mono;

import io.tino.boot.autoconfigure.payload.TinoObjectMapperCustomizer;
import io.tino.command.TinoConnection;
import io.tino.server.TinoAuthenticator;
import io.tino.testing.RespSocket;

import static io.tino.spring.endpoint.TinoEndpoint.Format.RESP;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for endpoints that speak as Redis does.
 */
@NullMarked
class RespEndpointTests {

	private final ApplicationContextRunner contextRunner = EndpointServer.contextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class));

	@TinoEndpoint(format = RESP)
	static class Arguments {

		@TinoCommand
		String text(String text) {
			return "<" + text + ">";
		}

		@TinoCommand
		String bytes(byte[] bytes, ByteBuffer buffer) {
			return HexFormat.of().formatHex(bytes) + " " + buffer.remaining();
		}

		@TinoCommand
		List<Object> integers(byte b, Short s, int i, Long l, BigInteger big) {
			return List.of(b, s, i, l, big);
		}

		@TinoCommand
		List<Object> decimals(float f, double d, BigDecimal decimal) {
			return List.of(f, d, decimal);
		}

		@TinoCommand
		List<Object> others(boolean flag, char c, TimeUnit unit, UUID id, Duration duration, Locale locale) {
			return List.of(flag, c, unit, id, duration, locale.getCountry());
		}

		@TinoCommand
		String optional(String first, @Nullable String second, Optional<Integer> third) {
			return first + " " + second + " " + third;
		}

		@TinoCommand
		String optionalNumbers(OptionalInt i, OptionalLong l, OptionalDouble d) {
			return i + " " + l + " " + d;
		}

		@TinoCommand
		String varargs(String first, String... rest) {
			return first + " " + Arrays.toString(rest);
		}

		@TinoCommand
		int sum(@Nullable TimeUnit unit, int... numbers) {
			return Arrays.stream(numbers).sum();
		}

		@TinoCommand
		String chunks(byte[]... chunks) {
			return Arrays.stream(chunks).map(HexFormat.of()::formatHex).toList().toString();
		}

		@TinoCommand
		String collections(TinoConnection connection, List<Integer> list) {
			return list + " " + (connection.id() > 0);
		}

		@TinoCommand
		String unordered(Collection<String> collection) {
			return collection.toString();
		}

		@TinoCommand
		String set(Set<Integer> set) {
			return set.toString();
		}

		@TinoCommand
		String sorted(TreeSet<String> set) {
			return set.toString();
		}

		@TinoCommand
		String enums(EnumSet<TimeUnit> set) {
			return set.toString();
		}

		@TinoCommand
		String map(String name, Map<String, Integer> map) {
			return name + map;
		}

		@TinoCommand
		String enumMap(EnumMap<TimeUnit, Boolean> map) {
			return map.toString();
		}

	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					TEXT abc                     | <abc>
					TEXT ""                      | <>
					TEXT "12"                    | <12>
					BYTES "\\x00\\xff\\r\\n" "ab"    | 00ff0d0a 2
					INTEGERS -128 32767 -2147483648 9223372036854775807 12345678901234567890 | *[:-128, :32767, :-2147483648, :9223372036854775807, (12345678901234567890]
					DECIMALS 0.1 -inf 1.50       | *[,0.1, ,-Infinity, 1.50]
					OTHERS 1 x days 00000000-0000-0001-0000-000000000002 PT1M en_GB | *[#t, x, DAYS, 00000000-0000-0001-0000-000000000002, PT1M, GB]
					OPTIONAL a                   | a null Optional.empty
					OPTIONAL a b                 | a b Optional.empty
					OPTIONAL a b 3               | a b Optional[3]
					OPTIONAL_NUMBERS             | OptionalInt.empty OptionalLong.empty OptionalDouble.empty
					OPTIONAL_NUMBERS 1 2 .5      | OptionalInt[1] OptionalLong[2] OptionalDouble[0.5]
					VARARGS a                    | a []
					VARARGS a b c                | a [b, c]
					SUM                          | :0
					SUM days                     | :0
					SUM days 1 2 3               | :6
					CHUNKS "\\x01\\x02" "\\xff"     | [0102, ff]
					COLLECTIONS                  | [] true
					COLLECTIONS 3 1 3            | [3, 1, 3] true
					UNORDERED b a b              | [b, a, b]
					SET 3 1 3                    | [3, 1]
					SORTED b a b                 | [a, b]
					ENUMS days nanoseconds       | [NANOSECONDS, DAYS]
					MAP a                        | a{}
					MAP a b 1 c 2 b 3            | a{b=3, c=2}
					ENUM_MAP days true hours 0   | {HOURS=false, DAYS=true}
					""")
	void takesArgumentsAsRedisDoes(String call, String reply) {
		run(Arguments.class, (socket) -> {
			socket.call("HELLO 3");
			assertThat(socket.call(call)).isEqualTo(reply);
			socket.call("TINO.FORMAT json");
			assertThat(socket.call(call)).as("the format of the connection does not matter").isEqualTo(reply);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					TEXT                     | NUM_ARG_MISMATCH TEXT takes 1 argument, got 0
					TEXT a b                 | NUM_ARG_MISMATCH TEXT takes 1 argument, got 2
					TEXT "\\xff"              | VALIDATION_ERROR ["command", "text"] "str is not UTF-8" "type_error.str"
					INTEGERS 128 1 1 1 1     | VALIDATION_ERROR ["command", "b"] "value is not a valid integer" "type_error.integer"
					INTEGERS 1 1 secret 1 1  | VALIDATION_ERROR ["command", "i"] "value is not a valid integer" "type_error.integer"
					DECIMALS 1 nan 1         | VALIDATION_ERROR ["command", "d"] "value is not a valid float" "type_error.float"
					DECIMALS 1 1 secret      | VALIDATION_ERROR ["command", "decimal"] "value is not a valid decimal" "type_error.decimal"
					OTHERS secret x days 0 0 0 | VALIDATION_ERROR ["command", "flag"] "value is not a valid boolean" "type_error.bool"
					OTHERS 1 x secret 0 0 0  | VALIDATION_ERROR ["command", "unit"] "value is not a valid enumeration member" "type_error.enum"
					OTHERS 1 x days 0 0 0    | VALIDATION_ERROR ["command", "id"] "value is not a valid uuid" "type_error.uuid"
					OPTIONAL_NUMBERS x       | VALIDATION_ERROR ["command", "i"] "value is not a valid integer" "type_error.integer"
					SUM days 1 x             | VALIDATION_ERROR ["command", "numbers", 1] "value is not a valid integer" "type_error.integer"
					COLLECTIONS secret       | VALIDATION_ERROR ["command", "list", 0] "value is not a valid integer" "type_error.integer"
					MAP a b                  | NUM_ARG_MISMATCH map takes pairs of a key and a value, got 1 argument
					MAP a b 1 c              | NUM_ARG_MISMATCH map takes pairs of a key and a value, got 3 arguments
					MAP a b 1 c secret       | VALIDATION_ERROR ["command", "map", 1, 1] "value is not a valid integer" "type_error.integer"
					ENUM_MAP secret 1        | VALIDATION_ERROR ["command", "map", 0, 0] "value is not a valid enumeration member" "type_error.enum"
					TINO.JSON TEXT "\\"a\\""   | ERR TEXT takes plain arguments, call it without TINO.JSON
					TINO.JSON TEXT           | ERR TEXT takes plain arguments, call it without TINO.JSON
					""")
	void saysWhichArgumentIsWrongAndNotWhatItWas(String call, String error) {
		run(Arguments.class, (socket) -> {
			assertThat(socket.call(call)).isEqualTo("-" + error);
			assertThat(socket.call("TEXT a")).as("the connection goes on").isEqualTo("<a>");
		});
	}

	record Player(String playerName, @Nullable Long score, Set<String> tags) {
	}

	record Node(List<Object> children) {
	}

	@TinoEndpoint(format = RESP)
	static class Results {

		@TinoCommand
		void nothing() {
		}

		@TinoCommand
		@Nullable String absent() {
			return null;
		}

		@TinoCommand
		CompletionStage<Void> nothingLater() {
			return CompletableFuture.completedFuture(null);
		}

		@TinoCommand
		CompletionStage<List<Integer>> later() {
			return CompletableFuture.completedFuture(List.of(1));
		}

		@TinoCommand
		Mono<Boolean> mono() {
			return Mono.just(true);
		}

		@TinoCommand
		Mono<Void> emptyMono() {
			return Mono.empty();
		}

		@TinoCommand
		List<Player> players() {
			return List.of(new Player("ann", 1L, Set.of("a")), new Player("bob", null, Set.of()));
		}

		@TinoCommand
		Map<String, Double> averages() {
			return Map.of("ann", 1.5);
		}

		@TinoCommand
		Node cycle() {
			Node node = new Node(new ArrayList<>());
			node.children().add("before");
			node.children().add(node);
			return node;
		}

		@TinoCommand(blocking = false)
		List<Object> broken() {
			return List.of("before", new Object());
		}

	}

	@Test
	void answersInTypesOfResp() {
		run(Results.class, (socket) -> {
			assertThat(socket.call("NOTHING")).isEqualTo("+OK");
			assertThat(socket.call("NOTHING_LATER")).isEqualTo("+OK");
			assertThat(socket.call("EMPTY_MONO")).isEqualTo("+OK");
			assertThat(socket.call("ABSENT")).isEqualTo("_");
			assertThat(socket.call("MONO")).isEqualTo(":1");
			assertThat(socket.call("AVERAGES")).isEqualTo("*[ann, 1.5]");
			assertThat(socket.call("PLAYERS"))
				.isEqualTo("*[*[playerName, ann, score, :1, tags, *[a]], *[playerName, bob, score, _, tags, *[]]]");
			socket.call("HELLO 3");
			assertThat(socket.call("LATER")).isEqualTo("*[:1]");
			assertThat(socket.call("MONO")).isEqualTo("#t");
			assertThat(socket.call("AVERAGES")).isEqualTo("%[ann=,1.5]");
			assertThat(socket.call("PLAYERS"))
				.isEqualTo("*[%[playerName=ann, score=:1, tags=~[a]], %[playerName=bob, score=_, tags=~[]]]");
		});
	}

	@Test
	void leavesNothingOfAResultThatCannotBeWritten() {
		run(Results.class, (socket) -> {
			for (String call : List.of("CYCLE", "BROKEN")) {
				assertThat(socket.call(call)).startsWith("-UNEXPECTED_ERROR \"internal error (correlation id ");
				assertThat(socket.call("MONO")).isEqualTo(":1");
			}
		});
	}

	@Test
	void namesOfPropertiesAreThoseOfTheMapper() {
		EndpointServer.run(
				this.contextRunner.withBean(TinoObjectMapperCustomizer.class,
						() -> (mapper) -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)),
				Results.class,
				(socket) -> assertThat(socket.call("PLAYERS")).contains("player_name").doesNotContain("playerName"));
	}

	record User(String name) implements Principal {

		@Override
		public String getName() {
			return this.name;
		}

	}

	@TinoEndpoint(prefix = "mixed", format = RESP)
	static class Mixed {

		@TinoCommand
		String who(int before, @Auth User user, int after) {
			return before + user.name() + after;
		}

		@TinoCommand
		int count(@ConnectionState AtomicInteger count, int by) {
			return count.addAndGet(by);
		}

		@TinoCommand
		int positive(@Positive int value) {
			return value;
		}

		@TinoCommand
		int words(@NotEmpty List<@NotBlank String> words) {
			return words.size();
		}

		@TinoCommand
		void failing(String message) {
			throw new IllegalStateException(message);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MixedConfiguration {

		@Bean
		TinoAuthenticator authenticator() {
			return (credentials, connection) -> new User("tina");
		}

		@Bean
		ConnectionStateFactory<AtomicInteger> counterFactory() {
			return (connection) -> new AtomicInteger();
		}

	}

	@Test
	void everythingElseIsAsWithPayloads() {
		EndpointServer.run(this.contextRunner.withUserConfiguration(MixedConfiguration.class), Mixed.class,
				(socket) -> {
					assertThat(socket.call("MIXED.WHO 1 2"))
						.isEqualTo("-PERMISSION_DENIED MIXED.WHO requires authentication");
					socket.call("AUTH secret");
					assertThat(socket.call("mixed.who 1 2")).isEqualTo("1tina2");
					assertThat(socket.call("MIXED.COUNT 5")).isEqualTo(":5");
					assertThat(socket.call("MIXED.COUNT -2")).isEqualTo(":3");
					assertThat(socket.call("MIXED.POSITIVE 0")).isEqualTo(
							"-VALIDATION_ERROR [\"command\", \"value\"] \"must be greater than 0\" \"value_error.positive\"");
					assertThat(socket.call("MIXED.WORDS")).isEqualTo(
							"-VALIDATION_ERROR [\"command\", \"words\"] \"must not be empty\" \"value_error.not_empty\"");
					assertThat(socket.call("MIXED.WORDS a ''")).isEqualTo(
							"-VALIDATION_ERROR [\"command\", \"words\", 1] \"must not be blank\" \"value_error.not_blank\"");
					assertThat(socket.call("MIXED.FAILING secret")).startsWith("-UNEXPECTED_ERROR")
						.doesNotContain("secret");
				});
	}

	record Money(BigDecimal amount, String currency) {
	}

	@TinoEndpoint(format = RESP)
	static class Bank {

		@TinoCommand
		String pay(Money money, Map<String, Money> others) {
			return money.currency() + others.size();
		}

	}

	static class MoneyConverter implements Converter<String, Money> {

		@Override
		public @Nullable Money convert(String source) {
			if (source.isEmpty()) {
				return null;
			}
			return new Money(new BigDecimal(source.substring(0, source.length() - 3)),
					source.substring(source.length() - 3));
		}

	}

	@Test
	void convertersOfTheApplicationMakeOtherTypes() {
		EndpointServer.run(this.contextRunner.withBean(MoneyConverter.class), Bank.class, (socket) -> {
			assertThat(socket.call("PAY 12.50EUR bob 1USD")).isEqualTo("EUR1");
			assertThat(socket.call("PAY secretEUR"))
				.isEqualTo("-VALIDATION_ERROR [\"command\", \"money\"] \"value is not valid\" \"value_error\"");
			assertThat(socket.call("PAY ''")).as("converted to null")
				.isEqualTo("-VALIDATION_ERROR [\"command\", \"money\"] \"value is not valid\" \"value_error\"");
			assertThat(socket.call("PAY 1EUR bob secret"))
				.isEqualTo("-VALIDATION_ERROR [\"command\", \"others\", 0, 1] \"value is not valid\" \"value_error\"");
		});
	}

	@Test
	void theConversionServiceOfTheApplicationGoesFirst() {
		DefaultConversionService conversions = new DefaultConversionService();
		conversions.addConverter(new MoneyConverter());
		EndpointServer.run(
				this.contextRunner.withBean("conversionService", DefaultConversionService.class, () -> conversions),
				Bank.class, (socket) -> assertThat(socket.call("PAY 1EUR")).isEqualTo("EUR0"));
	}

	private void run(Class<?> endpoint, Consumer<RespSocket> test) {
		EndpointServer.run(this.contextRunner, endpoint, test);
	}

}
