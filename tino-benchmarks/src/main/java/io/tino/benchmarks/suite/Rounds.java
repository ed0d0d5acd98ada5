package io.tino.benchmarks.suite;

import java.time.Duration;

/**
 * How often and how long is measured.
 *
 * @param warmUps rounds that do not count
 * @param count rounds that count
 * @param duration how long a round of one contender takes
 */
public record Rounds(int warmUps, int count, Duration duration) {

	/**
	 * Run all rounds. Contenders take turns in each, so that a disturbance meets all.
	 * @param round what is done in a round, with whether it counts
	 * @throws Exception if that fails
	 */
	public void run(Round round) throws Exception {
		for (int i = 0; i < this.warmUps; i++) {
			round.run(false);
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
		 * @throws Exception if that fails
		 */
		void run(boolean counts) throws Exception;

	}

}
