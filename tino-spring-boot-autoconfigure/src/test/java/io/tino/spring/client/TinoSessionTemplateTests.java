package io.tino.spring.client;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoClient;
import io.tino.client.TinoSession;
import io.tino.client.TinoTransaction;
import io.tino.client.TinoWatchException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TinoSessionTemplate} and {@link TinoTransactionTemplate}.
 */
class TinoSessionTemplateTests {

	private static final ParameterizedTypeReference<List<String>> STRINGS = new ParameterizedTypeReference<>() {
	};

	private final StubSession session = new StubSession();

	private final StubClient client = new StubClient(this.session);

	private final TinoTemplate template = new TinoTemplate(this.client);

	@Test
	void callsInASessionThatIsClosedAfterwards() {
		this.session.reply = CompletableFuture.completedFuture(List.of("a"));
		List<String> result = this.template.session((session) -> {
			assertThat((Object) session.call("ONE", List.class, 1, "b")).isEqualTo(List.of("a"));
			assertThat(session.callAsync("TWO", Object.class)).isCompletedWithValue(List.of("a"));
			assertThat(session.callAsync("THREE", STRINGS)).isCompletedWithValue(List.of("a"));
			session.watch("k", "l");
			session.unwatch();
			assertThat(this.session.closed).isFalse();
			return session.call("FOUR", STRINGS, 2);
		});
		assertThat(result).containsExactly("a");
		assertThat(this.session.closed).isTrue();
		assertThat(this.session.called).containsExactly("ONE interface java.util.List [1, b]",
				"TWO class java.lang.Object []", "THREE java.util.List<java.lang.String> []", "WATCH [k, l]",
				"UNWATCH class java.lang.Void []", "FOUR java.util.List<java.lang.String> [2]");
	}

	@Test
	void whenTheCallsThrowTheSessionIsClosed() {
		RuntimeException thrown = new IllegalStateException("no");
		assertThatIllegalStateException().isThrownBy(() -> this.template.session((session) -> {
			throw thrown;
		})).isSameAs(thrown);
		assertThat(this.session.closed).isTrue();
	}

	@Test
	void callsInTheWayOfItsTemplate() {
		this.session.reply = CompletableFuture.completedFuture(null);
		this.template.withTimeout(Duration.ofSeconds(2)).session((session) -> {
			session.call("A", Void.class);
			session.watch("k");
			session.transaction((transaction) -> 1);
			session.withTimeout(Duration.ofSeconds(3)).call("B", Void.class);
			return session.callAsync("C", STRINGS);
		});
		assertThat(this.session.timeouts).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2),
				Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(2));
	}

	@Test
	void returnsWhatTheTransactionDoesWhenItHasRun() {
		this.session.reply = CompletableFuture.completedFuture(List.of("a"));
		List<String> returned = this.template.session((session) -> session.transaction((transaction) -> {
			assertThat(transaction.call("ONE", Object.class, 1)).isCompletedWithValue(List.of("a"));
			return transaction.call("TWO", STRINGS, 2).join();
		}));
		assertThat(returned).containsExactly("a");
		assertThat(this.session.called).containsExactly("MULTI", "ONE class java.lang.Object [1]",
				"TWO java.util.List<java.lang.String> [2]", "EXEC");
	}

	@Test
	void throwsTheFailureOfTheTransactionWithTheStackOfTheCaller() {
		this.session.reply = CompletableFuture.failedFuture(new TinoWatchException());
		assertThatExceptionOfType(TinoWatchException.class)
			.isThrownBy(() -> this.template.session((session) -> session.transaction((transaction) -> 1)))
			.satisfies(
					(ex) -> assertThat(ex.getStackTrace()[0].getClassName()).isEqualTo(TinoTemplate.class.getName()));
	}

	@Test
	void refusesToWaitOnTheEventLoop() {
		this.client.eventLoop = true;
		List<Function<TinoSessionTemplate, ?>> waiting = List.of((session) -> session.call("A", Integer.class),
				(session) -> session.call("A", STRINGS), (session) -> session.transaction((transaction) -> 1),
				(session) -> {
					session.watch("k");
					return 1;
				});
		for (Function<TinoSessionTemplate, ?> calls : waiting) {
			this.session.reply = new CompletableFuture<>();
			assertThatIllegalStateException().isThrownBy(() -> this.template.session(calls))
				.withMessageContaining("use callAsync");
			assertThat(this.session.reply).isCancelled();
		}
	}

	@Test
	void whenTheClientHasNoSessionsSaysSo() {
		this.client.session = null;
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.template.session((session) -> 1))
			.withMessageContaining("StubClient has no sessions");
	}

	private static final class StubClient implements TinoClient {

		private @Nullable TinoSession session;

		private boolean eventLoop;

		StubClient(TinoSession session) {
			this.session = session;
		}

		@Override
		public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
				@Nullable Object... arguments) {
			throw new IllegalStateException();
		}

		@Override
		public CompletableFuture<@Nullable Void> ping() {
			throw new IllegalStateException();
		}

		@Override
		public TinoSession session() {
			return (this.session != null) ? this.session : TinoClient.super.session();
		}

		@Override
		public boolean inEventLoop() {
			return this.eventLoop;
		}

		@Override
		public void close() {
			throw new IllegalStateException();
		}

	}

	private static final class StubSession implements TinoSession, TinoTransaction {

		private final List<String> called = new ArrayList<>();

		private final List<@Nullable Duration> timeouts = new ArrayList<>();

		private CompletableFuture<@Nullable Object> reply = new CompletableFuture<>();

		private boolean closed;

		@Override
		public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
				@Nullable Object... arguments) {
			this.timeouts.add(options.timeout());
			return call(command, replyType, arguments);
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable Object... arguments) {
			this.called.add(command + " " + replyType + " " + List.of(arguments));
			return (CompletableFuture<@Nullable T>) this.reply;
		}

		@Override
		@SuppressWarnings("unchecked")
		public CompletableFuture<@Nullable Void> watch(TinoCallOptions options, String... keys) {
			this.timeouts.add(options.timeout());
			this.called.add("WATCH " + List.of(keys));
			return (CompletableFuture<@Nullable Void>) (CompletableFuture<?>) this.reply;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <R extends @Nullable Object> CompletableFuture<R> transaction(TinoCallOptions options,
				Function<TinoTransaction, R> calls) {
			this.timeouts.add(options.timeout());
			this.called.add("MULTI");
			R result = calls.apply(this);
			this.called.add("EXEC");
			boolean answered = this.reply.isDone() && !this.reply.isCompletedExceptionally();
			return answered ? CompletableFuture.completedFuture(result) : (CompletableFuture<R>) this.reply;
		}

		@Override
		public boolean isOpen() {
			return !this.closed;
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
