package io.tino.server;

/**
 * How many items of a stream are asked for at once: as many as there is room for, as far
 * as the last ones tell how large the next ones will be.
 */
final class BatchSize {

	private static final int MAX_ITEMS = 64;

	/** How long the next items will be at most. */
	private int expectedBytes;

	/** An item of a length has come. */
	void came(int bytes) {
		this.expectedBytes = Math.max(Math.max(1, bytes), this.expectedBytes - this.expectedBytes / 16);
	}

	/** Return how many items have room in some bytes, one at least. */
	int within(long bytes) {
		if (this.expectedBytes == 0) {
			return 1; // who knows
		}
		return (int) Math.max(1, Math.min(MAX_ITEMS, bytes / this.expectedBytes));
	}

}
