package io.tino.benchmarks.micro;

import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.tino.spring.observation.MicrometerClientListener;

/**
 * What the meters of a client take of the time of a call, on a thread of Netty's, and
 * what a timer of Micrometer's would.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1,
		jvmArgsPrepend = { "-Djmh.executor=CUSTOM",
				"-Djmh.executor.class=io.tino.benchmarks.micro.MetersBenchmark$NettyThreads" })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MetersBenchmark {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final MicrometerClientListener listener = new MicrometerClientListener(this.registry);

	private final LongConsumer recorder = Objects.requireNonNull(this.listener.recorder("ADD"));

	private final Timer timer = this.registry.timer("calls");

	private long nanos;

	/** A call succeeds on the event loop that has asked for a recorder. */
	@Benchmark
	public void recorder() {
		this.recorder.accept(++this.nanos & 0xffff);
	}

	/** A call ends elsewhere. */
	@Benchmark
	public void call() {
		this.listener.callCompleted("ADD", null, ++this.nanos & 0xffff);
	}

	/** A timer takes a time. */
	@Benchmark
	public void timer() {
		this.timer.record(++this.nanos & 0xffff, TimeUnit.NANOSECONDS);
	}

	/** Made by JMH, by name. */
	public static final class NettyThreads extends ThreadPoolExecutor {

		/**
		 * Create an instance.
		 * @param threads how many threads there are at most
		 * @param prefix what their names begin with
		 */
		public NettyThreads(int threads, String prefix) {
			super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
					new DefaultThreadFactory(prefix, true));
		}

	}

}
