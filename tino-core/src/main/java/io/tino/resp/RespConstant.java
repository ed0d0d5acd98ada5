package io.tino.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/**
 * Bytes that are written and read again and again, such as the name of a push. They are
 * written in words, as a buffer takes much longer to be given an array. Immutable.
 *
 * @since 0.1.0
 */
public final class RespConstant {

	private final byte[] bytes;

	/** The same bytes, as far as they fill words. */
	private final long[] words;

	private final int fourBytes;

	private final short twoBytes;

	private final byte oneByte;

	/**
	 * Prepare bytes.
	 * @param bytes the bytes, which are copied
	 */
	public RespConstant(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		this.words = new long[bytes.length / Long.BYTES];
		for (int i = 0; i < this.words.length; i++) {
			this.words[i] = buffer.getLong();
		}
		this.bytes = bytes.clone();
		this.fourBytes = has(Integer.BYTES) ? buffer.getInt() : 0;
		this.twoBytes = has(Short.BYTES) ? buffer.getShort() : 0;
		this.oneByte = has(Byte.BYTES) ? buffer.get() : 0;
	}

	/**
	 * Prepare text.
	 * @param text the text, in ASCII
	 */
	public RespConstant(String text) {
		this(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** Tell whether so many bytes, 4, 2 or 1, are part of what is left. */
	private boolean has(int bytes) {
		return (this.bytes.length & bytes) != 0;
	}

	/**
	 * Return how many bytes there are.
	 * @return the number of bytes
	 */
	public int length() {
		return this.bytes.length;
	}

	/**
	 * Tell whether these bytes stand in an array.
	 * @param bytes the array
	 * @param start the index where they would begin
	 * @param end the index behind the last byte of the array that counts
	 * @return whether they do
	 */
	public boolean matches(byte[] bytes, int start, int end) {
		return end - start >= this.bytes.length
				&& Arrays.equals(bytes, start, start + this.bytes.length, this.bytes, 0, this.bytes.length);
	}

	/**
	 * Write the bytes.
	 * @param out where to append them
	 */
	public void write(ByteBuf out) {
		for (long word : this.words) {
			out.writeLong(word);
		}
		if (has(Integer.BYTES)) {
			out.writeInt(this.fourBytes);
		}
		if (has(Short.BYTES)) {
			out.writeShort(this.twoBytes);
		}
		if (has(Byte.BYTES)) {
			out.writeByte(this.oneByte);
		}
	}

}
