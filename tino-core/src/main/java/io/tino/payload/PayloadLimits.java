package io.tino.payload;

/**
 * Limits of arguments and results.
 *
 * @param maxNestingDepth how deep arrays and maps may be nested in a value that is read,
 * and in a result that is written in the types of RESP: from 1 to
 * {@link #MAX_NESTING_DEPTH}. It takes stack to go deeper
 * @since 0.1.0
 */
public record PayloadLimits(int maxNestingDepth) {

	/**
	 * The highest limit of nesting. With it, a value of records in lists of records takes
	 * less than half a megabyte of stack in an interpreter, of which threads have one.
	 */
	public static final int MAX_NESTING_DEPTH = 512;

	/**
	 * Nesting of 128.
	 */
	public static final PayloadLimits DEFAULT = new PayloadLimits(128);

	/**
	 * Create limits.
	 * @param maxNestingDepth how deep arrays and maps may be nested
	 * @throws IllegalArgumentException if that is out of range
	 */
	public PayloadLimits {
		if (maxNestingDepth < 1 || maxNestingDepth > MAX_NESTING_DEPTH) {
			throw new IllegalArgumentException(
					"Nesting depth " + maxNestingDepth + " is not between 1 and " + MAX_NESTING_DEPTH);
		}
	}

}
