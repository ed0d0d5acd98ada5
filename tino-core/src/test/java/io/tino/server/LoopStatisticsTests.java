package io.tino.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.tino.command.Command;
import io.tino.transport.TransportLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopStatistics}, and for what {@link CommandStatistics} make of them.
 */
class LoopStatisticsTests {

	private static final int CALLS = 1_000_000;

	private final Command ping = new PingCommand();

	private final Command echo = new EchoCommand();

	private final List<String> told = Collections.synchronizedList(new ArrayList<>());

	/** The command whose calls the listener has a recorder for. */
	private @Nullable Command recorded;

	private final ServerStatistics statistics = new ServerStatistics(List.of(this.ping, this.echo), new Listener(),
			System::nanoTime);

	private final LoopStatistics loop = this.statistics.of(new Loop(Thread.currentThread(), ""));

	@Test
	void aCallIsCountedAsSoonAsItIsOver() {
		this.loop.callCompleted(this.ping, null, 3_000, false);
		this.loop.callCompleted(this.echo, null, 5_000, false);
		this.loop.callCompleted(this.ping, null, 3_000, false);
		assertThat(of(this.ping).callCount()).isEqualTo(2);
		assertThat(of(this.ping).totalNanos()).isEqualTo(6_000);
		assertThat(of(this.ping).histogram().cumulativeByMicros()).isEqualTo(Map.of(4L, 2L));
		assertThat(of(this.echo).totalNanos()).isEqualTo(5_000);
		assertThat(this.statistics.callCount()).isEqualTo(3);
	}

	@Test
	void eventLoopsCountTogether() throws Exception {
		callByTwoThreads((statistics) -> statistics.of(new Loop(Thread.currentThread(), "")));
	}

	@Test
	void threadsThatAreNotTheEventLoopAsThatHasEndedLoseNoCall() throws Exception {
		callByTwoThreads((statistics) -> statistics.of(new Loop(null, "")));
	}

	private void callByTwoThreads(Function<ServerStatistics, LoopStatistics> loops) throws Exception {
		ServerStatistics counted = new ServerStatistics(List.of(this.ping), TinoServerListener.NONE, System::nanoTime);
		CyclicBarrier together = new CyclicBarrier(2);
		Callable<Void> calls = () -> {
			LoopStatistics own = loops.apply(counted);
			together.await(30, TimeUnit.SECONDS);
			for (int i = 0; i < CALLS; i++) {
				own.callCompleted(this.ping, null, 2_000, false);
			}
			return null;
		};
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (Future<Void> each : threads.invokeAll(List.of(calls, calls))) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(counted.callCount()).isEqualTo(2 * CALLS);
		assertThat(counted.commands()).singleElement()
			.extracting(CommandStatistics::totalNanos)
			.isEqualTo(2 * 2_000L * CALLS);
	}

	@Test
	void connectionsOfOneEventLoopCountByTheSame() {
		assertThat(this.statistics.of(new Loop(Thread.currentThread(), ""))).isSameAs(this.loop);
	}

	@Test
	void afterAResetOnlyWhatFollowsCounts() {
		this.loop.callCompleted(this.ping, null, 1_000_000, false);
		this.loop.callCompleted(this.ping, "ERR", 2_000_000, false);
		this.statistics.reset();
		assertThat(of(this.ping).callCount()).isZero();
		assertThat(of(this.ping).totalNanos()).isZero();
		assertThat(of(this.ping).failedCount()).isZero();
		assertThat(of(this.ping).histogram().cumulativeByMicros()).isEmpty();
		this.loop.callCompleted(this.ping, null, 3_000, false);
		assertThat(of(this.ping).callCount()).isEqualTo(1);
		assertThat(of(this.ping).totalNanos()).isEqualTo(3_000);
		assertThat(of(this.ping).histogram().cumulativeByMicros()).isEqualTo(Map.of(4L, 1L));
		this.statistics.reset();
		assertThat(of(this.ping).callCount()).isZero();
	}

	@Test
	void failuresAndRefusalsAreToldApart() {
		this.loop.callCompleted(this.ping, "ERR", 1_000, false);
		this.loop.callCompleted(this.ping, "OVERLOADED", 1_000, false);
		assertThat(of(this.ping).callCount()).isEqualTo(1);
		assertThat(of(this.ping).failedCount()).isEqualTo(1);
		assertThat(of(this.ping).rejectedCount()).isEqualTo(1);
		assertThat(this.statistics.errors().byCode()).containsEntry("ERR", 1L).containsEntry("OVERLOADED", 1L);
	}

