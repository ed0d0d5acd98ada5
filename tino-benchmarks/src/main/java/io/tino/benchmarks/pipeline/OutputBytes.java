package io.tino.benchmarks.pipeline;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOutboundInvoker;

/**
 * Bytes that are to be sent: collected in an array, and written in chunks of moderate
 * size. Not thread-safe.
 */
public final class OutputBytes {

	private static final int INITIAL_SIZE = 4 * 1024;

	private static final int CHUNK_SIZE = 64 * 1024;

	private final ByteBufAllocator allocator;

	private final ChannelOutboundInvoker channel;

	private byte[] array = new byte[INITIAL_SIZE];

	private int length;

	private boolean written;

	/**
	 * Create an output that is empty.
	 * @param allocator allocates chunks
	 * @param channel what chunks are written to
	 */
	public OutputBytes(ByteBufAllocator allocator, ChannelOutboundInvoker channel) {
		this.allocator = allocator;
		this.channel = channel;
	}

	/**
	 * Make room for a few bytes, which the caller writes to {@link #array()}.
	 * @param count how many, less than the size of a chunk
	 * @return where the first of them goes
	 */
	public int add(int count) {
		if (count > this.array.length - this.length) {
			grow(count);
		}
		int at = this.length;
		this.length = at + count;
		return at;
	}

	/**
	 * Return the array, which is another one after {@link #add}.
	 * @return the array
	 */
	public byte[] array() {
		return this.array;
	}

	/**
	 * Add bytes.
	 * @param bytes the bytes
	 */
	public void add(byte[] bytes) {
		add(bytes, 0, bytes.length);
	}

	/**
	 * Add bytes.
	 * @param bytes where they are
	 * @param from where the first is
	 * @param count how many
	 */
	public void add(byte[] bytes, int from, int count) {
		if (count > this.array.length - this.length) {
			if (count > CHUNK_SIZE - this.length) {
				addChunks(bytes, from, count);
				return;
			}
			grow(count);
		}
		System.arraycopy(bytes, from, this.array, this.length, count);
		this.length += count;
	}

	private void grow(int count) {
		if (count > CHUNK_SIZE - this.length) {
			write();
		}
		else {
			this.array = Arrays.copyOf(this.array, Math.min(CHUNK_SIZE, 2 * (this.length + count)));
		}
	}

	private void addChunks(byte[] bytes, int from, int count) {
		write();
		int at = from;
		int end = from + count;
		for (; end - at > CHUNK_SIZE; at += CHUNK_SIZE) {
			write(bytes, at, CHUNK_SIZE);
		}
		add(bytes, at, end - at);
	}

	/**
	 * Add a number as decimal digits.
	 * @param number the number, not negative
	 */
	public void addDecimal(int number) {
		int digits = 1;
		for (int rest = number / 10; rest > 0; rest /= 10) {
			digits++;
		}
		int at = add(digits) + digits;
		int rest = number;
		do {
			this.array[--at] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
		while (rest > 0);
	}

	private void write() {
		if (this.length > 0) {
			write(this.array, 0, this.length);
			this.length = 0;
		}
	}

	private void write(byte[] bytes, int from, int count) {
		ByteBuf chunk = this.allocator.directBuffer(count).writeBytes(bytes, from, count);
		this.channel.write(chunk, this.channel.voidPromise());
		this.written = true;
	}

	/**
	 * Send all that has been added.
	 */
	public void flush() {
		write();
		if (this.written) {
			this.written = false;
			this.channel.flush();
		}
	}

}
