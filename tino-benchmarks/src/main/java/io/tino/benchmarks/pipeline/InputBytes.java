package io.tino.benchmarks.pipeline;

import io.netty.buffer.ByteBuf;

/**
 * Bytes that have been received and not been read yet, in an array that grows. Not
 * thread-safe.
 */
public final class InputBytes {

	private static final int INITIAL_SIZE = 4 * 1024;

	/** The bytes. */
	public byte[] array = new byte[INITIAL_SIZE];

	/** Where the first byte is that has not been read. */
	public int from;

	/** Where the last byte that has been received ends. */
	public int to;

	/**
	 * Add bytes behind those that are there.
	 * @param received the bytes, which are released
	 */
	public void add(ByteBuf received) {
		try {
			int length = received.readableBytes();
			makeRoom(length);
			received.readBytes(this.array, this.to, length);
			this.to += length;
		}
		finally {
			received.release();
		}
	}

	private void makeRoom(int length) {
		if (this.from == this.to) {
			this.from = 0;
			this.to = 0;
		}
		if (length > this.array.length - this.to) {
			int left = this.to - this.from;
			byte[] target = (left + length > this.array.length / 2) ? new byte[2 * (left + length)] : this.array;
			System.arraycopy(this.array, this.from, target, 0, left);
			this.array = target;
			this.from = 0;
			this.to = left;
		}
	}

}
