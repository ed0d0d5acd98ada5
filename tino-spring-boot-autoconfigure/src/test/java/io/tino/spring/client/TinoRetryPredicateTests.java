package io.tino.spring.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import reactor.core.publisher.Mono;

import io.tino.client.TinoCommandException;
import io.tino.client.TinoConnectionException;
import io.tino.spring.endpoint.TinoCommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link TinoRetryPredicate} with the {@code @Retryable} of Spring.
 */
@NullMarked
class TinoRetryPredicateTests {

	private static final Map<String, RuntimeException> FAILURES = Map.of("refused",
			new TinoConnectionException("refused", false, null), "broken",
			new TinoConnectionException("broken", true, null), "wrapped",
			new CompletionException(new TinoConnectionException("refused", false, null)), "overloaded",
			new TinoCommandException("READ", "OVERLOADED", ""), "loading",
			new TinoCommandException("READ", "LOADING", ""), "wrong",
			new TinoCommandException("READ", "NUM_ARG_MISMATCH", ""), "unexpected",
			new TinoCommandException("READ", "UNEXPECTED_ERROR", ""), "other", new IllegalStateException("other"));

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	static class Retrying {

	}

	static class Caller {

		int attempts;

		@Retryable(predicate = TinoRetryPredicate.class, maxRetries = 2, delay = 1)
		void write(RuntimeException failure) {
			this.attempts++;
			throw failure;
		}

		@TinoCommand(idempotent = true)
		@Retryable(predicate = TinoRetryPredicate.class, maxRetries = 2, delay = 1)
		void read(RuntimeException failure) {
			write(failure);
		}

		@Retryable(predicate = TinoRetryPredicate.Idempotent.class, maxRetries = 2, delay = 1)
		void idempotent(RuntimeException failure) {
			write(failure);
		}

		@TinoCommand(idempotent = true)
		@Retryable(predicate = TinoRetryPredicate.class, maxRetries = 2, delay = 1)
		Mono<String> mono(RuntimeException failure) {
			return Mono.fromFuture(() -> {
				this.attempts++;
				return CompletableFuture.failedFuture(failure);
			});
		}

		int takeAttempts() {
			int taken = this.attempts;
			this.attempts = 0;
			return taken;
		}

	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			refused    | 3 | 3
			wrapped    | 3 | 3
			overloaded | 3 | 3
			loading    | 3 | 3
			broken     | 1 | 3
			wrong      | 1 | 1
			unexpected | 1 | 1
			other      | 1 | 1
			""")
	void invokesAgainWhatDoesNoHarm(String failure, int attempts, int attemptsIfIdempotent) {
		RuntimeException thrown = FAILURES.get(failure);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Retrying.class,
				Caller.class)) {
			Caller caller = context.getBean(Caller.class);
			assertThat(catchThrowable(() -> caller.write(thrown))).isSameAs(thrown);
			assertThat(caller.takeAttempts()).isEqualTo(attempts);
			assertThat(catchThrowable(() -> caller.read(thrown))).isSameAs(thrown);
			assertThat(caller.takeAttempts()).isEqualTo(attemptsIfIdempotent);
			assertThat(catchThrowable(() -> caller.idempotent(thrown))).isSameAs(thrown);
			assertThat(caller.takeAttempts()).isEqualTo(attemptsIfIdempotent);
			assertThat(catchThrowable(() -> caller.mono(thrown).block())).isNotNull();
			assertThat(caller.takeAttempts()).isEqualTo(attemptsIfIdempotent);
		}
	}

}
