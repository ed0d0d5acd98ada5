package io.tino.boot.autoconfigure.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TinoMultiplexingProperties} as a server follows them.
 */
class TinoServerMultiplexingTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
		.withUserConfiguration(Repeater.class)
		.withPropertyValues("tino.server.port=0");

	private String exchange(int port, String... requests) {
		try (RespSocket socket = RespSocket.connect(port)) {
			socket.send("HELLO 3\r\nTINO.FORMAT json\r\n");
			for (String request : requests) {
				socket.send(request + "\r\n");
			}
			return socket.send("QUIT\r\n").readToEnd();
		}
	}

	@Test
	void defaultsAreThoseOfTheServer() {
		TinoMultiplexingProperties properties = new TinoMultiplexingProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getMaxConcurrentCalls()).isEqualTo(10_000);
		assertThat(properties.getMaxBytesInFlight()).isEqualTo(DataSize.ofMegabytes(64));
		assertThat(properties.getMaxHeaderSize()).isEqualTo(DataSize.ofKilobytes(8));
		assertThat(properties.getChunkSize()).isEqualTo(DataSize.ofKilobytes(64));
		assertThat(properties.getWindowSize()).isEqualTo(DataSize.ofMegabytes(1));
	}

	@Test
	void callsNeedNotWaitUnlessThatIsOff() {
		String request = "TINO.CALL 7 \"\" REPEAT 3";
		this.contextRunner.run((context) -> assertThat(exchange(port(context), request))
			.contains(">3\r\n$10\r\ntino.reply\r\n:7\r\n$5\r\n\"xxx\"\r\n"));
		this.contextRunner.withPropertyValues("tino.server.multiplexing.enabled=false")
			.run((context) -> assertThat(exchange(port(context), request)).contains("-INVALID_COMMAND TINO.CALL\r\n")
				.doesNotContain("tino_max_calls"));
	}

	@Test
	void limitsBind() {
		this.contextRunner
			.withPropertyValues("tino.server.multiplexing.max-concurrent-calls=77",
					"tino.server.multiplexing.max-bytes-in-flight=1MB", "tino.server.multiplexing.max-header-size=16",
					"tino.server.multiplexing.chunk-size=1024", "tino.server.multiplexing.window-size=2048")
			.run((context) -> {
				String sent = exchange(port(context), "TINO.CALL 1 \"\" REPEAT 2000",
						"TINO.CALL 2 " + "x".repeat(17) + " REPEAT 1");
				assertThat(sent).contains("tino_max_calls\r\n:77\r\n")
					.contains("tino_window\r\n:2048\r\n")
					.contains("tino.chunk\r\n:1\r\n")
					.contains("PAYLOAD_TOO_LARGE headers exceed 16 bytes");
			});
	}

	@ParameterizedTest
	@CsvSource({ "max-concurrent-calls, 0", "max-bytes-in-flight, 0", "max-header-size, 0", "chunk-size, 1023",
			"window-size, 1023" })
	void aLimitThatMakesNoSenseIsRefused(String name, String value) {
		this.contextRunner.withPropertyValues("tino.server.multiplexing." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("tino.server.multiplexing." + name));
	}

	private static int port(ApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
	}

	@TinoEndpoint
	static class Repeater {

		@TinoCommand(blocking = false)
		String repeat(int times) {
			return "x".repeat(times);
		}

	}

}
