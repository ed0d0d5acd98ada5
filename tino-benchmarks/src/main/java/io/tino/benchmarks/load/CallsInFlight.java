package io.tino.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;

/**
 * So many calls in flight. The first of them are begun by as many threads as there are
 * processors; each further one where the one before it ends, on whatever thread that is.
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
		Arrays.setAll(slots, (i) -> new Slot());
		begin(slots, Math.min(this.amount, Runtime.getRuntime().availableProcessors()));
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

	private static void begin(Slot[] slots, int threads) throws InterruptedException {
		Thread[] callers = new Thread[threads];
		for (int i = 0; i < threads; i++) {
			int first = i;
			callers[i] = new Thread(() -> {
				for (int slot = first; slot < slots.length; slot += threads) {
					slots[slot].begin();
				}
			}, "caller-" + i);
			callers[i].start();
		}
		for (Thread caller : callers) {
			caller.join();
		}
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
			try {
				CallsInFlight.this.call.start(this);
			}
			catch (RuntimeException ex) { // its thread has nobody to tell
				CallsInFlight.this.pending.end(ex);
			}
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
