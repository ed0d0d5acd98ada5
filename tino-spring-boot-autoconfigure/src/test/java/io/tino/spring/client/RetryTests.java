package io.tino.spring.client;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.retry.RetryPolicy;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoClient;
import io.tino.client.TinoCommandException;
import io.tino.client.TinoConnectionException;
import io.tino.client.TinoTimeoutException;
import io.tino.command.CallContext;
import io.tino.payload.UnsupportedPayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for idempotent calls of a {@link TinoTemplate} that are made again.
 */
@NullMarked
class RetryTests {

	private final ScriptedClient client = new ScriptedClient();

	private final RetryPolicy policy = RetryPolicy.builder()
		.maxRetries(2)
		.delay(Duration.ofMillis(1))
		.timeout(Duration.ofSeconds(60))
		.predicate(TinoRetryPredicate.IDEMPOTENT)
		.build();

	private final TinoTemplate template = new TinoTemplate(this.client, this.policy);

	@Test
	void anIdempotentCallIsMadeAgain() throws Exception {
		this.client.fails(broken(), overloaded()).replies("a");
		assertThat(this.template.idempotent().call("READ", String.class, 1)).isEqualTo("a");
		assertThat(this.client.calls).containsExactly("READ [1]", "READ [1]", "READ [1]");
		this.client.fails(broken(), overloaded()).replies("b");
		assertThat(this.template.idempotent().callAsync("READ", String.class, 2).get()).isEqualTo("b");
		assertThat(this.client.calls).hasSize(6).endsWith("READ [2]", "READ [2]", "READ [2]");
	}

