package io.tino.boot.autoconfigure.server;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Limits;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Output;
import io.tino.server.TinoAuthenticator;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the limits of the server as properties.
 */
class TinoServerLimitsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
		.withUserConfiguration(Texts.class)
		.withPropertyValues("tino.server.port=0");

	@TinoEndpoint
	static class Texts {

		@TinoCommand
		String repeat(int times) {
			return "x".repeat(times);
		}

		@TinoCommand
		Stream<String> letters() {
			return Stream.of("a", "b", "c");
		}

	}

	@Test
	void defaultsAreThoseOfRedisWhereItHasThem() {
		Limits limits = new Limits();
		assertThat(limits.getMaxConnections()).isEqualTo(10_000);
		assertThat(limits.getMaxConnectionsPerAddress()).isNull();
		assertThat(limits.getMaxArguments()).isEqualTo(1024 * 1024);
		assertThat(limits.getMaxArgumentSize()).isEqualTo(DataSize.ofMegabytes(512));
		assertThat(limits.getMaxInlineSize()).isEqualTo(DataSize.ofKilobytes(64));
		assertThat(limits.getMaxQueuedRequests()).isEqualTo(10_000);
		assertThat(limits.getMaxSubscriptions()).isEqualTo(10_000);
		assertThat(limits.getMaxCursors()).isEqualTo(100);
		assertThat(limits.getCursorTimeout()).isEqualTo(Duration.ofSeconds(60));
		assertThat(limits.getAuthenticationTimeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(limits.getMaxAuthenticationFailures()).isEqualTo(5);
		assertThat(limits.getAuthenticationFailureDelay()).isEqualTo(Duration.ofMillis(100));
		assertThat(limits.getIdleTimeout()).isZero();
		assertThat(limits.getUnauthenticated().getMaxArguments()).isEqualTo(10);
		assertThat(limits.getUnauthenticated().getMaxArgumentSize()).isEqualTo(DataSize.ofKilobytes(16));
		assertThat(limits.getUnauthenticated().getMaxRequestSize()).isEqualTo(DataSize.ofKilobytes(64));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					max-connections=1             |                           | -ERR max number of clients reached
					max-connections-per-address=1 |                           | -ERR max number of clients of this address reached
					max-arguments=2               | *3~                      | -ERR Protocol error: invalid multibulk length
					max-argument-size=10          | *1~$11~                 | -ERR Protocol error: invalid bulk length
					max-inline-size=10            | PING hellohello           | -ERR Protocol error: too big inline request
					max-queued-requests=1         | MULTI~PING~PING~QUIT~ | +OK~+QUEUED~-OVERLOADED transaction has too many requests~+OK
					max-subscriptions=1           | SUBSCRIBE a b~QUIT~     | -ERR a connection may have 1 subscriptions~+OK
					max-cursors=1                 | TINO.FORMAT json~ITER 1 LETTERS~ITER 1 LETTERS~QUIT~ | +OK~*2~$1~1~*1~$3~"a"~-OVERLOADED connection has 1 open cursors~+OK
					idle-timeout=1                | PING~                    | +PONG
					unauthenticated.max-arguments=3      | *4~               | -ERR Protocol error: unauthenticated multibulk length
					unauthenticated.max-argument-size=10 | *1~$11~          | -ERR Protocol error: unauthenticated bulk length
					unauthenticated.max-request-size=90  | AUTH a @~QUIT~   | -PAYLOAD_TOO_LARGE request exceeds 90 bytes~+OK
					authentication-timeout=1      | PING~                    | -NOAUTH Authentication required.
					max-authentication-failures=1 | AUTH wrong~              | -WRONGPASS invalid username-password pair or user is disabled.
					""")
	void limitsBind(String property, String request, String answer) {
		this.contextRunner.withPropertyValues("tino.server.limits." + property)
			.withBean(TinoAuthenticator.class, () -> (credentials, connection) -> null)
			.withPropertyValues("tino.server.authentication-required=" + property.contains("authenticat"),
					"tino.server.limits.authentication-failure-delay=0")
			.run((context) -> {
				int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
				try (RespSocket first = RespSocket.connect(port)) {
					first.send("PING\r\n").read();
					try (RespSocket socket = RespSocket.connect(port)) {
						socket
							.send(((request != null) ? request : "").replace("~", "\r\n").replace("@", "x".repeat(90)));
						assertThat(socket.readToEnd()).isEqualTo(answer.replace("~", "\r\n") + "\r\n");
					}
				}
			});
	}

	@Test
	void outputIsLimitedAsForSubscribersOfRedis() {
		Output output = new Limits().getOutput();
		assertThat(output.getHardLimit()).isEqualTo(DataSize.ofMegabytes(32));
		assertThat(output.getSoftLimit()).isEqualTo(DataSize.ofMegabytes(8));
		assertThat(output.getGracePeriod()).isEqualTo(Duration.ofMinutes(1));
		assertThat(output.getTotalLimit()).isNull();
	}

	@Test
	void connectionsMayHaveAMaximumAge() {
		this.contextRunner
			.withPropertyValues("tino.server.limits.max-connection-age=100ms", "tino.server.handover.timeout=1",
					"tino.server.handover.endpoint=tino.example:7778")
			.run((context) -> {
				int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
				try (RespSocket socket = RespSocket.connect(port)) {
					socket.send("HELLO 3\r\nCLIENT MAINT_NOTIFICATIONS ON\r\n").read(2);
					assertThat(socket.readToEnd()).startsWith(">4\r\n$6\r\nMOVING\r\n")
						.endsWith("\r\n:1\r\n$17\r\ntino.example:7778\r\n");
				}
			});
	}

	@Test
	void connectionsMayBecomeAsOldAsTheyLikeByDefault() {
		TinoServerProperties properties = new TinoServerProperties();
		assertThat(properties.getLimits().getMaxConnectionAge()).isZero();
		assertThat(properties.getHandover().getTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.getHandover().getEndpoint()).isNull();
	}

	@Test
	void outputLimitsBind() {
		this.contextRunner
			.withPropertyValues("tino.server.limits.output.hard-limit=131072",
					"tino.server.limits.output.soft-limit=64KB", "tino.server.limits.output.grace-period=5",
					"tino.server.limits.output.total-limit=1MB")
			.run((context) -> {
				Output output = context.getBean(TinoServerProperties.class).getLimits().getOutput();
				assertThat(output.getSoftLimit()).isEqualTo(DataSize.ofKilobytes(64));
				assertThat(output.getGracePeriod()).isEqualTo(Duration.ofSeconds(5));
				assertThat(output.getTotalLimit()).isEqualTo(DataSize.ofMegabytes(1));
				int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
				try (RespSocket socket = RespSocket.connect(port)) {
					assertThat(socket.json("REPEAT 100000")).hasSize(100_002);
					assertThat(socket.send("TINO.JSON REPEAT 200000\r\n").readToEnd()).isEmpty();
				}
			});
	}

	@ParameterizedTest
	@CsvSource({ "max-connections, 0", "max-connections-per-address, 0", "max-arguments, 0", "max-argument-size, 0",
			"max-inline-size, 2GB", "max-queued-requests, 0", "max-subscriptions, 0", "max-cursors, 0",
			"cursor-timeout, -1s", "authentication-timeout, -1s", "max-authentication-failures, 0",
			"authentication-failure-delay, -1ms", "idle-timeout, -1s", "max-connection-age, -1s",
			"unauthenticated.max-arguments, 0", "unauthenticated.max-argument-size, 0",
			"unauthenticated.max-request-size, 0", "output.hard-limit, 65535", "output.soft-limit, 65535",
			"output.total-limit, 65535", "output.grace-period, -1s" })
	void aLimitThatMakesNoSenseIsRefused(String name, String value) {
		this.contextRunner.withPropertyValues("tino.server.limits." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("tino.server.limits." + name);
					assertThat(ex.getReason()).contains("must").doesNotContain("[");
				}));
	}

}
