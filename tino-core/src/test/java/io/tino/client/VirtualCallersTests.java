package io.tino.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.tino.client.SimulatedNetwork.Attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for virtual threads that wait for replies, which are woken together: each of them
 * gets its own, or goes on without.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualCallersTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final SimulatedClient client = new SimulatedClient();

	private final Attempt server = this.client.connect(10);

	private @Nullable ExecutorService threads;

	@BeforeEach
	void open() throws ReflectiveOperationException {
		this.threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	@AfterEach
	void close() {
		threads().shutdownNow();
		this.client.close();
	}

	@Test
	void eachHasItsReplyWhenAllComeTogether() {
		List<Caller> callers = callers(4);
		this.server
			.receivePart(Pushes.reply(3, "b") + Pushes.reply(2, "a") + Pushes.reply(5, "d") + Pushes.reply(4, "c"));
		assertThat(callers).extracting(Caller::value).containsExactly("a", "b", "c", "d");
	}

	@Test
	void oneHasItsReplyWhichComesAlone() {
		List<Caller> callers = callers(2);
		this.server.receive(Pushes.reply(3, "b"));
		assertThat(callers.get(1).value()).isEqualTo("b");
		assertThat(callers.get(0).result).isNotDone();
		this.server.receive(Pushes.reply(2, "a"));
		assertThat(callers.get(0).value()).isEqualTo("a");
	}

	@Test
	void eachHasItsReplyThoughWhatComesBehindMakesNoSense() {
		List<Caller> callers = callers(3);
		this.server.receivePart(Pushes.reply(2, "a") + Pushes.reply(3, "b") + "?nonsense\r\n");
		assertThat(callers.get(0).value()).isEqualTo("a");
		assertThat(callers.get(1).value()).isEqualTo("b");
		this.server.close();
		assertThat(callers.get(2).failure()).isInstanceOf(TinoConnectionException.class);
	}

	@Test
	void whoIsInterruptedGoesOnAndTheOthersHaveTheirReplies() {
		List<Caller> callers = callers(3);
		callers.get(0).interrupt();
		assertThat(callers.get(0).failure()).isInstanceOf(InterruptedException.class);
		this.server.receive(Pushes.reply(2, "a") + Pushes.reply(3, "b") + Pushes.reply(4, "c"));
		assertThat(callers.get(1).value()).isEqualTo("b");
		assertThat(callers.get(2).value()).isEqualTo("c");
		assertThat(callers.get(0).reply).isCompletedWithValue("a");
	}

	@Test
	void whoseTimeIsOverGoesOn() {
		List<Caller> callers = callers(2);
		this.client.network().advance(SimulatedClient.TIMEOUT);
		assertThat(callers).extracting(Caller::failure).hasOnlyElementsOfType(TinoTimeoutException.class);
	}

	@Test
	void whoeverWaitsGoesOnWhenTheConnectionIsLost() {
		List<Caller> callers = callers(3);
		this.server.close();
		assertThat(callers).extracting(Caller::failure).hasOnlyElementsOfType(TinoConnectionException.class);
	}

	static List<Consumer<CompletableFuture<@Nullable String>>> completions() {
		return List.of((reply) -> reply.complete("a"),
				(reply) -> reply.completeExceptionally(new IllegalStateException("gone")),
				(reply) -> reply.cancel(true), (reply) -> reply.obtrudeValue("a"),
				(reply) -> reply.orTimeout(1, TimeUnit.MILLISECONDS));
	}

	@ParameterizedTest
	@MethodSource("completions")
	void whoeverCompletesTheReplyTheOneThatWaitsGoesOn(Consumer<CompletableFuture<@Nullable String>> completion) {
		Caller caller = callers(1).get(0);
		completion.accept(caller.reply);
		await().atMost(LONG).until(caller.result::isDone);
	}

	@Test
	void severalMayWaitForTheSameReply() {
		Caller first = callers(1).get(0);
		Caller second = new Caller(first.reply);
		this.server.receive(Pushes.reply(2, "a"));
		assertThat(first.value()).isEqualTo("a");
		assertThat(second.value()).isEqualTo("a");
	}

	@Test
	void whoHasBeenInterruptedMayWaitAgain() {
		Caller first = callers(1).get(0);
		first.interrupt();
		assertThat(first.failure()).isInstanceOf(InterruptedException.class);
		Caller second = new Caller(first.reply);
		this.server.receive(Pushes.reply(2, "a"));
		assertThat(second.value()).isEqualTo("a");
	}

	@Test
	void oneThatIsCancelledIsSeenAsThat() {
		Caller caller = callers(1).get(0);
		caller.reply.cancel(false);
		assertThat(caller.failure()).isInstanceOf(CancellationException.class);
	}

	private ExecutorService threads() {
		return Objects.requireNonNull(this.threads);
	}

	/** Make calls whose ids are 2 and more, and wait until each is waited for. */
	private List<Caller> callers(int count) {
		return IntStream.range(0, count).mapToObj((i) -> new Caller(this.client.submit("A"))).toList();
	}

	/** A virtual thread that waits for a reply. */
	private final class Caller implements Callable<@Nullable String> {

		private final CompletableFuture<@Nullable String> reply;

		private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

		private final Future<@Nullable String> result;

		Caller(CompletableFuture<@Nullable String> reply) {
			this.reply = reply;
			this.result = threads().submit(this);
			await().atMost(LONG).until(this::isWaiting);
		}

		private boolean isWaiting() {
			Thread current = this.thread.get();
			return current != null && current.getState() == Thread.State.WAITING;
		}

		@Override
		public @Nullable String call() throws Exception {
			this.thread.set(Thread.currentThread());
			return this.reply.get();
		}

		void interrupt() {
			Thread current = this.thread.get();
			if (current != null) {
				current.interrupt();
			}
		}

		@Nullable String value() {
			try {
				return this.result.get(LONG.toSeconds(), TimeUnit.SECONDS);
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		}

		/** Return what the thread has been told instead of a reply. */
		Throwable failure() {
			try {
				throw new AssertionError("has been told " + this.result.get(LONG.toSeconds(), TimeUnit.SECONDS));
			}
			catch (ExecutionException ex) {
				Throwable cause = ex.getCause();
				return (cause instanceof ExecutionException failed) ? failed.getCause() : cause;
			}
			catch (InterruptedException | TimeoutException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
