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
	 * The limits of Redis for those who have not authenticated, and 64 KiB for a request.
	 */
	public static final RequestLimits UNAUTHENTICATED = new RequestLimits(10, 16 * 1024, 64 * 1024, 1024, 64 * 1024);

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
	 * Return these limits with another {@link #maxElements()}.
	 * @param maxElements the most elements of a request
	 * @return the changed limits
	 */
	public RequestLimits withMaxElements(int maxElements) {
		return new RequestLimits(maxElements, this.maxBulkBytes, this.maxRequestBytes, this.maxHeadBytes,
				this.maxInlineBytes);
	}

	/**
	 * Return these limits with another {@link #maxBulkBytes()}.
	 * @param maxBulkBytes the most bytes of an element
	 * @return the changed limits
	 */
	public RequestLimits withMaxBulkBytes(long maxBulkBytes) {
		return new RequestLimits(this.maxElements, maxBulkBytes, this.maxRequestBytes, this.maxHeadBytes,
				this.maxInlineBytes);
	}

	/**
	 * Return these limits with another {@link #maxInlineBytes()}.
	 * @param maxInlineBytes the most bytes of an inline request
	 * @return the changed limits
	 */
	public RequestLimits withMaxInlineBytes(int maxInlineBytes) {
		return new RequestLimits(this.maxElements, this.maxBulkBytes, this.maxRequestBytes, this.maxHeadBytes,
				maxInlineBytes);
	}

	/**
	 * Return the tighter of these limits and others, each by itself.
	 * @param others the others
	 * @return limits that allow what both allow
	 */
	public RequestLimits atMost(RequestLimits others) {
		return new RequestLimits(Math.min(this.maxElements, others.maxElements),
				Math.min(this.maxBulkBytes, others.maxBulkBytes),
				Math.min(this.maxRequestBytes, others.maxRequestBytes),
				Math.min(this.maxHeadBytes, others.maxHeadBytes), Math.min(this.maxInlineBytes, others.maxInlineBytes));
	}

	/**
	 * Check these limits.
	 * @throws IllegalArgumentException if one of them is less than 1, or
	 * {@link #maxRequestBytes()} or {@link #maxInlineBytes()} is more than 1 GiB
	 */
	public void requireValid() {
		requirePositive("maxElements", this.maxElements);
		requirePositive("maxBulkBytes", this.maxBulkBytes);
		requirePositive("maxRequestBytes", this.maxRequestBytes);
		requirePositive("maxHeadBytes", this.maxHeadBytes);
		requirePositive("maxInlineBytes", this.maxInlineBytes);
		long longest = Math.max(this.maxRequestBytes, this.maxInlineBytes);
		if (longest > MAX_BUFFER_BYTES) {
			throw new IllegalArgumentException(
					"A request must be limited to " + MAX_BUFFER_BYTES + " bytes at most, not " + longest);
		}
	}

	private static void requirePositive(String name, long limit) {
		if (limit < 1) {
			throw new IllegalArgumentException(name + " must be at least 1, but is " + limit);
		}
	}

}
