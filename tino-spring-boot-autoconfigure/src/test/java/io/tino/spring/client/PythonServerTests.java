package io.tino.spring.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ParameterizedTypeReference;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.client.TinoCommandException;
import io.tino.client.TinoConnectionException;
import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TinoTemplate} against a server in Python that knows no {@code HELLO}.
 */
class PythonServerTests {

	private static Process server;

	private static int port;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoClientAutoConfiguration.class))
		.withPropertyValues("tino.client.address=127.0.0.1:" + port);

	record NumberInput(int value) {
	}

	@BeforeAll
	static void startServer() throws IOException {
		String python = ForeignTool.requirePython("msgpack");
		server = new ProcessBuilder(python, "src/test/python/tino_server.py")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
		port = Integer.parseInt(output.readLine());
	}

	@AfterAll
	static void stopServer() {
		if (server != null) {
			server.destroy();
		}
	}

	@Test
	void callsAndDecodesReplies() {
		this.contextRunner.run((context) -> {
			TinoTemplate tino = context.getBean(TinoTemplate.class);
			tino.ping();
			assertThat(tino.call("ADD", Integer.class, 1, new NumberInput(2))).isEqualTo(3);
			assertThat(tino.call("ECHO_VALUE", String.class, "h\u00e9\ud83d\ude00")).isEqualTo("h\u00e9\ud83d\ude00");
			assertThat(tino.call("ECHO_VALUE", byte[].class, (Object) new byte[] { 0, 1 })).containsExactly(0, 1);
			assertThat(tino.call("ECHO_VALUE", new ParameterizedTypeReference<Map<String, List<NumberInput>>>() {
			}, Map.of("numbers", List.of(new NumberInput(7)))))
				.isEqualTo(Map.of("numbers", List.of(new NumberInput(7))));
			assertThat(tino.call("ECHO_VALUE", Object.class, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
			assertThat(tino.call("ECHO_VALUE", Object.class, (Object) null)).isNull();
		});
	}

	@Test
	void callsOfOneThreadShareTheStateOfAConnection() {
		this.contextRunner.run((context) -> {
			TinoTemplate tino = context.getBean(TinoTemplate.class);
			assertThat(tino.call("INCREMENT", Void.class, 5)).isNull();
			assertThat(tino.call("INCREMENT", Integer.class, 2)).isNull();
			assertThat(tino.call("GET_COUNT", Integer.class)).isEqualTo(7);
		});
	}

	@Test
	void callsWhatAnswersInOrder() {
		this.contextRunner
			.run((context) -> new InOrderCalls(context.getBean(TinoTemplate.class), "ECHO_VALUE", "HANG").check());
	}

	@Test
	void authenticatesByABarePassword() {
		this.contextRunner.withPropertyValues("tino.client.password=tinaspassword")
			.run((context) -> assertThat(context.getBean(TinoTemplate.class).call("WHOAMI", String.class))
				.isEqualTo("tina"));
		this.contextRunner.withPropertyValues("tino.client.password=wrong")
			.run((context) -> assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> context.getBean(TinoTemplate.class).call("WHOAMI", String.class))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("PERMISSION_DENIED")));
	}

	@Test
	void goesOnAfterErrorsThatCloseTheConnection() {
		this.contextRunner.run((context) -> {
			TinoTemplate tino = context.getBean(TinoTemplate.class);
			assertThatExceptionOfType(TinoCommandException.class).isThrownBy(() -> tino.call("NOPE", Integer.class))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("INVALID_COMMAND"));
			await().ignoreExceptionsInstanceOf(TinoConnectionException.class)
				.untilAsserted(() -> assertThat(tino.call("ADD", Integer.class, 1, new NumberInput(2))).isEqualTo(3));
			assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> tino.call("ADD", Integer.class, "x", new NumberInput(2)))
				.satisfies((ex) -> assertThat(ex.detail())
					.isEqualTo("[\"command\", \"a\"] \"value is not a valid integer\" \"type_error.integer\""));
		});
	}

}
