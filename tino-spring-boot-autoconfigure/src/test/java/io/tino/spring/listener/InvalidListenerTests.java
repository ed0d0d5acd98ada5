package io.tino.spring.listener;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Scope;
import org.springframework.validation.annotation.Validated;
import reactor.core.publisher.Mono;

import io.tino.boot.autoconfigure.client.TinoListenerAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.client.TinoClient;
import io.tino.client.TinoMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners that cannot take messages the way they are written.
 */
class InvalidListenerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoListenerAutoConfiguration.class))
		.withBean(TinoClient.class, LoopbackClient::new);

	static class Nowhere {

		@TinoListener
		void onMessage(String message) {
		}

	}

	@Test
	void aListenerToNothing() {
		assertThatFails(Nowhere.class, "Nowhere.onMessage(String) takes messages of no channel");
	}

	static class Unnamed {

		@TinoListener(channels = "${missing:}")
		void onMessage(String message) {
		}

	}

	@Test
	void aChannelWithoutAName() {
		assertThatFails(Unnamed.class, "takes messages of a channel that has no name: ${missing:}");
	}

	static class Unresolved {

		@TinoListener(channels = "${missing}")
		void onMessage(String message) {
		}

	}

	@Test
	void aPlaceholderWithoutAValue() {
		this.contextRunner.withUserConfiguration(Unresolved.class)
			.withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class))
			.run((context) -> assertThat(context.getStartupFailure()).hasMessageContaining("missing"));
	}

	static class Private {

		@TinoListener(channels = "a")
		private void onMessage(String message) {
		}

	}

	static class Static {

		@TinoListener(channels = "a")
		static void onMessage(String message) {
		}

	}

	@Test
	void aPrivateOrStaticMethod() {
		assertThatFails(Private.class, "is annotated with @TinoListener but is private or static");
		assertThatFails(Static.class, "is annotated with @TinoListener but is private or static");
	}

	static class Two {

		@TinoListener(channels = "a")
		void onMessage(String message, int number) {
		}

	}

	static class Both {

		@TinoListener(channels = "a")
		void onMessage(TinoMessage<String> message, String payload) {
		}

	}

	@Test
	void twoParametersForOneMessage() {
		assertThatFails(Two.class, "Parameter 'number' of ", "is the second one to take the message");
		assertThatFails(Both.class, "Parameter 'payload' of ", "is the second one to take the message");
	}

	static class ChannelOfBytes {

		@TinoListener(channels = "a")
		void onMessage(@TinoChannel byte[] channel) {
		}

	}

	@Test
	void aChannelThatIsNoString() {
		assertThatFails(ChannelOfBytes.class, "is annotated with @TinoChannel but is no String");
	}

	static class Returning {

		@TinoListener(channels = "a")
		CompletableFuture<Void> onMessage(String message) {
			return CompletableFuture.completedFuture(null);
		}

	}

	@Test
	void aMethodThatReturnsSomething() {
		assertThatFails(Returning.class, "takes messages, but returns what nobody gets");
	}

	static class Deferred {

		@TinoListener(channels = "a")
		void onMessage(TinoMessage<Mono<String>> message) {
		}

	}

	static class Undecodable {

		@TinoListener(channels = "a")
		void onMessage(Runnable message) {
		}

	}

	static class ValidatedParameter {

		@TinoListener(channels = "a")
		void onMessage(@Validated String message) {
		}

	}

	@Test
	void aParameterThatNoMessageIsDecodedTo() {
		assertThatFails(Deferred.class, "takes a Mono, which no message is decoded to");
		assertThatFails(Undecodable.class, "Parameter 'message' of ", "cannot be decoded: ");
		assertThatFails(ValidatedParameter.class, "is annotated with @Validated, which has no effect there");
	}

	@Scope("prototype")
	static class Prototype {

		@TinoListener(channels = "a")
		void onMessage(String message) {
		}

	}

	@Test
	void aBeanThatIsNoSingleton() {
		assertThatFails(Prototype.class, "has listeners but is no singleton");
	}

	private void assertThatFails(Class<?> listener, String... messages) {
		this.contextRunner.withUserConfiguration(listener)
			.run((context) -> assertThat(context.getStartupFailure())
				.isInstanceOfSatisfying(InvalidListenerException.class, (ex) -> assertThat(ex.action()).isNotEmpty())
				.message()
				.contains(messages));
	}

}
