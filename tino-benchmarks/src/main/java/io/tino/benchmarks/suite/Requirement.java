package io.tino.benchmarks.suite;

import java.util.Optional;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Spread;

/**
 * What must come of measurements.
 */
public interface Requirement {

	/**
	 * Return what is measured.
	 * @return the title of the row
	 */
	String row();

	/**
	 * Return what of it is required to be so.
	 * @return a few words
	 */
	String subject();

	/**
	 * Return how it must be.
	 * @return the bound, behind {@code >=} or {@code <=}
	 */
	String bound();

	/**
	 * Return how it is.
	 * @param figures what has been measured
	 * @return its spread over the rounds, or nothing if it was not measured
	 */
	Optional<Spread> measured(Figures figures);

	/**
	 * Tell whether it is as it must be.
	 * @param median how it is
	 * @return whether it is
	 */
	boolean holds(double median);

}
