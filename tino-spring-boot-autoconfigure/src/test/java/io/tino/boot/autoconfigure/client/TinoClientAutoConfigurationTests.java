package io.tino.boot.autoconfigure.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.security.Principal;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.NettyTinoClient;
import io.tino.client.TinoClient;
import io.tino.client.TinoCommandException;
import io.tino.client.TinoConnectionException;
import io.tino.client.TinoTimeoutException;
import io.tino.command.TinoConnection;
import io.tino.server.TinoAuthenticator;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.Auth;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TinoClientAutoConfiguration}.
 */
class TinoClientAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class))
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
		String connectionName(TinoConnection connection) {
			return String.valueOf(connection.name());
		}

		@TinoCommand
		void sleep(long millis) throws InterruptedException {
			Thread.sleep(millis);
		}

	}

	@TinoEndpoint
	static class Guarded {

		@TinoCommand
		String whoami(@Auth Principal principal) {
			return principal.getName();
		}

	}

	@ParameterizedTest
	@CsvSource({ "timeout,0", "timeout,2600000h", "connect-timeout,-1s", "max-connections,0", "max-sessions,0",
			"max-pending-calls,0", "max-pending-bytes,0", "min-backoff,0", "max-backoff,400d", "dns-refresh-interval,0",
			"event-loops,0" })
	void valuesThatMakeNoSenseAreRefusedByTheirNames(String name, String value) {
		this.contextRunner.withPropertyValues("tino.client." + name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.client." + name)));
	}

	@Test
	void callsTheServerOfTheApplicationUnlessToldOtherwise() {
		this.contextRunner.withUserConfiguration(Calculator.class)
			.run((context) -> assertThat(
					context.getBean(TinoTemplate.class).call("ADD", Integer.class, 1, new NumberInput(2)))
				.isEqualTo(3));
		this.contextRunner.withUserConfiguration(Calculator.class)
			.withPropertyValues("tino.server.address=0.0.0.0", "tino.server.protected-mode=false")
			.run((context) -> assertThat(
					context.getBean(TinoTemplate.class).call("ADD", Integer.class, 1, new NumberInput(2)))
				.isEqualTo(3));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void whenTheApplicationStopsItsOwnServerIsNotWarnedOf(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Calculator.class)
			.run((context) -> assertThat(
					context.getBean(TinoTemplate.class).call("ADD", Integer.class, 1, new NumberInput(2)))
				.isEqualTo(3));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void callsTheServerThatItIsTold() {
		try (ScriptedServer other = new ScriptedServer((client) -> {
			client.read();
			client.send("%0\r\n");
			client.read();
			client.send("$1\r\n\u002a\r\n");
			client.read();
		})) {
			this.contextRunner.withPropertyValues("tino.client.address=localhost:" + other.address().getPort())
				.run((context) -> assertThat(context.getBean(TinoTemplate.class).call("ANSWER", Integer.class))
					.isEqualTo(42));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ROUND_ROBIN", "least-outstanding" })
	void callsAllServersThatItIsTold(String loadBalancing) {
		try (ScriptedServer red = answering("red"); ScriptedServer blue = answering("blue")) {
			this.contextRunner
				.withPropertyValues("tino.client.address[0]=127.0.0.1:" + red.address().getPort(),
						"tino.client.address[1]=127.0.0.1:" + blue.address().getPort(),
						"tino.client.load-balancing=" + loadBalancing)
				.run((context) -> {
					TinoTemplate template = context.getBean(TinoTemplate.class);
					await().untilAsserted(() -> assertThat(
							List.of(template.call("NAME", String.class), template.call("NAME", String.class)))
						.containsExactlyInAnyOrder("red", "blue"));
				});
		}
	}

	private static ScriptedServer answering(String text) {
		return new ScriptedServer((client) -> {
			client.read();
			client.send("%0\r\n");
			while (client.read() != null) {
				client.send("$" + (text.length() + 1) + "\r\n" + (char) (0xa0 + text.length()) + text + "\r\n");
			}
		});
	}

	@Test
	void whenOneServerIsNotThereCallsTheOthers() {
		try (ScriptedServer red = answering("red")) {
			this.contextRunner
				.withPropertyValues(
						"tino.client.address=127.0.0.1:" + freePort() + ", 127.0.0.1:" + red.address().getPort())
				.run((context) -> {
					for (int i = 0; i < 10; i++) {
						assertThat(context.getBean(TinoTemplate.class).call("NAME", String.class)).isEqualTo("red");
					}
				});
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void startsWithoutAServer() {
		this.contextRunner.withPropertyValues("tino.client.address=127.0.0.1:" + freePort()).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatExceptionOfType(TinoConnectionException.class)
				.isThrownBy(() -> context.getBean(TinoTemplate.class).ping())
				.withMessageContaining("Cannot connect to 127.0.0.1");
		});
	}

	@Test
	void bindsProperties() {
		this.contextRunner.withUserConfiguration(Calculator.class, Guarded.class)
			.withBean(TinoAuthenticator.class,
					() -> (credentials, connection) -> "tinaspassword".equals(credentials.password())
							? () -> "user " + credentials.username() : null)
			.withPropertyValues("tino.client.username=tina", "tino.client.password=tinaspassword",
					"tino.client.name=my-name", "tino.client.timeout=1s", "tino.client.connect-timeout=2s",
					"tino.client.max-connections=1", "tino.client.max-pending-calls=10")
			.run((context) -> {
				TinoTemplate template = context.getBean(TinoTemplate.class);
				assertThat(template.call("WHOAMI", String.class)).isEqualTo("user tina");
				assertThat(template.call("CONNECTION_NAME", String.class)).isEqualTo("my-name");
				assertThatExceptionOfType(TinoTimeoutException.class)
					.isThrownBy(() -> template.call("SLEEP", Void.class, 10_000))
					.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
			});
	}

	@Test
	void connectionsAreNamedAfterTheApplication() {
		this.contextRunner.withUserConfiguration(Calculator.class)
			.withPropertyValues("spring.application.name=My Application")
			.run((context) -> assertThat(context.getBean(TinoTemplate.class).call("CONNECTION_NAME", String.class))
				.isEqualTo("My-Application"));
	}

	@Test
	void aWrongPasswordIsToldAsTheServerTellsIt() {
		this.contextRunner.withUserConfiguration(Calculator.class)
			.withBean(TinoAuthenticator.class, () -> (credentials, connection) -> null)
			.withPropertyValues("tino.client.password=wrong")
			.run((context) -> assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> context.getBean(TinoTemplate.class).ping())
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("WRONGPASS")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:", ":7777", "localhost:0", "localhost:99999", "localhost:x",
			"redis://localhost:7777", "::1:7777", "a:1,b", "a:1,,b:2", "unix:" })
	void refusesAddressesThatAreNone(String address) {
		this.contextRunner.withPropertyValues("tino.client.address=" + address)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasStackTraceContaining("tino.client.address"));
	}

	@Test
	void customizersHaveTheLastWord() {
		this.contextRunner.withUserConfiguration(Calculator.class)
			.withPropertyValues("tino.client.timeout=10s")
			.withBean(TinoClientCustomizer.class, () -> (builder) -> builder.timeout(Duration.ofMillis(100)))
			.run((context) -> assertThatExceptionOfType(TinoTimeoutException.class)
				.isThrownBy(() -> context.getBean(TinoTemplate.class).call("SLEEP", Void.class, 1_000)));
	}

	@Test
	void whenDisabledThereIsNoClient() {
		this.contextRunner.withPropertyValues("tino.client.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(TinoClient.class)
				.doesNotHaveBean(TinoTemplate.class));
	}

	@Test
	void whenUserDefinesClientAutoConfiguredClientBacksOff() {
		TinoClient client = mock(TinoClient.class);
		this.contextRunner.withBean("customClient", TinoClient.class, () -> client)
			.run((context) -> assertThat(context).doesNotHaveBean(NettyTinoClient.class)
				.hasSingleBean(TinoClient.class)
				.hasSingleBean(TinoTemplate.class));
	}

	@Test
	void whenUserDefinesTemplateAutoConfiguredTemplateBacksOff() {
		this.contextRunner
			.withBean("customTemplate", TinoTemplate.class, () -> new TinoTemplate(mock(TinoClient.class)))
			.run((context) -> assertThat(context).getBeanNames(TinoTemplate.class).containsExactly("customTemplate"));
	}

}
