package io.tino.benchmarks.suite;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells when contenders are as fast as they get. Some take much longer than others until
 * all of their code is compiled, and would look slow if measured before.
 */
final class WarmUp {

	/** By how much a rate must be above the best one before to be called faster. */
	private static final double FASTER = 1.05;

	private final int steadyRounds;

	private final Map<String, Double> best = new HashMap<>();

	private int steady;

	/**
	 * Create an instance.
	 * @param steadyRounds in how many rounds in a row none may have become faster
	 */
	WarmUp(int steadyRounds) {
		this.steadyRounds = steadyRounds;
	}

	/**
	 * Tell whether it is over.
	 * @param rates the rates of all contenders in a round
	 * @return whether none has become faster in so many rounds
	 */
	boolean isOver(Map<String, Double> rates) {
		boolean faster = false;
		for (Map.Entry<String, Double> rate : rates.entrySet()) {
			double before = this.best.getOrDefault(rate.getKey(), 0.0);
			faster |= rate.getValue() > before * FASTER;
			this.best.merge(rate.getKey(), rate.getValue(), Math::max);
		}
		this.steady = faster ? 0 : this.steady + 1;
		return this.steady >= this.steadyRounds;
	}

}
