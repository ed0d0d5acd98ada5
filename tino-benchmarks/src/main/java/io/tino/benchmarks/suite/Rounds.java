package io.tino.benchmarks.suite;

import java.time.Duration;
import java.util.Map;

/**
 * How often and how long is measured.
 *
 * @param warmUps in how many rounds in a row no contender may have become faster before
 * rounds count
 * @param count rounds that count
 * @param duration how long a round of one contender takes
 */
public record Rounds(int warmUps, int count, Duration duration) {

	/**
	 * After how many rounds in which some became faster the others begin nevertheless.
	 */
	private static final int MAX_WARM_UPS = 40;

	/**
	 * Run all rounds. Contenders take turns in each, so that a disturbance meets all.
	 * @param round what is done in a round, with whether it counts
	 * @throws Exception if that fails
	 */
	public void run(Round round) throws Exception {
		if (this.warmUps > 0) {
			WarmUp warmUp = new WarmUp(this.warmUps);
			for (int i = 0; i < MAX_WARM_UPS && !warmUp.isOver(round.run(false)); i++) {
				// until all are as fast as they get
			}
		}
		for (int i = 0; i < this.count; i++) {
			round.run(true);
		}
	}

	/**
	 * What is done in a round.
	 */
	@FunctionalInterface
	public interface Round {

		/**
		 * Let each contender have its turn.
		 * @param counts whether the figures count
		 * @return the rate of each contender
		 * @throws Exception if that fails
		 */
		Map<String, Double> run(boolean counts) throws Exception;

	}

}
