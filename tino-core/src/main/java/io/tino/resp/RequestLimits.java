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
 * name, unless more elements are {@linkplain RequestDecoder#awaitHead awaited}; a request
 * with a longer one is skipped
 * @param maxInlineBytes the longest inline request; longer is a protocol error
 * @since 0.1.0
 */
public record RequestLimits(int maxElements, long maxBulkBytes, long maxRequestBytes, int maxHeadBytes,
		int maxInlineBytes) {

	/**
	 * The limits of Redis where it has one, and 8 MiB for a request.
	 */
	public static final RequestLimits DEFAULT = new RequestLimits(1024 * 1024, 512L << 20, 8L << 20, 1024, 64 * 1024);

	public RequestLimits {
		requirePositive(maxElements, "maxElements");
		requirePositive(maxBulkBytes, "maxBulkBytes");
		requirePositive(maxRequestBytes, "maxRequestBytes");
		requirePositive(maxHeadBytes, "maxHeadBytes");
		requirePositive(maxInlineBytes, "maxInlineBytes");
		if (maxRequestBytes > Integer.MAX_VALUE - 64 * 1024) {
			throw new IllegalArgumentException("maxRequestBytes " + maxRequestBytes + " exceeds what one buffer holds");
		}
	}

	private static void requirePositive(long value, String name) {
		if (value < 1) {
			throw new IllegalArgumentException(name + " must be positive, but is " + value);
		}
	}

	/**
	 * Return these limits with another {@link #maxRequestBytes()}.
	 * @param maxRequestBytes the most bytes of a request
	 * @return the changed limits
	 */
	public RequestLimits withMaxRequestBytes(long maxRequestBytes) {
		return new RequestLimits(this.maxElements, this.maxBulkBytes, maxRequestBytes, this.maxHeadBytes,
				this.maxInlineBytes);
	}

}
