package io.tino.benchmarks.peer;

/**
 * Has meters that can be turned off while it runs, so that what they cost is told by one
 * process with them and without: two would differ by more than that.
 */
public interface Metered {

	/**
	 * Turn meters off or on again. Nothing may be called meanwhile.
	 * @param on whether calls are measured from now on
	 */
	void meters(boolean on);

}
