package io.tino.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * MessagePack that is put together in an array, where a byte costs less than in a buffer,
 * and then copied to a buffer at once. It is the same as what {@link MessagePackOutput}
 * appends.
 */
final class ArrayOutput {

	private static final int INITIAL_BYTES = 512;

	/** How much memory is kept for what is written next. */
	private static final int MAX_KEPT_BYTES = 64 * 1024;

	/** The longest string of which each char is looked at, as copying has a price too. */
	private static final int SHORT = 48;

	/** The longest string that is encoded in memory that a thread keeps. */
	static final int LONG = 16 * 1024;

	private static final int MAX_HEADER = 5;

	private static final FastThreadLocal<ArrayOutput> OF_THREAD = new FastThreadLocal<>() {

		@Override
		protected ArrayOutput initialValue() {
			return new ArrayOutput();
		}

	};

	private final Utf8Encoder utf8 = new Utf8Encoder();

	private byte[] bytes = new byte[INITIAL_BYTES];

	private int index;

	private boolean open;

	int index() {
		return this.index;
	}

	/**
	 * Return the output of this thread, or a new one while that is open, as where a
	 * getter writes too.
	 */
	static ArrayOutput open() {
		ArrayOutput output = OF_THREAD.get();
		if (output.open) {
			return new ArrayOutput();
		}
		output.open = true;
		return output;
	}

	/** Forget all that was written. */
	void close() {
		this.open = false;
		this.index = 0;
		if (this.bytes.length > MAX_KEPT_BYTES) {
			this.bytes = new byte[INITIAL_BYTES];
		}
	}

	int capacity() {
		return this.bytes.length;
	}

	byte[] toArray() {
		return Arrays.copyOf(this.bytes, this.index);
	}

	void copyTo(ByteBuf out) {
		out.writeBytes(this.bytes, 0, this.index);
	}

	/** Set a byte that was written before. */
	void set(int at, int value) {
		this.bytes[at] = (byte) value;
	}

	private void require(int count) {
		if (this.bytes.length - this.index < count) {
			grow(count);
		}
	}

	private void grow(int count) {
		long length = Math.max((long) this.index + count, 2L * this.bytes.length);
		int limit = Integer.MAX_VALUE - 8;
		this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(length, limit));
		require((this.bytes.length < limit) ? count : 0);
	}

	void writeByte(int value) {
		require(1);
		this.bytes[this.index++] = (byte) value;
	}

	/** Write bytes as they are. */
	void writeRaw(byte[] raw) {
		require(raw.length);
		System.arraycopy(raw, 0, this.bytes, this.index, raw.length);
		this.index += raw.length;
	}

	void writeNil() {
		writeByte(0xc0);
	}

	void writeBoolean(boolean value) {
		writeByte(value ? 0xc3 : 0xc2);
	}

	void writeLong(long value) {
		if (value >= -32 && value < 128) {
			writeByte((int) value);
		}
		else if (value >= 0) {
			writePositive(value);
		}
		else if (value >= Byte.MIN_VALUE) {
			write(0xd0, value, 1);
		}
		else if (value >= Short.MIN_VALUE) {
			write(0xd1, value, 2);
		}
		else if (value >= Integer.MIN_VALUE) {
			write(0xd2, value, 4);
		}
		else {
			write(0xd3, value, 8);
		}
	}

	private void writePositive(long value) {
		if (value < 1 << 8) {
			write(0xcc, value, 1);
		}
		else if (value < 1 << 16) {
			write(0xcd, value, 2);
		}
		else if (value < 1L << 32) {
			write(0xce, value, 4);
		}
		else {
			write(0xcf, value, 8);
		}
	}

	/** Write a header and the lowest bytes of a number. */
	private void write(int header, long value, int count) {
		require(1 + count);
		this.bytes[this.index++] = (byte) header;
		for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
			this.bytes[this.index++] = (byte) (value >> shift);
		}
	}

	/** Write an unsigned integer that no {@code long} holds. */
	void writeUnsigned64(long bits) {
		write(0xcf, bits, 8);
	}

	void writeFloat(float value) {
		write(0xca, Float.floatToRawIntBits(value), 4);
	}

	void writeDouble(double value) {
		write(0xcb, Double.doubleToRawLongBits(value), 8);
	}

	void writeBinary(byte[] value) {
		if (value.length < 1 << 8) {
			write(0xc4, value.length, 1);
		}
		else {
			writeLength(value.length, 0xc5);
		}
		writeRaw(value);
	}

	void writeArrayHeader(int size) {
		if (size < 16) {
			writeByte(0x90 | size);
		}
		else {
			writeLength(size, 0xdc);
		}
	}

	void writeMapHeader(int size) {
		if (size < 16) {
			writeByte(0x80 | size);
		}
		else {
			writeLength(size, 0xde);
		}
	}

	private void writeLength(int length, int header16) {
		if (length < 1 << 16) {
			write(header16, length, 2);
		}
		else {
			write(header16 + 1, length, 4);
		}
	}

	private void writeStringHeader(int length) {
		if (length < 32) {
			writeByte(0xa0 | length);
		}
		else if (length < 1 << 8) {
			write(0xd9, length, 1);
		}
		else {
			writeLength(length, 0xda);
		}
	}

	void writeString(String value) {
		int length = value.length();
		if (length > SHORT) {
			if (length > LONG || isLikelyAscii(value)) {
				byte[] encoded = value.getBytes(StandardCharsets.UTF_8); // made of words
				writeStringHeader(encoded.length);
				writeRaw(encoded);
			}
			else {
				writeOther(value);
			}
			return;
		}
		require(MAX_HEADER + length);
		byte[] target = this.bytes;
		int at = this.index + headerBytes(length);
		for (int i = 0; i < length; i++) {
			char unit = value.charAt(i);
			if (unit >= 0x80) {
				writeOther(value);
				return;
			}
			target[at++] = (byte) unit;
		}
		writeStringHeader(length);
		this.index = at;
	}

	/** Look at some chars, to choose the faster way. */
	private static boolean isLikelyAscii(String value) {
		int last = value.length() - 1;
		return (value.charAt(0) | value.charAt(last >> 1) | value.charAt(last)) < 0x80;
	}

	/** Write a string of which not all chars are ASCII. */
	private void writeOther(String value) {
		int length = value.length();
		require(MAX_HEADER + Utf8Encoder.room(length));
		int header = headerBytes(length); // right for most
		int start = this.index + header;
		int encoded = this.utf8.encode(value, this.bytes, start) - start;
		if (headerBytes(encoded) != header) {
			System.arraycopy(this.bytes, start, this.bytes, this.index + headerBytes(encoded), encoded);
		}
		writeStringHeader(encoded);
		this.index += encoded;
	}

	private static int headerBytes(int length) {
		if (length < 1 << 8) {
			return (length < 32) ? 1 : 2;
		}
		return (length < 1 << 16) ? 3 : 5;
	}

}
