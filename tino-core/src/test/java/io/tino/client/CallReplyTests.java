package io.tino.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CallReply}, whose observer is told what {@code whenComplete} tells.
 */
class CallReplyTests {

	private static final IllegalStateException FAILURE = new IllegalStateException("gone");

	private final ClientCall<@Nullable String> call = new ClientCall<>("A",
			new ClientRequest(Unpooled.EMPTY_BUFFER, 0, 0, 0), String.class,
			new ReplyReader<>(PayloadCodecs.of(PayloadMappers.messagePack()).messagePack(), String.class), 0, 1);

	private final CallReply<@Nullable String> reply = this.call.reply();

	private final List<String> told = new CopyOnWriteArrayList<>();

	static Stream<Named<Consumer<CompletableFuture<@Nullable String>>>> completions() {
		return Stream.of(Named.of("complete", (reply) -> reply.complete("a")),
				Named.of("completeExceptionally", (reply) -> reply.completeExceptionally(FAILURE)),
				Named.of("cancel", (reply) -> reply.cancel(true)),
				Named.of("completeAsync", (reply) -> reply.completeAsync(() -> "a", Runnable::run)),
				Named.of("failing completeAsync", (reply) -> reply.completeAsync(() -> {
					throw FAILURE;
				}, Runnable::run)), Named.of("orTimeout", (reply) -> reply.orTimeout(1, TimeUnit.MILLISECONDS)),
				Named.of("completeOnTimeout", (reply) -> reply.completeOnTimeout("a", 1, TimeUnit.MILLISECONDS)),
				Named.of("obtrudeValue", (reply) -> reply.obtrudeValue("a")),
				Named.of("obtrudeException", (reply) -> reply.obtrudeException(FAILURE)));
	}

	@ParameterizedTest
	@MethodSource("completions")
	void whoeverCompletesItTheObserverIsToldOnceWhatADependentIs(
			Consumer<CompletableFuture<@Nullable String>> completion) {
		CompletableFuture<@Nullable String> plain = new CompletableFuture<>();
		List<String> expected = new CopyOnWriteArrayList<>();
		plain.whenComplete((value, failure) -> expected.add("A " + failure));
		this.reply.observe(this::tell);
		completion.accept(this.reply);
		completion.accept(plain);
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.told.isEmpty() && !expected.isEmpty());
		this.reply.complete("b");
		this.reply.completeExceptionally(new TimeoutException());
		assertThat(this.told).isEqualTo(expected);
		assertThat(this.reply.handle((value, failure) -> value + " " + failure).join())
			.isEqualTo(plain.handle((value, failure) -> value + " " + failure).join());
	}

	@Test
	void whoWaitsForTheAnswerGoesOnWhenTheObserverHasBeenTold() {
		this.reply.observe(this::tell);
		List<String> toldBefore = new ArrayList<>();
		this.reply.whenComplete((value, failure) -> toldBefore.addAll(this.told));
		this.reply.answer("a");
		this.reply.fail(FAILURE);
		assertThat(toldBefore).isEqualTo(this.told).containsExactly("A null");
		assertThat(this.reply).isCompletedWithValue("a");
	}

	@Test
	void whoWaitsForTheFailureGoesOnWhenTheObserverHasBeenTold() {
		this.reply.observe(this::tell);
		List<String> toldBefore = new ArrayList<>();
		this.reply.whenComplete((value, failure) -> toldBefore.addAll(this.told));
		this.reply.fail(FAILURE);
		this.reply.answer("a");
		assertThat(toldBefore).isEqualTo(this.told).containsExactly("A " + FAILURE);
		assertThat(this.reply).isCompletedExceptionally();
	}

	@Test
	void anObserverThatComesLateIsToldAtOnce() {
		this.reply.complete("a");
		this.reply.observe(this::tell);
		assertThat(this.told).containsExactly("A null");
	}

	@Test
	void cancellingTellsWhetherItIsCancelled() {
		assertThat(this.reply.cancel(false)).isTrue();
		assertThat(this.reply.cancel(false)).isTrue();
		assertThat(this.reply).isCancelled();
		CallReply<@Nullable String> completed = new CallReply<>(this.call);
		completed.complete("a");
		assertThat(completed.cancel(false)).isFalse();
	}

	@Test
	void whatIsDoneIsNotAskedForAnyMore() {
		this.reply.complete("a");
		this.reply.completeAsync(() -> {
			throw new AssertionError("asked for");
		}, Runnable::run);
		assertThat(this.reply).isCompletedWithValue("a");
	}

	@RepeatedTest(200)
	void anObserverThatComesWithTheReplyIsToldOnce() throws Exception {
		AtomicInteger count = new AtomicInteger();
		CountDownLatch begin = new CountDownLatch(1);
		Thread completing = new Thread(() -> {
			try {
				begin.await();
				this.reply.complete("a");
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		completing.start();
		begin.countDown();
		this.reply.observe((observed, failure) -> count.incrementAndGet());
		completing.join();
		assertThat(count).hasValue(1);
	}

	private void tell(ClientCall<?> observed, @Nullable Throwable failure) {
		String cause = (failure instanceof CancellationException) ? new CancellationException().toString()
				: String.valueOf(failure);
		this.told.add(observed.command() + " " + cause);
	}

}
