package io.tino.benchmarks.suite;

/**
 * Something that is measured, for one row of the report.
 */
public interface Experiment {

	/**
	 * Return what is measured.
	 * @return the title of the row
	 */
	String row();

	/**
	 * Measure it.
	 * @param rounds how often and how long
	 * @param figures where the figures go
	 * @throws Exception if a contender fails
	 */
	void run(Rounds rounds, Figures figures) throws Exception;

}