	@Test
	void theListenerIsToldOfEachCall() {
		this.loop.callCompleted(this.ping, null, 7, false);
		this.statistics.callStarted(this.echo);
		assertThat(this.statistics.runningCallCount()).isEqualTo(1);
		this.loop.callCompleted(this.echo, null, 8, true);
		this.loop.callCompleted(this.ping, "ERR", 9, false);
		assertThat(this.told).containsExactly("PING null 7 false", "ECHO null 8 true", "PING ERR 9 false");
		assertThat(this.statistics.runningCallCount()).isZero();
	}

	@Test
	void aRecorderIsToldOfCallsThatAreOverAtOnceInPlaceOfTheListener() {
		this.recorded = this.ping;
		this.loop.callCompleted(this.ping, null, 7, false);
		this.loop.callCompleted(this.echo, null, 8, false);
		this.loop.callCompleted(this.ping, null, 9, false);
		this.statistics.callStarted(this.ping);
		this.loop.callCompleted(this.ping, null, 10, true);
		this.loop.callCompleted(this.ping, "ERR", 11, false);
		assertThat(this.told).containsExactly("recorder of PING", "recorded 7", "ECHO null 8 false", "recorded 9",
				"PING null 10 true", "PING ERR 11 false");
		assertThat(of(this.ping).totalNanos()).isEqualTo(37);
	}

	@Test
	void eachEventLoopHasARecorderAndOtherThreadsHaveNone() {
		this.recorded = this.ping;
		this.loop.callCompleted(this.ping, null, 1, false);
		this.statistics.of(new Loop(null, "")).callCompleted(this.ping, null, 2, false);
		LoopStatistics other = this.statistics.of(new Loop(Thread.currentThread(), "other"));
		other.callCompleted(this.ping, null, 3, false);
		other.callCompleted(this.ping, null, 4, false);
		assertThat(this.told).containsExactly("recorder of PING", "recorded 1", "PING null 2 false", "recorder of PING",
				"recorded 3", "recorded 4");
	}

	@Test
	void aRecorderThatFailsDoesNoHarm() {
		TinoServerListener failing = new TinoServerListener() {

			@Override
			public LongConsumer recorder(Command command) {
				if (command == LoopStatisticsTests.this.echo) {
					throw new NoClassDefFoundError("recorder");
				}
				return (nanos) -> {
					LoopStatisticsTests.this.told.add("failing");
					throw new AssertionError("recorded");
				};
			}

			@Override
			public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos,
					boolean started) {
				LoopStatisticsTests.this.told.add("told of " + nanos);
			}

		};
		LoopStatistics guarded = statistics(failing);
		guarded.callCompleted(this.ping, null, 1, false);
		guarded.callCompleted(this.ping, null, 2, false);
		guarded.callCompleted(this.echo, null, 3, false);
		assertThat(this.told).containsExactly("failing", "failing", "told of 3");
	}

	@Test
	void severalListenersAreAllToldOfEachCall() {
		this.recorded = this.ping;
		LoopStatistics both = statistics(TinoServerListener.composite(List.of(new Listener(), new Listener())));
		both.callCompleted(this.ping, null, 1, false);
		assertThat(this.told).containsExactly("PING null 1 false", "PING null 1 false");
	}

	private LoopStatistics statistics(TinoServerListener listener) {
		return new ServerStatistics(List.of(this.ping, this.echo), CompositeServerListener.guard(listener),
				System::nanoTime)
			.of(new Loop(Thread.currentThread(), ""));
	}

	private CommandStatistics of(Command command) {
		CommandStatistics known = this.statistics.of(command);
		assertThat(known).isNotNull();
		return known;
	}

	private final class Listener implements TinoServerListener {

		@Override
		public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
			String name = (command != null) ? command.spec().name() : "";
			LoopStatisticsTests.this.told.add(name + " " + errorCode + " " + nanos + " " + started);
		}

		@Override
		public @Nullable LongConsumer recorder(Command command) {
			if (command != LoopStatisticsTests.this.recorded) {
				return null;
			}
			LoopStatisticsTests.this.told.add("recorder of " + command.spec().name());
			return (nanos) -> LoopStatisticsTests.this.told.add("recorded " + nanos);
		}

	}

	/**
	 * An event loop that nothing runs on.
	 *
	 * @param thread its thread, or {@code null} if that has ended
	 * @param name tells it from others of that thread
	 */
	private record Loop(@Nullable Thread thread, String name) implements TransportLoop {

		@Override
		public boolean inEventLoop() {
			return Thread.currentThread() == this.thread;
		}

		@Override
		public boolean execute(Runnable task) {
			return false;
		}

		@Override
		public boolean schedule(Runnable task, Duration delay) {
			return false;
		}

	}

}
