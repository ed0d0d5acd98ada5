package io.tino.resp;

/**
 * What a {@link ReplyDecoder} accepts of a reply. Each limit is checked against the
 * declared length, before anything is allocated for it; breaking one is a protocol error.
 * A big number has at most 1,000 bytes in any case.
 *
 * @param maxBulkBytes the longest bulk string
 * @param maxElements the most elements of one aggregate
 * @param maxDepth how deep aggregates may be nested
 * @param maxLineBytes the longest simple string, error or number
 * @since 0.1.0
 */
public record ReplyLimits(int maxBulkBytes, int maxElements, int maxDepth, int maxLineBytes) {

	/**
	 * 512 MiB, 16 million elements, 32 levels and 64 KiB.
	 */
	public static final ReplyLimits DEFAULT = new ReplyLimits(512 << 20, 1 << 24, 32, 64 * 1024);

	/**
	 * The longest big number in bytes, its sign included. Reading one takes time that
	 * grows with the square of its length.
	 */
	static final int MAX_BIG_NUMBER_LENGTH = 1000;

	void requireValid() {
		if (this.maxBulkBytes < 1 || this.maxElements < 1 || this.maxDepth < 1 || this.maxLineBytes < 1) {
			throw new IllegalArgumentException("All limits must be positive: " + this);
		}
	}

}
