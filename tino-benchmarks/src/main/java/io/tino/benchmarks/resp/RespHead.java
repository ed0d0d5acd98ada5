package io.tino.benchmarks.resp;

/**
 * Reads lines such as {@code $12\r\n}.
 */
final class RespHead {

	/** Longer lines are none: those of greatest numbers have so many bytes. */
	private static final int MAX_LENGTH = 13;

	private RespHead() {
	}

	/**
	 * Find the end of a line.
	 * @return where the bytes behind it begin, or -1 if it is not all there
	 */
	static int end(byte[] array, int from, int to) {
		int last = Math.min(to, from + MAX_LENGTH);
		for (int i = from + 2; i < last; i++) {
			if (array[i] == '\n') {
				return i + 1;
			}
		}
		if (to - from >= MAX_LENGTH) {
			throw new IllegalStateException("A line is too long");
		}
		return -1;
	}

	/** Return the number of a line that is all there. */
	static int number(byte[] array, int from, int end, char type) {
		if (array[from] != type) {
			throw new IllegalStateException("There is " + (char) array[from] + " instead of " + type);
		}
		int number = 0;
		for (int i = from + 1; i < end - 2; i++) {
			int digit = array[i] - '0';
			if (digit < 0 || digit > 9) {
				throw new IllegalStateException("There is no number behind " + type);
			}
			number = Math.addExact(Math.multiplyExact(number, 10), digit);
		}
		return number;
	}

}
