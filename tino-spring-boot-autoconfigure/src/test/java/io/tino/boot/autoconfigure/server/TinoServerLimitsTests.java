package io.tino.boot.autoconfigure.server;

import java.time.Duration;

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
	@CsvSource({ "output.hard-limit, 65535", "output.soft-limit, 65535", "output.total-limit, 65535",
			"output.grace-period, -1s" })
	void aLimitThatMakesNoSenseIsRefused(String name, String value) {
		this.contextRunner.withPropertyValues("tino.server.limits." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.server.limits." + name)));
	}

}
