package io.tino.benchmarks.suite;

import java.util.List;

import io.tino.benchmarks.figure.Figures;

/**
 * Something that is measured, for rows of the report.
 */
public interface Experiment {

	/**
	 * Return what is measured.
	 * @return the titles of rows
	 */
	List<String> rows();

	/**
	 * Measure it.
	 * @param rounds how often and how long
	 * @param figures where the figures go
	 * @throws Exception if a contender fails
	 */
	void run(Rounds rounds, Figures figures) throws Exception;

}
