package io.tino.spring.endpoint;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.core.convert.converter.Converter;

import io.tino.command.CallContext;
import io.tino.command.Command;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for parameters that are what a call brings along besides its arguments.
 */
@NullMarked
class EndpointContextTests {

	record Tenant(String name) {
	}

	static final class TenantConverter implements Converter<String, Tenant> {

		@Override
		public Tenant convert(String source) {
			if (source.isEmpty()) {
				throw new IllegalArgumentException("A tenant has a name");
			}
			return new Tenant(source);
		}

	}

	interface Audited {

		@TinoCommand
		String audited(@TinoHeader("User") String user);

	}

	@TinoEndpoint
	static class Headers implements Audited {

		@TinoCommand
		String text(int a, @TinoHeader("X-Tenant") String tenant, int b) {
			return a + tenant + b;
		}

		@TinoCommand
		String named(@TinoHeader String requestId, @TinoHeader String tenantURL) {
			return requestId + " " + tenantURL;
		}

		@TinoCommand
		String converted(@TinoHeader Tenant tenant, @TinoHeader int number, @TinoHeader Duration timeout,
				@TinoHeader DayOfWeek day) {
			return tenant + " " + number + " " + timeout + " " + day;
		}

		@TinoCommand
		String optional(@TinoHeader @Nullable String first, @TinoHeader Optional<Tenant> second,
				@TinoHeader OptionalInt third) {
			return first + " " + second + " " + third;
		}

		@TinoCommand
		String validated(@TinoHeader("tenant") @NotBlank @Size(max = 3) String name) {
			return name;
		}

		@Override
		public String audited(String user) {
			return user;
		}

		@TinoCommand
		@Nullable String all(TinoHeaders headers) {
			return headers.get("Tenant") + " " + headers.contains("TENANT") + " " + headers.get("other") + " "
					+ headers.names();
		}

		@TinoCommand
		String left(CallContext context) {
			Duration remaining = context.remaining();
			return (remaining != null) ? remaining + " " + context.headers() : "any time";
		}

	}

	@Test
	void headersAreNoArguments() {
		assertThat(call("TEXT", Map.of("x-tenant", "t"), "1", "2")).isEqualTo("\"1t2\"");
		run((commands) -> assertThat(commands.get("TEXT").spec().arguments()).hasSize(2));
	}

	@Test
	void headersAreNamedAfterParameters() {
		assertThat(call("NAMED", Map.of("request-id", "r", "tenant-url", "u"))).isEqualTo("\"r u\"");
	}

	@Test
	void headersAreConverted() {
		Map<String, String> headers = Map.of("tenant", "t", "number", "7", "timeout", "PT2S", "day", "monday");
		assertThat(call("CONVERTED", headers)).isEqualTo("\"Tenant[name=t] 7 PT2S MONDAY\"");
	}

	@Test
	void headersMayBeMissingThatAreOptional() {
		assertThat(call("OPTIONAL", Map.of())).isEqualTo("\"null Optional.empty OptionalInt.empty\"");
		assertThat(call("OPTIONAL", Map.of("first", "", "second", "t", "third", "3")))
			.isEqualTo("\" Optional[Tenant[name=t]] OptionalInt[3]\"");
	}

	@Test
	void annotationsMayStandOnAnInterface() {
		assertThat(call("AUDITED", Map.of("user", "tina"))).isEqualTo("\"tina\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			TEXT      | tenant | t    | ["header", "x-tenant"] "field required" "value_error.missing"
			CONVERTED | tenant | ``   | ["header", "tenant"] "value is not valid" "value_error"
			CONVERTED | number | 1.5  | ["header", "number"] "value is not a valid integer" "type_error.integer"
			CONVERTED | day    | noon | ["header", "day"] "value is not a valid enumeration member" "type_error.enum"
			VALIDATED | tenant | ` `  | ["header", "tenant"] "must not be blank" "value_error.not_blank"
			VALIDATED | tenant | long | ["header", "tenant"] "size must be between 0 and 3" "value_error.size"
			""")
	void callersAreToldWhichHeaderIsWrong(String command, String header, String value, String error) {
		Map<String, String> headers = new LinkedHashMap<>(
				Map.of("tenant", "t", "number", "7", "timeout", "PT2S", "day", "MONDAY"));
		headers.put(header, value);
		assertThat(call(command, headers, "1", "2")).isEqualTo("VALIDATION_ERROR " + error);
	}

	@Test
	void aMethodMayTakeAllHeaders() {
		assertThat(call("ALL", Map.of("tenant", "t"))).isEqualTo("\"t true null [tenant]\"");
	}

	@Test
	void aMethodMayAskForTheTimeThatIsLeft() {
		assertThat(call("LEFT", CallContext.EMPTY)).isEqualTo("\"any time\"");
		assertThat(call("LEFT", CallContext.of(Map.of("tenant", "t"), Duration.ofSeconds(2), () -> 5)))
			.isEqualTo("\"PT2S {tenant=t}\"");
	}

	@Test
	void theServerIsToldWhichHeadersAreDeclared() {
		EndpointServer.contextRunner()
			.withUserConfiguration(Headers.class)
			.withBean(TenantConverter.class)
			.run((context) -> assertThat(context.getBean(EndpointCommands.class).headers()).containsExactlyInAnyOrder(
					"x-tenant", "request-id", "tenant-url", "tenant", "number", "timeout", "day", "first", "second",
					"third", "user"));
	}

	@TinoEndpoint
	static class ListOfHeader {

		@TinoCommand
		void call(@TinoHeader List<String> tenants) {
		}

	}

	@TinoEndpoint
	static class ReservedHeader {

		@TinoCommand
		void call(@TinoHeader("Deadline-MS") String deadline) {
		}

	}

	@Test
	void headersThatCannotBeTakenAreRefusedAtStartup() {
		assertThatFails(ListOfHeader.class, "Parameter 'tenants' of ",
				"a java.util.List<java.lang.String>, " + "which no header is converted to");
		assertThatFails(ReservedHeader.class, "is the header 'Deadline-MS', which the protocol keeps to itself");
	}

	private static void assertThatFails(Class<?> endpoint, String... message) {
		EndpointServer.contextRunner()
			.withUserConfiguration(endpoint)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidEndpointException.class)
				.message()
				.contains(message));
	}

	private static @Nullable String call(String command, Map<String, String> headers, String... arguments) {
		return call(command, CallContext.of(headers, null, () -> 0), arguments);
	}

	private static @Nullable String call(String command, CallContext context, String... arguments) {
		StubCall call = new StubCall(context, arguments);
		run((commands) -> call.run(commands.get(command)));
		return call.answer.getNow("no answer");
	}

	private static void run(Consumer<Map<String, Command>> test) {
		EndpointServer.contextRunner()
			.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withUserConfiguration(Headers.class)
			.withBean(TenantConverter.class)
			.run((context) -> {
				Map<String, Command> commands = new LinkedHashMap<>();
				context.getBean(EndpointCommands.class)
					.find()
					.forEach((command) -> commands.put(command.spec().name(), command));
				test.accept(commands);
			});
	}

}
