package io.tino.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReadCompletions}.
 */
class ReadCompletionsTests {

	private final Loop loop = new Loop();

	private final List<String> answers = new ArrayList<>();

	private long now;

	private final ReadCompletions completions = new ReadCompletions(this.loop, () -> this.now);

	private final ReadCompletions.Connection a = connection("a");

	private final ReadCompletions.Connection b = connection("b");

	private final ReadCompletions.Connection c = connection("c");

	private ReadCompletions.Connection connection(String name) {
		return this.completions.connection(() -> this.answers.add(name), this::fail);
	}

	private void fail(Throwable failure) {
		this.answers.add(failure.getMessage());
	}

	@Test
	void theFirstConnectionOfAllAnswersAtOnce() {
		this.a.readCompleted();
		assertThat(this.answers).containsExactly("a");
	}

	@Test
	void aConnectionThatIsReadFromAgainAndAgainAnswersAtOnce() {
		this.a.readCompleted();
		this.a.readCompleted();
		this.a.readCompleted();
		assertThat(this.answers).containsExactly("a", "a", "a");
		assertThat(this.loop.tasks).isEmpty();
	}

	@Test
	void thoseThatAreReadFromBehindAnotherAnswerWhenTheRoundEnds() {
		this.a.readCompleted();
		this.b.readCompleted();
		this.c.readCompleted();
		assertThat(this.answers).containsExactly("a");
		assertThat(this.loop.tasks).hasSize(1);
		this.loop.runTasks();
		assertThat(this.answers).containsExactly("a", "b", "c");
		this.a.readCompleted();
		this.b.readCompleted();
		assertThat(this.answers).as("in a round that follows").hasSize(3);
		this.loop.runTasks();
		assertThat(this.answers).containsExactly("a", "b", "c", "a", "b");
	}

	@Test
	void oneThatWaitsAnswersOnceThoughItIsReadFromAgain() {
		this.a.readCompleted();
		this.b.readCompleted();
		this.b.readCompleted();
		this.loop.runTasks();
		assertThat(this.answers).containsExactly("a", "b");
	}

	@Test
	void aConnectionAnswersAtOnceIfNothingWasReadForAWhile() {
		this.a.readCompleted();
		this.now += ReadCompletions.MAX_NANOS;
		this.b.readCompleted();
		assertThat(this.answers).containsExactly("a", "b");
		this.now += ReadCompletions.MAX_NANOS - 1;
		this.a.readCompleted();
		assertThat(this.answers).containsExactly("a", "b");
	}

	@Test
	void noneWaitsForLongThoughOthersTakeTheirTime() {
		this.a.readCompleted();
		this.b.readCompleted();
		this.now += ReadCompletions.MAX_NANOS - 1;
		this.c.readCompleted();
		assertThat(this.answers).containsExactly("a");
		this.now++;
		this.a.readCompleted();
		assertThat(this.answers).containsExactly("a", "b", "c", "a");
	}

	@Test
	void noneWaitsForMany() {
		this.a.readCompleted();
		for (int index = 1; index < ReadCompletions.MAX_WAITING; index++) {
			connection("waiting").readCompleted();
		}
		assertThat(this.answers).hasSize(1);
		connection("last").readCompleted();
		assertThat(this.answers).hasSize(1 + ReadCompletions.MAX_WAITING).last().isEqualTo("last");
	}

	@Test
	void noneWaitsForAnEventLoopThatHasEnded() {
		this.loop.ended = true;
		this.a.readCompleted();
		this.b.readCompleted();
		assertThat(this.answers).containsExactly("a", "b");
	}

	@Test
	void oneThatFailsKeepsNoOtherFromAnswering() {
		ReadCompletions.Connection failing = this.completions.connection(() -> {
			throw new IllegalStateException("failed");
		}, this::fail);
		failing.readCompleted();
		this.a.readCompleted();
		failing.readCompleted();
		this.b.readCompleted();
		this.loop.runTasks();
		assertThat(this.answers).containsExactly("failed", "a", "failed", "b");
	}

	@Test
	void oneThatIsReadFromWhileOthersAnswerAnswersToo() {
		ReadCompletions.Connection reading = this.completions.connection(this.c::readCompleted, this::fail);
		this.a.readCompleted();
		reading.readCompleted();
		this.b.readCompleted();
		this.loop.runTasks();
		assertThat(this.answers).containsExactly("a", "b", "c");
	}

	/** An event loop that runs its tasks when it is told to. */
	private static final class Loop implements TransportLoop {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		private boolean ended;

		private void runTasks() {
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				task.run();
			}
		}

		@Override
		public boolean inEventLoop() {
			return true;
		}

		@Override
		public boolean execute(Runnable task) {
			return !this.ended && this.tasks.add(task);
		}

		@Override
		public boolean schedule(Runnable task, Duration delay) {
			throw new UnsupportedOperationException();
		}

	}

}
