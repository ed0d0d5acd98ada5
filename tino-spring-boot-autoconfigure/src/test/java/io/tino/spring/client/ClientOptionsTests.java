package io.tino.spring.client;

import java.time.Duration;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.client.TinoCallOptions;
import io.tino.command.CallContext;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoHeader;
import io.tino.spring.endpoint.TinoHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for how clients of interfaces call: with which headers, for how long, and whether
 * again.
 */
class ClientOptionsTests {

	private final StubClient stub = new StubClient();

	private final TinoTemplate template = new TinoTemplate(this.stub);

	interface Api {

		@TinoCommand
		void plain();

		@TinoCommand(timeout = "2s", idempotent = true)
		CompletionStage<@Nullable Void> later();

		@TinoCommand(timeout = "PT0.5S")
		void soon();

		@TinoCommand
		void headers(@TinoHeader String tenantId, int argument, @TinoHeader("X-Unit") Optional<ChronoUnit> unit,
				@TinoHeader OptionalInt number, @TinoHeader @Nullable Duration wait, @Nullable TinoHeaders others,
				CallContext context);

	}

	@Test
	void callsAsTheAnnotationSays() {
		Api api = new TinoProxyFactory(this.template).create(Api.class);
		this.stub.reply.complete(null);
		api.plain();
		assertThat(this.stub.options).isSameAs(TinoCallOptions.DEFAULTS);
		api.later();
		assertThat(this.stub.options.timeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(this.stub.options.isIdempotent()).isTrue();
		api.soon();
		assertThat(this.stub.options.timeout()).isEqualTo(Duration.ofMillis(500));
		assertThat(this.stub.options.isIdempotent()).isFalse();
	}

	@Test
	void sendsHeadersThatThereAre() {
		Api api = new TinoProxyFactory(this.template).create(Api.class);
		this.stub.reply.complete(null);
		api.headers("acme", 1, Optional.of(ChronoUnit.HALF_DAYS), OptionalInt.of(7), Duration.ofSeconds(3),
				TinoHeaders.of(Map.of("Other", "more")), CallContext.EMPTY);
		assertThat(this.stub.called).isEqualTo("HEADERS class java.lang.Void [1]");
		assertThat(this.stub.options.headers()).isEqualTo(
				Map.of("tenant-id", "acme", "x-unit", "HALF_DAYS", "number", "7", "wait", "PT3S", "other", "more"));
		api.headers("acme", 1, Optional.empty(), OptionalInt.empty(), null, null, CallContext.EMPTY);
		assertThat(this.stub.options.headers()).isEqualTo(Map.of("tenant-id", "acme"));
	}

	interface ByPlaceholder {

		@TinoCommand(timeout = "${calculator.timeout:3s}")
		void call();

	}

	@ImportTinoClients(ByPlaceholder.class)
	static class ImportsByPlaceholder {

	}

	@Test
	void aTimeoutMayBeAProperty() {
		this.stub.reply.complete(null);
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withBean(TinoTemplate.class, () -> this.template)
			.withUserConfiguration(ImportsByPlaceholder.class);
		runner.run((context) -> {
			context.getBean(ByPlaceholder.class).call();
			assertThat(this.stub.options.timeout()).isEqualTo(Duration.ofSeconds(3));
		});
		runner.withPropertyValues("calculator.timeout=150ms").run((context) -> {
			context.getBean(ByPlaceholder.class).call();
			assertThat(this.stub.options.timeout()).isEqualTo(Duration.ofMillis(150));
		});
		runner.withPropertyValues("calculator.timeout=soon")
			.run((context) -> assertThat(context.getStartupFailure()).cause()
				.isInstanceOf(InvalidClientException.class)
				.hasMessageContaining("call() has the timeout '${calculator.timeout:3s}', which cannot be used"));
	}

	interface NoTimeout {

		@TinoCommand(timeout = "0s")
		void call();

	}

	interface NoText {

		@TinoCommand
		void call(@TinoHeader byte[] bytes);

	}

	interface Structured {

		@TinoCommand
		void call(@TinoHeader Optional<Map<Month, String>> map);

	}

	interface Reserved {

		@TinoCommand
		void call(@TinoHeader int deadlineMs);

	}

	@Test
	void refusesWhatCannotBeSent() {
		assertThatFails(NoTimeout.class, "NoTimeout.call() has the timeout '0s', which cannot be used");
		assertThatFails(NoText.class, "NoText.call(byte[]) is annotated with @TinoHeader and a byte[], of which no");
		assertThatFails(Structured.class, "Parameter 'map' of " + Structured.class.getName() + ".call(Optional) is");
		assertThatFails(Reserved.class, "is the header 'DEADLINE-MS', which the protocol keeps to itself");
	}

	private void assertThatFails(Class<?> type, String message) {
		TinoProxyFactory factory = new TinoProxyFactory(this.template);
		assertThatExceptionOfType(InvalidClientException.class).isThrownBy(() -> factory.create(type))
			.withMessageContaining(message);
	}

}
