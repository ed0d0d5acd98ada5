package io.tino.spring.endpoint;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import io.tino.command.CallContext;
import io.tino.spring.scope.TinoConnectionHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls whose methods return before they have the value: when these are
 * cancelled, and on other threads.
 */
@NullMarked
class DeferredResultTests {

	private final CallContext context = CallContext.of(Map.of("tenant", "t"), null, () -> 0);

	private final Deferred endpoint = new Deferred();

	@TinoEndpoint
	static class Deferred {

		final CompletableFuture<String> future = new CompletableFuture<>();

		final Sinks.One<String> sink = Sinks.one();

		final AtomicBoolean cancelled = new AtomicBoolean();

		@TinoCommand
		CompletableFuture<String> future() {
			return this.future;
		}

		@TinoCommand
		CompletionStage<String> stage() {
			return this.future.minimalCompletionStage();
		}

		@TinoCommand
		Mono<String> mono() {
			return this.sink.asMono().doOnCancel(() -> this.cancelled.set(true));
		}

		@TinoCommand
		Mono<String> contextual() {
			return Mono.just("")
				.publishOn(Schedulers.parallel())
				.flatMap((value) -> Mono
					.deferContextual((context) -> Mono.just(headers(context.get(CallContext.class)))));
		}

		@TinoCommand
		Mono<String> elsewhere() {
			return Mono.just("").publishOn(Schedulers.parallel()).map((value) -> headers(CallContext.current()));
		}

		@TinoCommand
		Mono<Boolean> connected() {
			return Mono.just("")
				.publishOn(Schedulers.parallel())
				.map((value) -> TinoConnectionHolder.current() != null);
		}

		private static String headers(CallContext context) {
			return context.headers().toString();
		}

	}

	@AfterEach
	void disableContextPropagation() {
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void aCancelledCallCancelsItsFuture() {
		run("FUTURE").cancel();
		assertThat(this.endpoint.future).isCancelled();
	}

	@Test
	void aCallThatIsCancelledBeforeItsMethodReturnsCancelsTheFutureToo() {
		StubCall call = new StubCall(this.context);
		call.cancel();
		run("FUTURE", call);
		assertThat(this.endpoint.future).isCancelled();
	}

	@Test
	void aStageThatCannotBeCancelledGoesOn() {
		StubCall call = run("STAGE");
		call.cancel();
		this.endpoint.future.complete("value");
		assertThat(answer(call)).isEqualTo("\"value\"");
	}

	@Test
	void aCancelledCallCancelsItsSubscription() {
		StubCall call = run("MONO");
		assertThat(this.endpoint.cancelled).isFalse();
		call.cancel();
		assertThat(this.endpoint.cancelled).isTrue();
		assertThat(answer(call)).as("so that the call is over").startsWith("CANCELLED");
	}

	@Test
	void whatIsCompletedIsNotCancelledAfterwards() {
		StubCall call = run("MONO");
		this.endpoint.sink.tryEmitValue("value");
		call.cancel();
		assertThat(answer(call)).isEqualTo("\"value\"");
		assertThat(this.endpoint.cancelled).isFalse();
	}

	@Test
	void anEmptyOrFailedMonoAnswersSo() {
		StubCall empty = run("MONO");
		this.endpoint.sink.tryEmitEmpty();
		assertThat(answer(empty)).isEqualTo("null");
		Deferred other = new Deferred();
		other.sink.tryEmitError(new IllegalArgumentException("failed"));
		assertThat(answer(run(other, "MONO", new StubCall(this.context)))).isEqualTo("IllegalArgumentException failed");
	}

	@Test
	void theReactorContextHasTheContextOfTheCall() {
		assertThat(answer(run("CONTEXTUAL"))).isEqualTo("\"{tenant=t}\"");
	}

	@Test
	void whatBelongsToTheCallIsCarriedToOtherThreadsIfReactorIsToldSo() {
		assertThat(answer(run("ELSEWHERE"))).isEqualTo("\"{}\"");
		assertThat(answer(run("CONNECTED"))).isEqualTo("false");
		Hooks.enableAutomaticContextPropagation();
		assertThat(answer(run("ELSEWHERE"))).isEqualTo("\"{tenant=t}\"");
		assertThat(answer(run("CONNECTED"))).isEqualTo("true");
	}

	private StubCall run(String command) {
		return run(command, new StubCall(this.context));
	}

	private StubCall run(String command, StubCall call) {
		return run(this.endpoint, command, call);
	}

	private static StubCall run(Deferred endpoint, String command, StubCall call) {
		ApplicationContextRunner runner = EndpointServer.contextRunner()
			.withBean("endpoint", Deferred.class, () -> endpoint);
		runner.run((context) -> context.getBean(EndpointCommands.class)
			.find()
			.stream()
			.filter((candidate) -> candidate.spec().name().equals(command))
			.forEach(call::run));
		return call;
	}

	private static @Nullable String answer(StubCall call) {
		return call.answer.orTimeout(10, TimeUnit.SECONDS).join();
	}

}