	@Test
	void anyOtherCallIsMadeOnce() {
		this.client.fails(overloaded());
		assertThatExceptionOfType(TinoCommandException.class)
			.isThrownBy(() -> this.template.call("WRITE", String.class));
		this.client.fails(refused());
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.template.callAsync("WRITE", String.class).get());
		assertThat(this.client.calls).hasSize(2);
	}

	@Test
	void withoutAPolicyEveryCallIsMadeOnce() {
		this.client.fails(refused());
		assertThatExceptionOfType(TinoConnectionException.class)
			.isThrownBy(() -> new TinoTemplate(this.client).idempotent().call("READ", String.class));
		assertThat(this.client.calls).hasSize(1);
	}

	@Test
	void whatTheApplicationAnswersIsFinal() {
		this.client.fails(new TinoCommandException("READ", "NOTE_NOT_FOUND", "7"));
		assertThatExceptionOfType(TinoCommandException.class)
			.isThrownBy(() -> this.template.idempotent().call("READ", String.class));
		this.client.fails(new TinoCommandException("READ", "NOTE_NOT_FOUND", "7"));
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.template.idempotent().callAsync("READ", String.class).get())
			.withCauseInstanceOf(TinoCommandException.class);
		assertThat(this.client.calls).hasSize(2);
	}

	@Test
	void whenAllAttemptsFailTheLastFailureIsThrown() {
		this.client.fails(refused(), refused(), overloaded());
		assertThatExceptionOfType(TinoCommandException.class)
			.isThrownBy(() -> this.template.idempotent().call("READ", String.class))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("OVERLOADED"));
		this.client.fails(refused(), refused(), overloaded());
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.template.idempotent().callAsync("READ", String.class).get())
			.withCauseInstanceOf(TinoCommandException.class);
	}

	@Test
	void aCallOfWhichOneAttemptMayHaveRunMayHaveRun() {
		this.client.fails(refused(), broken(), refused());
		assertThatExceptionOfType(TinoConnectionException.class)
			.isThrownBy(() -> this.template.idempotent().call("READ", String.class))
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue())
			.satisfies(
					(ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(TinoConnectionException.class));
	}

	@Test
	void attemptsShareTheTimeoutOfTheCall() {
		this.client.fails(refused()).replies("a");
		this.template.withTimeout(Duration.ofSeconds(30)).idempotent().call("READ", String.class);
		assertThat(this.client.timeouts).hasSize(2)
			.isSortedAccordingTo((one, other) -> other.compareTo(one))
			.allSatisfy((timeout) -> assertThat(timeout).isPositive().isLessThan(Duration.ofSeconds(30)));
		this.client.fails(refused()).replies("a");
		this.template.idempotent().call("READ", String.class);
		assertThat(this.client.timeouts.subList(2, 4))
			.allSatisfy((timeout) -> assertThat(timeout).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60)));
	}

	@Test
	void whenAPauseWouldTakeTheTimeThatIsLeftTheCallFails() {
		RetryPolicy slow = RetryPolicy.builder().delay(Duration.ofHours(1)).timeout(Duration.ofSeconds(60)).build();
		TinoTemplate idempotent = new TinoTemplate(this.client, slow).idempotent();
		this.client.fails(refused(), refused());
		assertThatExceptionOfType(TinoConnectionException.class)
			.isThrownBy(() -> idempotent.call("READ", String.class));
		assertThat(idempotent.callAsync("READ", String.class)).isCompletedExceptionally();
		assertThat(this.client.calls).hasSize(2);
	}

	@Test
	void furtherAttemptsInheritTheContextToo() throws Exception {
		this.client.fails(refused()).replies("a");
		CallContext previous = CallContext.of(Map.of("tenant", "t"), null, () -> 0).attach();
		CompletableFuture<@Nullable String> reply;
		try {
			reply = this.template.idempotent().callAsync("READ", String.class);
		}
		finally {
			previous.attach();
		}
		reply.get();
		assertThat(this.client.contexts).hasSize(2)
			.allSatisfy((context) -> assertThat(context.headers()).containsEntry("tenant", "t"));
	}

	@Test
	void givingUpGivesTheAttemptUpThatIsUnderWay() throws Exception {
		CompletableFuture<@Nullable Object> second = new CompletableFuture<>();
		this.client.fails(refused()).answers(second);
		CompletableFuture<@Nullable String> reply = this.template.idempotent().callAsync("READ", String.class);
		assertThat(this.client.second.await(10, TimeUnit.SECONDS)).isTrue();
		reply.cancel(false);
		Awaitility.await().until(second::isCancelled);
		assertThat(this.client.calls).hasSize(2);
	}

	@Test
	void argumentsThatCannotBeEncodedAreRefusedAtOnce() {
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> this.template.idempotent().callAsync("REFUSED", String.class));
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> this.template.idempotent().call("REFUSED", String.class));
	}

	private static TinoConnectionException refused() {
		return new TinoConnectionException("refused", false, null);
	}

	private static TinoConnectionException broken() {
		return new TinoConnectionException("broken", true, null);
	}

	private static TinoCommandException overloaded() {
		return new TinoCommandException("READ", "OVERLOADED", "");
	}

	@Test
	void whoIsInterruptedBetweenTwoAttemptsIsToldWhetherTheCallMayHaveRun() {
		for (TinoConnectionException failure : List.of(refused(), broken())) {
			this.client.fails(failure);
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(TinoConnectionException.class)
				.isThrownBy(() -> this.template.idempotent().call("READ", String.class))
				.isSameAs(failure);
			assertThat(Thread.interrupted()).isTrue();
		}
		assertThat(this.client.calls).hasSize(2);
	}

	@Test
	void onAnEventLoopNoAttemptIsWaitedFor() {
		this.client.inEventLoop = true;
		this.client.fails(overloaded());
		assertThatExceptionOfType(TinoCommandException.class)
			.isThrownBy(() -> this.template.idempotent().call("READ", String.class));
		assertThat(this.client.calls).hasSize(1);
	}

	@Test
	void attemptsThatTakeAStreamMayTakeAnyTimeUnlessToldOtherwise() {
		TinoTemplate streaming = this.template.idempotent().withItems((subscriber) -> {
		});
		this.client.fails(refused()).replies("a");
		streaming.call("COUNT", String.class);
		assertThat(this.client.calls).hasSize(2);
		assertThat(this.client.timeouts).isEmpty();
		this.client.fails(refused()).replies("a");
		streaming.withTimeout(Duration.ofSeconds(30)).call("COUNT", String.class);
		assertThat(this.client.timeouts).hasSize(2)
			.allSatisfy((timeout) -> assertThat(timeout).isLessThan(Duration.ofSeconds(30)));
	}

	@Test
	void onceTheTimeOfACallIsOverItIsTooLate() {
		assertThat(TinoRetryPredicate.IDEMPOTENT.test(new TinoTimeoutException("READ", Duration.ofSeconds(1), false)))
			.isFalse();
	}

	/** Answers call after call as it is told. */
	private static final class ScriptedClient implements TinoClient {

		final Queue<CompletableFuture<@Nullable Object>> answers = new ArrayDeque<>();

		final List<String> calls = new ArrayList<>();

		final List<Duration> timeouts = new ArrayList<>();

		final List<CallContext> contexts = new ArrayList<>();

		final CountDownLatch second = new CountDownLatch(2);

		boolean inEventLoop;

		ScriptedClient fails(RuntimeException... failures) {
			for (RuntimeException failure : failures) {
				this.answers.add(CompletableFuture.failedFuture(failure));
			}
			return this;
		}

		ScriptedClient replies(Object reply) {
			return answers(CompletableFuture.completedFuture(reply));
		}

		ScriptedClient answers(CompletableFuture<@Nullable Object> answer) {
			this.answers.add(answer);
			return this;
		}

		@Override
		public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable Object... arguments) {
			return call(command, replyType, TinoCallOptions.DEFAULTS, arguments);
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
				@Nullable Object... arguments) {
			if (command.equals("REFUSED")) {
				throw new UnsupportedPayloadException("refused", new IllegalArgumentException());
			}
			this.calls.add(command + " " + List.of(arguments));
			Duration timeout = options.timeout();
			if (timeout != null) {
				this.timeouts.add(timeout);
			}
			this.contexts.add(CallContext.current());
			this.second.countDown();
			return (CompletableFuture<@Nullable T>) this.answers.remove();
		}

		@Override
		public CompletableFuture<@Nullable Void> ping() {
			return call("PING", Void.class);
		}

		@Override
		public boolean inEventLoop() {
			return this.inEventLoop;
		}

		@Override
		public void close() {
			throw new IllegalStateException();
		}

	}

}
