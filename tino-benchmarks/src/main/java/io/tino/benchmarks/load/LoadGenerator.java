package io.tino.benchmarks.load;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Work;

/**
 * Makes calls as a load says.
 */
public final class LoadGenerator {

	private LoadGenerator() {
	}

	/**
	 * Make calls for a time.
	 * @param client the client that makes them
	 * @param work what is called
	 * @param load how calls are made
	 * @param duration for how long calls begin
	 * @return what came of it, or {@code null} if the client does not support it
	 * @throws UnsupportedOperationException if the load needs virtual threads, and this
	 * Java has none
	 * @throws Exception if a call has failed
	 */
	public static @Nullable LoadResult run(PeerClient client, Work work, Load load, Duration duration)
			throws Exception {
		return switch (load.kind()) {
			case THREADS, VIRTUAL -> {
				PeerClient.BlockingCall call = client.blocking(work);
				yield (call != null) ? new WaitingThreads(call, load).run(duration) : null;
			}
			case FLIGHT -> {
				PeerClient.AsyncCall call = client.async(work);
				yield (call != null) ? new CallsInFlight(call, load.amount()).run(duration) : null;
			}
			case RATE -> {
				PeerClient.AsyncCall call = client.async(work);
				yield (call != null) ? new CallRate(call, load.amount()).run(duration) : null;
			}
		};
	}

}
