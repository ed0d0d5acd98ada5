package io.tino.boot.autoconfigure.client;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoCommandException;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the properties below {@code tino.client.retry}.
 */
class TinoClientRetryTests {

	private static final AtomicInteger calls = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class))
		.withUserConfiguration(Busy.class)
		.withPropertyValues("tino.server.port=0", "tino.client.retry.delay=1ms", "tino.client.retry.jitter=0");

	@TinoEndpoint
	static class Busy {

		@TinoCommand
		int read(int failures) {
			int call = calls.incrementAndGet();
			if (call <= failures) {
				throw new CommandException(ErrorCode.OVERLOADED, "busy");
			}
			return call;
		}

	}

	@BeforeEach
	void reset() {
		calls.set(0);
	}

	@Test
	void idempotentCallsAreMadeAgain() {
		this.contextRunner
			.run((context) -> assertThat(template(context).idempotent().call("READ", Integer.class, 4)).isEqualTo(5));
	}

	@Test
	void othersAreNot() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(TinoCommandException.class)
			.isThrownBy(() -> template(context).call("READ", Integer.class, 1)));
		assertThat(calls).hasValue(1);
	}

	@Test
	void theNumberOfAttemptsIsLimited() {
		this.contextRunner.withPropertyValues("tino.client.retry.max-attempts=2")
			.run((context) -> assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> template(context).idempotent().call("READ", Integer.class, 4)));
		assertThat(calls).hasValue(2);
	}

	@Test
	void oneAttemptIsNone() {
		this.contextRunner.withPropertyValues("tino.client.retry.max-attempts=1")
			.run((context) -> assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> template(context).idempotent().call("READ", Integer.class, 4)));
		assertThat(calls).hasValue(1);
	}

	@Test
	void pausesTakeNoMoreThanTheTimeout() {
		this.contextRunner
			.withPropertyValues("tino.client.retry.delay=1h", "tino.client.retry.max-delay=1h",
					"tino.client.timeout=20s")
			.run((context) -> assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> template(context).idempotent().call("READ", Integer.class, 1)));
		assertThat(calls).hasValue(1);
	}

	@ParameterizedTest
	@CsvSource({ "max-attempts,0", "delay,-1s", "multiplier,0.5", "max-delay,0", "jitter,-1s" })
	void valuesThatMakeNoSenseAreRefusedByTheirNames(String name, String value) {
		this.contextRunner.withPropertyValues("tino.client.retry." + name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.client.retry." + name)));
	}

	private static TinoTemplate template(ApplicationContext context) {
		return context.getBean(TinoTemplate.class);
	}

}
