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
 * @param maxReplyBytes the longest reply in all, framing included: an aggregate of
 * aggregates has no other end
 * @since 0.1.0
 */
public record ReplyLimits(int maxBulkBytes, int maxElements, int maxDepth, int maxLineBytes, int maxReplyBytes) {

	/** Leaves room for what has been received behind a reply. */
	private static final int MAX_BUFFER_BYTES = 1 << 30;

	/**
	 * 512 MiB, 16 million elements, 32 levels, 64 KiB, and 1 GiB in all.
	 */
	public static final ReplyLimits DEFAULT = new ReplyLimits(512 << 20, 1 << 24, 32, 64 * 1024, MAX_BUFFER_BYTES);

	/**
	 * The longest big number in bytes, its sign included. Reading one takes time that
	 * grows with the square of its length.
	 */
	static final int MAX_BIG_NUMBER_LENGTH = 1000;

	void requireValid() {
		if (this.maxBulkBytes < 1 || this.maxElements < 1 || this.maxDepth < 1 || this.maxLineBytes < 1
				|| this.maxReplyBytes < 1) {
			throw new IllegalArgumentException("All limits must be positive: " + this);
		}
		if (this.maxReplyBytes > MAX_BUFFER_BYTES) {
			throw new IllegalArgumentException(
					"A reply must be limited to " + MAX_BUFFER_BYTES + " bytes at most, not " + this.maxReplyBytes);
		}
	}

}
