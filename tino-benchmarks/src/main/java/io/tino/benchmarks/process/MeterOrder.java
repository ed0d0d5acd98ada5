package io.tino.benchmarks.process;

import io.tino.benchmarks.peer.Metered;

/**
 * Turns the meters of a process off or on, by a line.
 */
enum MeterOrder {

	/** Measure calls again. */
	ON("meters on"),

	/** Do not measure calls any more. */
	OFF("meters off");

	/** What is answered when it has been carried out. */
	static final String DONE = "done";

	private final String line;

	MeterOrder(String line) {
		this.line = line;
	}

	String line() {
		return this.line;
	}

	static boolean isOne(String line) {
		return line.equals(ON.line) || line.equals(OFF.line);
	}

	/**
	 * Carry out an order.
	 * @param line the order
	 * @param target whose meters are turned off or on, if it has any
	 * @return the answer
	 */
	static String carryOut(String line, Object target) {
		if (!isOne(line) || !(target instanceof Metered metered)) {
			return "failed: cannot carry out " + line;
		}
		metered.meters(line.equals(ON.line));
		return DONE;
	}

}
