package io.tino.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Chooses a server for a call. Thread-safe, and takes no lock: when servers change while
 * it looks at them, it may choose one that was better a moment ago.
 */
final class Balancer {

	private final LoadBalancing policy;

	private final AtomicInteger turn = new AtomicInteger();

	Balancer(LoadBalancing policy) {
		this.policy = policy;
	}

	/**
	 * Choose a server.
	 * @param candidates the servers
	 * @return one that is ready, or {@code null} if none is
	 */
	<C extends Candidate> @Nullable C choose(List<C> candidates) {
		if (candidates.size() == 1) {
			C only = candidates.get(0);
			return only.isReady() ? only : null;
		}
		int most = (this.policy == LoadBalancing.ROUND_ROBIN) ? Integer.MAX_VALUE : fewest(candidates);
		int count = 0;
		for (C candidate : candidates) {
			if (isEligible(candidate, most)) {
				count++;
			}
		}
		return (count > 0) ? take(candidates, most, Math.floorMod(this.turn.getAndIncrement(), count)) : null;
	}

	private static int fewest(List<? extends Candidate> candidates) {
		int fewest = Integer.MAX_VALUE;
		for (Candidate candidate : candidates) {
			if (candidate.isReady()) {
				fewest = Math.min(fewest, candidate.outstanding());
			}
		}
		return fewest;
	}

	private static boolean isEligible(Candidate candidate, int most) {
		return candidate.isReady() && candidate.outstanding() <= most;
	}

	private static <C extends Candidate> @Nullable C take(List<C> candidates, int most, int skipped) {
		C last = null;
		int left = skipped;
		for (C candidate : candidates) {
			if (isEligible(candidate, most)) {
				last = candidate;
				if (left-- == 0) {
					break;
				}
			}
		}
		return last;
	}

	/**
	 * A server that can be chosen. Called on any thread.
	 */
	interface Candidate {

		/** Tell whether calls can be sent to it now. */
		boolean isReady();

		/** Return how many calls have no reply. */
		int outstanding();

	}

}
