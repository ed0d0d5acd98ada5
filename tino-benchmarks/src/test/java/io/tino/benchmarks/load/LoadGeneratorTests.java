package io.tino.benchmarks.load;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LoadGeneratorTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	@ParameterizedTest
	@ValueSource(strings = { "threads:4", "flight:16", "rate:1000" })
	void countsAndTimesTheCallsThatTheServerHasAnswered(String load) throws Exception {
		try (MemoryClient client = new MemoryClient()) {
			LoadResult result = run(client, load);
			assertThat(result.calls()).isPositive().isEqualTo(client.calls());
			assertThat(result.nanos()).isGreaterThanOrEqualTo(SHORT.toNanos() * 99 / 100);
			assertThat(result.latencies().getTotalCount()).isPositive().isLessThanOrEqualTo(result.calls());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "threads:4", "flight:4" })
	void keepsAsManyCallsAtATimeAsTheLoadSays(String load) throws Exception {
		try (MemoryClient client = new MemoryClient()) {
			run(client, load);
			assertThat(client.mostInFlight()).isBetween(1, 4);
		}
	}

	@Test
	void hasThatManyThreadsWaitAtATime() throws Exception {
		CountDownLatch together = new CountDownLatch(8);
		LoadResult result = new WaitingThreads(() -> {
			together.countDown();
			together.await();
		}, Load.threads(8)).run(Duration.ZERO);
		assertThat(result.calls()).isEqualTo(8);
		assertThat(result.latencies().getTotalCount()).isEqualTo(8);
	}

	@Test
	void hasThatManyCallsInFlightAtATime() throws Exception {
		CountDownLatch together = new CountDownLatch(8);
		LoadResult result = new CallsInFlight((completion) -> {
			together.countDown();
			new Thread(() -> {
				try {
					together.await();
					completion.complete(null);
				}
				catch (InterruptedException ex) {
					completion.complete(ex);
				}
			}).start();
		}, 8).run(Duration.ZERO);
		assertThat(together.getCount()).isZero();
		assertThat(result.calls()).isGreaterThanOrEqualTo(8);
	}

	@Test
	void beginsAsManyCallsAsTheRateSays() throws Exception {
		try (MemoryClient client = new MemoryClient()) {
			assertThat(run(client, "rate:2000").calls()).isEqualTo(200);
			assertThat(client.calls()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "flight:4", "rate:1000" })
	void failsIfAReplyIsWrong(String load) {
		try (MemoryClient client = new MemoryClient(10)) {
			assertThatIllegalStateException().isThrownBy(() -> run(client, load))
				.withMessage("A call has failed: The sum is -1")
				.withCauseInstanceOf(IllegalStateException.class);
		}
	}

	@Test
	void failsIfAThreadGetsAWrongReply() {
		try (MemoryClient client = new MemoryClient(10)) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> run(client, "threads:4"))
				.withMessageEndingWith("The sum is -1");
		}
	}

	@Test
	void failsIfACallCannotBeMade() {
		MemoryClient client = new MemoryClient();
		client.close();
		assertThatIllegalStateException().isThrownBy(() -> run(client, "flight:4"))
			.withCauseInstanceOf(RejectedExecutionException.class);
	}

	@Test
	void failsIfACallIsNeverOver() throws Exception {
		PendingCalls pending = new PendingCalls(2, Duration.ZERO);
		pending.end(null);
		assertThatIllegalStateException().isThrownBy(pending::awaitAll)
			.withMessage("1 calls are not answered within 0 s");
	}

	@Test
	void prefersToSayWhyACallHasFailedToHowManyAreNotOver() {
		PendingCalls pending = new PendingCalls(3, Duration.ZERO);
		pending.end(new IllegalStateException("one"));
		pending.end(new IllegalStateException("other"));
		assertThatIllegalStateException().isThrownBy(pending::awaitAll).withMessage("A call has failed: one");
	}

	@Test
	void hasNoResultForWhatTheClientDoesNotSupport() throws Exception {
		try (PeerClient client = new MemoryClient()) {
			for (String load : new String[] { "threads:1", "flight:1", "rate:1000" }) {
				assertThat(LoadGenerator.run(client, Work.EMOJI, Load.parse(load), SHORT)).isNull();
			}
		}
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void saysWhichJavaHasVirtualThreads() {
		try (MemoryClient client = new MemoryClient()) {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> run(client, "virtual:4"))
				.withMessageStartingWith("Virtual threads need Java 21");
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void countsTheCallsOfVirtualThreads() throws Exception {
		try (MemoryClient client = new MemoryClient()) {
			assertThat(run(client, "virtual:4").calls()).isPositive().isEqualTo(client.calls());
		}
	}

	private static LoadResult run(PeerClient client, String load) throws Exception {
		return Objects.requireNonNull(LoadGenerator.run(client, Work.ADD, Load.parse(load), SHORT));
	}

}
