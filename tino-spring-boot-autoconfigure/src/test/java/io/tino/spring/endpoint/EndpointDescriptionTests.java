package io.tino.spring.endpoint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoPortInfoApplicationContextInitializer;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.command.TinoConnection;
import io.tino.testing.RespSocket;

import static io.tino.spring.endpoint.TinoEndpoint.Format.RESP;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@code COMMAND DOCS} and {@code COMMAND INFO} say of endpoints.
 */
@NullMarked
class EndpointDescriptionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
		.withPropertyValues("tino.server.port=0");

	record NumberInput(int value) {
	}

	@TinoEndpoint
	static class Calculator {

		@TinoCommand
		int add(int a, NumberInput b) {
			return a + b.value();
		}

		@TinoCommand
		void types(long l, @Nullable Double d, BigDecimal decimal, boolean bool, int... numbers) {
		}

		@TinoCommand
		void optional(TinoConnection connection, @Nullable String first, String second, Optional<Integer> third,
				OptionalLong fourth, OptionalDouble fifth) {
		}

	}

	@TinoEndpoint(group = "notes and such")
	static class Described {

		@TinoCommand(value = "NOTE", summary = "Keeps a note", since = "2.1.0", blocking = false)
		String keep(String text) {
			return text;
		}

	}

	@TinoEndpoint(prefix = "native", format = RESP)
	static class Native {

		@TinoCommand
		void choose(TimeUnit unit, boolean flag, Optional<Precision> precision) {
		}

		@TinoCommand
		void sum(double first, long... rest) {
		}

		@TinoCommand
		void set(String name, Map<String, Integer> scores) {
		}

		@TinoCommand
		void tags(List<Precision> tags) {
		}

	}

	enum Precision {

		LOW, HIGH

	}

	@Test
	void describesArgumentsByTheirValues() {
		assertThat(docs("ADD")).isEqualTo("%[add=%[summary=Calls Calculator.add, since=1.0.0, group=calculator, "
				+ "arguments=*[%[name=a, type=integer, display_text=a], %[name=b, type=string, display_text=b]]]]");
		assertThat(docs("TYPES")).contains("name=l, type=integer", "name=d, type=double", "name=decimal, type=double",
				"name=bool, type=string", "name=numbers, type=string");
	}

	@Test
	void argumentsAreOptionalThatMayBeLeftOut() {
		assertThat(docs("OPTIONAL")).doesNotContain("connection")
			.contains("%[name=first, type=string, display_text=first], %[name=second",
					"%[name=third, type=integer, display_text=third, flags=~[+optional]]",
					"%[name=fourth, type=integer, display_text=fourth, flags=~[+optional]]",
					"%[name=fifth, type=double, display_text=fifth, flags=~[+optional]]");
		assertThat(call("COMMAND INFO OPTIONAL")).startsWith("*[*[optional, :-3, ~[], ");
	}

	@Test
	void saysWhatTheAnnotationsSay() {
		assertThat(docs("NOTE")).startsWith("%[note=%[summary=Keeps a note, since=2.1.0, group=notes and such, ");
		assertThat(call("COMMAND INFO NOTE")).startsWith("*[*[note, :2, ~[+fast], ");
	}

	@Test
	void describesPlainArgumentsAsTheyAreWritten() {
		String choice = "type=oneof, %sarguments=*[%%[name=low, type=pure-token, display_text=low, token=LOW], "
				+ "%%[name=high, type=pure-token, display_text=high, token=HIGH]]]";
		assertThat(docs("NATIVE.CHOOSE")).contains("%[name=unit, type=oneof, arguments=*[%[name=nanoseconds",
				"%[name=flag, type=oneof, arguments=*[%[name=true",
				"%[name=precision, " + choice.formatted("flags=~[+optional], "));
		assertThat(docs("NATIVE.TAGS")).contains("%[name=tags, " + choice.formatted("flags=~[+optional, +multiple], "));
		assertThat(docs("NATIVE.SUM")).contains("%[name=first, type=double, display_text=first]",
				"%[name=rest, type=integer, display_text=rest, flags=~[+optional, +multiple]]");
		assertThat(docs("NATIVE.SET")).contains("%[name=scores, type=block, flags=~[+optional, +multiple], "
				+ "arguments=*[%[name=key, type=string, display_text=key], "
				+ "%[name=value, type=integer, display_text=value]]]");
		assertThat(call("COMMAND INFO NATIVE.SET")).startsWith("*[*[native.set, :-2, ");
	}

	private String docs(String command) {
		return call("COMMAND DOCS " + command);
	}

	private String call(String request) {
		List<String> reply = new ArrayList<>();
		this.contextRunner.withUserConfiguration(Calculator.class, Described.class, Native.class).run((context) -> {
			assertThat(context).hasNotFailed();
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				socket.call("HELLO 3");
				reply.add(socket.call(request));
			}
		});
		return reply.get(0);
	}

}
