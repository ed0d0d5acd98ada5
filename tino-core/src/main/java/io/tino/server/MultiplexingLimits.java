package io.tino.server;

/**
 * How much of the multiplexed calls of one connection is accepted.
 *
 * @param maxConcurrentCalls how many calls may be in flight, at least 1; further ones are
 * answered {@code OVERLOADED}
 * @param maxRequestBytes how many bytes the requests of calls in flight may have
 * together, at least 1; further ones are answered {@code OVERLOADED}. A single call may
 * have more
 * @param maxHeaderBytes how many bytes the headers of a call may have, at least 1
 * @param chunkBytes how many bytes are sent at once of a push, at least 1024; what is
 * larger is cut
 * @param windowBytes how many bytes of the streams that calls take are accepted before
 * they have been taken, at least 1024
 * @since 0.1.0
 */
public record MultiplexingLimits(int maxConcurrentCalls, long maxRequestBytes, int maxHeaderBytes, int chunkBytes,
		int windowBytes) {

	/**
	 * 10,000 calls with requests of 64 MiB, headers of 8 KiB, chunks of 64 KiB, a window
	 * of 1 MiB.
	 */
	public static final MultiplexingLimits DEFAULT = new MultiplexingLimits(10_000, 64 << 20, 8 << 10, 64 << 10,
			1 << 20);

	private static final int MIN_PART_BYTES = 1024;

	/**
	 * Create limits.
	 * @param maxConcurrentCalls how many calls may be in flight
	 * @param maxRequestBytes how many bytes their requests may have together
	 * @param maxHeaderBytes how many bytes the headers of a call may have
	 * @param chunkBytes how many bytes are sent at once of a push
	 * @param windowBytes how many bytes of streams are accepted ahead
	 * @throws IllegalArgumentException if one is less than it may be
	 */
	public MultiplexingLimits(int maxConcurrentCalls, long maxRequestBytes, int maxHeaderBytes, int chunkBytes,
			int windowBytes) {
		this.maxConcurrentCalls = requireAtLeast("maxConcurrentCalls", maxConcurrentCalls, 1);
		this.maxRequestBytes = requireAtLeast("maxRequestBytes", maxRequestBytes, 1);
		this.maxHeaderBytes = requireAtLeast("maxHeaderBytes", maxHeaderBytes, 1);
		this.chunkBytes = requireAtLeast("chunkBytes", chunkBytes, MIN_PART_BYTES);
		this.windowBytes = requireAtLeast("windowBytes", windowBytes, MIN_PART_BYTES);
	}

	private static <N extends Number> N requireAtLeast(String name, N value, long least) {
		if (value.longValue() < least) {
			throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
		}
		return value;
	}

	/**
	 * Change how many calls may be in flight.
	 * @param maxConcurrentCalls the number of calls
	 * @return limits with that
	 */
	public MultiplexingLimits withMaxConcurrentCalls(int maxConcurrentCalls) {
		return new MultiplexingLimits(maxConcurrentCalls, this.maxRequestBytes, this.maxHeaderBytes, this.chunkBytes,
				this.windowBytes);
	}

	/**
	 * Change how many bytes their requests may have.
	 * @param maxRequestBytes the number of bytes
	 * @return limits with that
	 */
	public MultiplexingLimits withMaxRequestBytes(long maxRequestBytes) {
		return new MultiplexingLimits(this.maxConcurrentCalls, maxRequestBytes, this.maxHeaderBytes, this.chunkBytes,
				this.windowBytes);
	}

	/**
	 * Change how many bytes the headers of a call may have.
	 * @param maxHeaderBytes the number of bytes
	 * @return limits with that
	 */
	public MultiplexingLimits withMaxHeaderBytes(int maxHeaderBytes) {
		return new MultiplexingLimits(this.maxConcurrentCalls, this.maxRequestBytes, maxHeaderBytes, this.chunkBytes,
				this.windowBytes);
	}

	/**
	 * Change how many bytes are sent at once.
	 * @param chunkBytes the number of bytes
	 * @return limits with that
	 */
	public MultiplexingLimits withChunkBytes(int chunkBytes) {
		return new MultiplexingLimits(this.maxConcurrentCalls, this.maxRequestBytes, this.maxHeaderBytes, chunkBytes,
				this.windowBytes);
	}

	/**
	 * Change how many bytes of streams are accepted ahead.
	 * @param windowBytes the number of bytes
	 * @return limits with that
	 */
	public MultiplexingLimits withWindowBytes(int windowBytes) {
		return new MultiplexingLimits(this.maxConcurrentCalls, this.maxRequestBytes, this.maxHeaderBytes,
				this.chunkBytes, windowBytes);
	}

}
