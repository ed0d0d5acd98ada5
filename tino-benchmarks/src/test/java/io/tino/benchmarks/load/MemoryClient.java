package io.tino.benchmarks.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * A client whose server is a thread of its own, and adds wrongly from some call on.
 */
final class MemoryClient implements PeerClient {

	private final ExecutorService server = Executors.newSingleThreadExecutor();

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger mostInFlight = new AtomicInteger();

	private final int firstWrong;

	MemoryClient() {
		this(Integer.MAX_VALUE);
	}

	MemoryClient(int firstWrong) {
		this.firstWrong = firstWrong;
	}

	@Override
	public @Nullable BlockingCall blocking(Work work) {
		return work.equals(Work.ADD) ? () -> {
			begin();
			Values.checkSum(this.server.submit(this::answer).get());
		} : null;
	}

	@Override
	public @Nullable AsyncCall async(Work work) {
		return work.equals(Work.ADD) ? (completion) -> {
			begin();
			this.server.execute(() -> completion.completeWith(answer(), Values::checkSum));
		} : null;
	}

	private void begin() {
		this.mostInFlight.accumulateAndGet(this.inFlight.incrementAndGet(), Math::max);
	}

	private int answer() {
		this.inFlight.decrementAndGet();
		return (this.calls.incrementAndGet() < this.firstWrong) ? Values.ONE + Values.OTHER : -1;
	}

	int calls() {
		return this.calls.get();
	}

	int mostInFlight() {
		return this.mostInFlight.get();
	}

	@Override
	public void close() {
		this.server.shutdownNow();
	}

}
