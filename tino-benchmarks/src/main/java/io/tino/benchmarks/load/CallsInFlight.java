package io.tino.benchmarks.load;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;

/**
 * So many calls in flight. Each begins where the one before it ends, on whatever thread
 * that is.
 */
final class CallsInFlight {

	/** One call of so many is timed, as the clock takes as long as a fast call. */
	private static final int SAMPLE = 8;

	private final PeerClient.AsyncCall call;

	private final int amount;

	private final Latencies latencies = new Latencies();

	private final PendingCalls pending;

	private volatile boolean over;

	CallsInFlight(PeerClient.AsyncCall call, int amount) {
		this.call = call;
		this.amount = amount;
		this.pending = new PendingCalls(amount);
	}

	LoadResult run(Duration duration) throws InterruptedException {
		Slot[] slots = new Slot[this.amount];
		long start = System.nanoTime();
		for (int i = 0; i < this.amount; i++) {
			slots[i] = new Slot();
			slots[i].begin();
		}
		this.pending.await(duration); // before only if calls fail
		this.over = true;
		this.pending.awaitAll();
		long nanos = System.nanoTime() - start;
		long calls = 0;
		for (Slot slot : slots) {
			calls += slot.calls;
		}
		return new LoadResult(calls, nanos, this.latencies.sum());
	}

	/**
	 * Makes one call after another. Its fields are handed from thread to thread by the
	 * calls themselves.
	 */
	private final class Slot implements PeerClient.Completion {

		private long calls;

		private long start;

		void begin() {
			this.start = (this.calls % SAMPLE == 0) ? System.nanoTime() : 0;
			CallsInFlight.this.call.start(this);
		}

		@Override
		public void complete(@Nullable Throwable failure) {
			if (this.start != 0) {
				CallsInFlight.this.latencies.record(System.nanoTime() - this.start);
			}
			this.calls++;
			if (CallsInFlight.this.over || failure != null) {
				CallsInFlight.this.pending.end(failure);
			}
			else {
				begin();
			}
		}

	}

}
