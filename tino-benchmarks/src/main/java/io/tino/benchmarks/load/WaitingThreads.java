package io.tino.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.HdrHistogram.Histogram;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import io.tino.benchmarks.peer.PeerClient;

/**
 * Threads that make one call after another and wait for each reply.
 */
final class WaitingThreads {

	private final PeerClient.BlockingCall call;

	private final int threads;

	private final SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("caller-");

	private final Latencies latencies = new Latencies();

	WaitingThreads(PeerClient.BlockingCall call, Load load) {
		this.call = call;
		this.threads = load.amount();
		if (load.kind() == Load.Kind.VIRTUAL) {
			useVirtualThreads();
		}
	}

	private void useVirtualThreads() {
		int version = Runtime.version().feature();
		if (version < 21) {
			throw new UnsupportedOperationException("Virtual threads need Java 21, and this is Java " + version);
		}
		this.executor.setVirtualThreads(true);
	}

	LoadResult run(Duration duration) throws Exception {
		CountDownLatch ready = new CountDownLatch(this.threads);
		CountDownLatch begin = new CountDownLatch(1);
		List<Future<Long>> callers = new ArrayList<>();
		for (int i = 0; i < this.threads; i++) {
			callers.add(this.executor.submit(caller(duration, ready, begin)));
		}
		ready.await();
		long start = System.nanoTime();
		begin.countDown();
		long calls = 0;
		for (Future<Long> caller : callers) {
			calls += caller.get();
		}
		return new LoadResult(calls, System.nanoTime() - start, this.latencies.sum());
	}

	private Callable<Long> caller(Duration duration, CountDownLatch ready, CountDownLatch begin) {
		return () -> {
			Histogram histogram = this.latencies.current();
			ready.countDown();
			begin.await();
			long start = System.nanoTime();
			long end = start + duration.toNanos();
			long calls = 0;
			do {
				this.call.call();
				long now = System.nanoTime();
				histogram.recordValue(now - start);
				start = now;
				calls++;
			}
			while (start - end < 0);
			return calls;
		};
	}

}
