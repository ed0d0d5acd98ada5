package io.tino.benchmarks.suite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;

/**
 * Tells when contenders are as fast as they get. Some take much longer than others until
 * all of their code is compiled, and would look slow if measured before.
 */
final class WarmUp {

	/** By how much a rate must be above the best one before to be called faster. */
	private static final double FASTER = 1.1;

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
	 * @param figures the figures of all contenders in a round
	 * @return whether none has become faster in so many rounds
	 */
	boolean isOver(List<Figure> figures) {
		boolean faster = false;
		for (Figure figure : figures) {
			if (figure.metric() == Metric.CALLS) {
				double before = this.best.getOrDefault(figure.contender(), 0.0);
				faster |= figure.value() > before * FASTER;
				this.best.merge(figure.contender(), figure.value(), Math::max);
			}
		}
		this.steady = faster ? 0 : this.steady + 1;
		return this.steady >= this.steadyRounds;
	}

}
