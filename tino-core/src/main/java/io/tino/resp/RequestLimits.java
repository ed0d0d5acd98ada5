package io.tino.resp;

/**
 * What a {@link RequestDecoder} accepts of a request. Each limit is checked against the
 * declared length, before a byte of the element is kept.
 *
 * @param maxElements the most elements of a request, the command's name included; more is
 * a protocol error
 * @param maxBulkBytes the longest single element that the framing allows; longer is a
 * protocol error. Redis calls it {@code proto-max-bulk-len}
 * @param maxRequestBytes the longest request, framing included; a longer one is
 * well-formed and skipped
 * @param maxHeadBytes the longest head of a request, framing included: the command's
 * name, and more elements if they are {@linkplain RequestDecoder#awaitHead awaited}; a
 * request with a longer one is skipped
 * @param maxInlineBytes the longest inline request; longer is a protocol error
 * @since 0.1.0
 */
public record RequestLimits(int maxElements, long maxBulkBytes, long maxRequestBytes, int maxHeadBytes,
		int maxInlineBytes) {

	/** Leaves room for what has been received behind a request. */
	private static final int MAX_BUFFER_BYTES = 1 << 30;

	/**
	 * The limits of Redis where it has one, and 8 MiB for a request.
	 */
	public static final RequestLimits DEFAULT = new RequestLimits(1024 * 1024, 512L << 20, 8L << 20, 1024, 64 * 1024);

	/**
	 * Return these limits with another {@link #maxRequestBytes()}.
	 * @param maxRequestBytes the most bytes of a request
	 * @return the changed limits
	 */
	public RequestLimits withMaxRequestBytes(long maxRequestBytes) {
		return new RequestLimits(this.maxElements, this.maxBulkBytes, maxRequestBytes, this.maxHeadBytes,
				this.maxInlineBytes);
	}

	/**
	 * Check these limits.
	 * @throws IllegalArgumentException if one of them is less than 1, or
	 * {@link #maxRequestBytes()} is more than 1 GiB
	 */
	public void requireValid() {
		if (this.maxElements < 1 || this.maxBulkBytes < 1 || this.maxRequestBytes < 1 || this.maxHeadBytes < 1
				|| this.maxInlineBytes < 1) {
			throw new IllegalArgumentException("All limits must be at least 1: " + this);
		}
		if (this.maxRequestBytes > MAX_BUFFER_BYTES) {
			throw new IllegalArgumentException(
					"A request must be limited to " + MAX_BUFFER_BYTES + " bytes at most, not " + this.maxRequestBytes);
		}
	}

}
