package io.tino.payload;

/**
 * Writes values of one type to MessagePack without Jackson, in the bytes that Jackson
 * would write.
 */
@FunctionalInterface
interface ValueWriter {

	/**
	 * How deep values may be nested. What is deeper is left to Jackson, which may find
	 * that it has no end.
	 */
	int MAX_DEPTH = 256;

	/**
	 * Write a value.
	 * @param value the value
	 * @param out where it goes
	 * @param depth how many values it is within
	 * @throws Unwritable if it is left to Jackson
	 * @throws Throwable if a method of the value throws it
	 */
	void write(Object value, ArrayOutput out, int depth) throws Throwable;

	/** Refuse to go into a value deeper than the limit. */
	static int within(int depth) {
		if (depth == MAX_DEPTH) {
			throw Unwritable.INSTANCE;
		}
		return depth + 1;
	}

	/**
	 * The value is left to Jackson. Never leaves this package.
	 */
	final class Unwritable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		static final Unwritable INSTANCE = new Unwritable();

		private Unwritable() {
			super(null, null, false, false);
		}

	}

}
