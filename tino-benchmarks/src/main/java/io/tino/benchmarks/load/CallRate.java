package io.tino.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.tino.benchmarks.peer.PeerClient;

/**
 * Calls that begin at a rate. The latency of each counts from when it should have begun,
 * so that what a slow reply holds up is not omitted.
 */
final class CallRate {

	private final PeerClient.AsyncCall call;

	private final int callsPerSecond;

	private final Latencies latencies = new Latencies();

	CallRate(PeerClient.AsyncCall call, int callsPerSecond) {
		this.call = call;
		this.callsPerSecond = callsPerSecond;
	}

	LoadResult run(Duration duration) throws InterruptedException {
		int calls = Math.toIntExact(this.callsPerSecond * duration.toMillis() / 1000);
		PendingCalls pending = new PendingCalls(calls);
		long start = System.nanoTime();
		for (int i = 0; i < calls; i++) {
			long due = start + i * TimeUnit.SECONDS.toNanos(1) / this.callsPerSecond;
			waitUntil(due);
			this.call.start((failure) -> {
				this.latencies.record(System.nanoTime() - due);
				pending.end(failure);
			});
		}
		pending.awaitAll();
		return new LoadResult(calls, System.nanoTime() - start, this.latencies.sum());
	}

	private static void waitUntil(long due) {
		long left = due - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = due - System.nanoTime();
		}
	}

}
