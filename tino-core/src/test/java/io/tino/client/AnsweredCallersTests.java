package io.tino.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AnsweredCallers} and {@link WaitingCaller}: whatever becomes of the
 * one that is to wake the others, they go on.
 */
class AnsweredCallersTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final AnsweredCallers answered = new AnsweredCallers();

	private final List<Caller> callers = IntStream.range(0, 5).mapToObj((i) -> new Caller()).toList();

	@AfterEach
	void close() throws InterruptedException {
		for (Caller each : this.callers) {
			each.thread.interrupt();
			each.thread.join();
		}
	}

	@Test
	void allGoOnThatAreAnsweredTogether() {
		this.callers.forEach(Caller::answer);
		this.answered.wake();
		this.callers.forEach(Caller::requireOver);
	}

	@Test
	void oneGoesOnThatIsAnsweredAlone() {
		this.callers.get(1).answer();
		this.answered.wake();
		this.callers.get(1).requireOver();
		assertThat(this.callers.get(0).thread.isAlive()).isTrue();
	}

	@Test
	void theyGoOnThoughTheFirstHasGoneOnBefore() {
		Caller first = this.callers.get(0);
		first.thread.interrupt();
		first.requireOver();
		this.callers.forEach(Caller::answer);
		this.answered.wake();
		this.callers.forEach(Caller::requireOver);
	}

	@Test
	void theyGoOnThoughTheFirstIsInterruptedWhenItIsToWakeThem() {
		Caller first = this.callers.get(0);
		this.answered.add(first.waiting.join());
		this.callers.stream().skip(1).forEach(Caller::answer);
		this.answered.wake();
		first.thread.interrupt();
		this.callers.forEach(Caller::requireOver);
	}

	@Test
	void oneIsWokenByEachOfSeveralRounds() {
		for (Caller each : this.callers) {
			each.answer();
			this.answered.wake();
			each.requireOver();
		}
		this.answered.wake();
	}

	@RepeatedTest(100)
	void theyGoOnThoughTheFirstGoesOnMeanwhile() {
		Caller first = this.callers.get(0);
		this.callers.forEach(Caller::answer);
		first.thread.interrupt();
		this.answered.wake();
		this.callers.forEach(Caller::requireOver);
	}

	/** A thread that waits. */
	private final class Caller {

		private final CompletableFuture<WaitingCaller> waiting = new CompletableFuture<>();

		private final CompletableFuture<String> reply = new CompletableFuture<>();

		private final Thread thread = new Thread(this::call);

		Caller() {
			this.thread.start();
			await().atMost(LONG).until(() -> this.waiting.isDone() && this.thread.getState() == Thread.State.WAITING);
		}

		private void call() {
			WaitingCaller caller = new WaitingCaller();
			this.waiting.complete(caller);
			try {
				caller.await(this.reply);
			}
			catch (InterruptedException ex) {
				// and goes on
			}
		}

		void answer() {
			this.reply.complete("a"); // which wakes nobody
			AnsweredCallersTests.this.answered.add(this.waiting.join());
		}

		void requireOver() {
			await().atMost(LONG).until(() -> !this.thread.isAlive());
		}

	}

}
