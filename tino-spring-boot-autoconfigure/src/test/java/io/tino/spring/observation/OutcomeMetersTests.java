package io.tino.spring.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutcomeMeters}, {@link DurationTotals} and what they count with.
 */
class OutcomeMetersTests {

	private final MockClock clock = new MockClock();

	private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	@Test
	void countsAndTimesByOutcome() {
		OutcomeMeters meters = meters();
		record(meters, "ADD", null, 1_000);
		record(meters, "ADD", null, 3_000);
		record(meters, "ADD", "OVERLOADED", 500);
		record(meters, "GET", null, 10);
		assertThat(timer("ADD", "none").count()).isEqualTo(2);
		assertThat(timer("ADD", "none").totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
		assertThat(timer("ADD", "OVERLOADED").count()).isEqualTo(1);
		assertThat(timer("ADD", "OVERLOADED").getId().getTag("outcome")).isEqualTo("ERROR");
		assertThat(timer("GET", "none").totalTime(TimeUnit.NANOSECONDS)).isEqualTo(10);
		assertThat(timer("GET", "none").getId().getTag("outcome")).isEqualTo("SUCCESS");
		assertThat(timer("GET", "none").getId().getTag("side")).isEqualTo("left");
	}

	@Test
	void keepsTheLongestForAWhile() {
		OutcomeMeters meters = meters();
		record(meters, "ADD", null, 5_000);
		record(meters, "ADD", null, 2_000);
		this.clock.add(Duration.ofHours(1)); // nobody has seen it yet
		assertThat(maxNanos()).isEqualTo(5_000);
		record(meters, "ADD", null, 3_000);
		assertThat(maxNanos()).isEqualTo(5_000);
		this.clock.add(Duration.ofMinutes(1));
		assertThat(maxNanos()).isEqualTo(5_000);
		record(meters, "ADD", null, 1_000);
		this.clock.add(Duration.ofMinutes(6));
		assertThat(maxNanos()).isEqualTo(1_000);
		this.clock.add(Duration.ofHours(1));
		assertThat(maxNanos()).isZero();
	}

	@Test
	void losesNoneOfManyThreads() throws InterruptedException {
		OutcomeMeters meters = meters();
		ThreadFactory netty = new DefaultThreadFactory("netty");
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 40; i++) { // many of which have ended before others begin
			ThreadFactory factory = (i % 2 == 0) ? netty : Thread::new;
			Thread thread = factory.newThread(() -> recordMany(meters));
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(timer("ADD", "none").count()).isEqualTo(400_000);
		assertThat(timer("ADD", "none").totalTime(TimeUnit.NANOSECONDS)).isEqualTo(40 * 50_005_000.0);
		assertThat(maxNanos()).isEqualTo(10_000);
	}

	private static void record(OutcomeMeters meters, String command, String errorCode, long nanos) {
		meters.record(command, errorCode, nanos);
	}

	private static void recordMany(OutcomeMeters meters) {
		for (int nanos = 1; nanos <= 10_000; nanos++) {
			record(meters, "ADD", null, nanos);
		}
	}

	@Test
	void recordersCountTogetherWithAllOthers() throws InterruptedException {
		OutcomeMeters meters = meters();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			LongConsumer recorder = meters.recorder("ADD");
			assertThat(recorder).isNotNull();
			Thread thread = new Thread(() -> LongStream.rangeClosed(1, 10_000).forEach(recorder));
			threads.add(thread);
			thread.start();
		}
		recordMany(meters);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(timer("ADD", "none").count()).isEqualTo(30_000);
		assertThat(timer("ADD", "none").totalTime(TimeUnit.NANOSECONDS)).isEqualTo(3 * 50_005_000.0);
		assertThat(maxNanos()).isEqualTo(10_000);
	}

	@Test
	void threadsOfNettyHaveASlotAsLongAsTheyRun() throws InterruptedException {
		assertThat(ThreadSlot.current()).isEqualTo(ThreadSlot.NONE);
		List<Integer> slots = new ArrayList<>();
		ThreadFactory netty = new DefaultThreadFactory("netty");
		for (int i = 0; i < 5; i++) {
			Thread thread = netty.newThread(() -> slots.add(ThreadSlot.current()));
			thread.start();
			thread.join();
		}
		assertThat(slots).doesNotContain(ThreadSlot.NONE).containsOnly(slots.get(0));
		CountDownLatch end = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		Thread longer = netty.newThread(() -> {
			slots.add(ThreadSlot.current());
			begun.countDown();
			awaitUninterruptedly(end);
		});
		longer.start();
		begun.await();
		Thread other = netty.newThread(() -> slots.add(ThreadSlot.current()));
		other.start();
		other.join();
		end.countDown();
		longer.join();
		assertThat(slots.get(6)).isNotEqualTo(slots.get(5));
	}

	private static void awaitUninterruptedly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void isATimerWherePercentilesAreAskedFor() {
		MeterFilter rename = MeterFilter.renameTag("calls", "command", "method");
		MeterFilter percentiles = distribution("ADD", DistributionStatisticConfig.builder().percentiles(0.5).build());
		this.registry.config().meterFilter(rename).meterFilter(percentiles);
		OutcomeMeters meters = meters(rename, percentiles);
		record(meters, "ADD", null, 1_000);
		record(meters, "GET", null, 1_000);
		Timer timer = this.registry.get("calls").tag("method", "ADD").timer();
		assertThat(timer.count()).isEqualTo(1);
		assertThat(timer.takeSnapshot().percentileValues()).hasSize(1);
		assertThat(this.registry.get("calls").tag("method", "GET").functionTimer().count()).isEqualTo(1);
	}

	@Test
	void isATimerWhereAHistogramIsAskedFor() {
		MeterFilter histogram = distribution("ADD",
				DistributionStatisticConfig.builder().serviceLevelObjectives(1_000_000.0).build());
		this.registry.config().meterFilter(histogram);
		record(meters(histogram), "ADD", null, 1_000);
		Timer timer = this.registry.get("calls").timer();
		assertThat(timer.takeSnapshot().histogramCounts()).hasSize(1);
		assertThat(this.registry.find("calls.max").meter()).isNull();
		assertThat(meters(histogram).recorder("ADD")).isNull();
	}

	private static MeterFilter distribution(String command, DistributionStatisticConfig config) {
		return new MeterFilter() {

			@Override
			public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig others) {
				boolean asked = command.equals(id.getTag("command")) || command.equals(id.getTag("method"));
				return asked ? config.merge(others) : others;
			}

		};
	}

	private OutcomeMeters meters(MeterFilter... filters) {
		return new OutcomeMeters(this.registry, List.of(filters), "calls", "Calls", "command", Tags.of("side", "left"));
	}

	private FunctionTimer timer(String command, String error) {
		return this.registry.get("calls").tags("command", command, "error", error).functionTimer();
	}

	private double maxNanos() {
		return this.registry.get("calls.max")
			.tags("command", "ADD", "outcome", "SUCCESS", "error", "none", "side", "left")
			.timeGauge()
			.value(TimeUnit.NANOSECONDS);
	}

}
