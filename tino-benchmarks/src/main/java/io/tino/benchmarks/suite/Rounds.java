package io.tino.benchmarks.suite;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Figures;

/**
 * How often and how long is measured.
 *
 * @param warmUps in how many rounds in a row no contender may have become faster before
 * rounds count
 * @param count rounds that count
 * @param duration how long a round of one contender takes
 */
public record Rounds(int warmUps, int count, Duration duration) {

	/** After so many times the rounds to warm up the others begin, steady or not. */
	private static final int PATIENCE = 5;

	/**
	 * Run all rounds. Contenders take turns in each, so that a disturbance meets all.
	 * @param figures where the figures of rounds go that count
	 * @param round lets each contender have its turn
	 * @throws Exception if that fails
	 */
	public void run(Figures figures, Callable<List<Figure>> round) throws Exception {
		if (this.warmUps > 0) {
			WarmUp warmUp = new WarmUp(this.warmUps);
			for (int i = 0; i < PATIENCE * this.warmUps && !warmUp.isOver(round.call()); i++) {
				// until all are as fast as they get
			}
		}
		for (int i = 0; i < this.count; i++) {
			round.call().forEach(figures::add);
		}
	}

}
