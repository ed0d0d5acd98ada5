package io.tino.payload;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Reads MessagePack from an array, where a byte costs less than in a buffer. Throws
 * {@link Unreadable} where {@link MessagePackInput} does.
 */
final class ArrayInput {

	private static final int NIL = 0xc0;

	private final byte[] bytes;

	private final int end;

	private int index;

	/**
	 * Create an instance.
	 * @param in whose readable bytes are read; its indexes do not move
	 */
	ArrayInput(ByteBuf in) {
		int length = in.readableBytes();
		if (in.hasArray()) {
			this.bytes = in.array();
			this.index = in.arrayOffset() + in.readerIndex();
		}
		else {
			this.bytes = ByteBufUtil.getBytes(in);
		}
		this.end = this.index + length;
	}

	boolean isAtEnd() {
		return this.index == this.end;
	}

	private void require(long count) {
		if (this.end - this.index < count) {
			throw Unreadable.INSTANCE;
		}
	}

	private int header() {
		require(1);
		return this.bytes[this.index++] & 0xff;
	}

	/** Return the byte that is next, and stay before it. */
	int peek() {
		require(1);
		return this.bytes[this.index] & 0xff;
	}

	/** Skip a nil if one is next. */
	boolean readNil() {
		if (peek() != NIL) {
			return false;
		}
		this.index++;
		return true;
	}

	/** Skip the bytes given if they are next. */
	boolean skip(byte[] expected) {
		int start = this.index;
		if (this.end - start < expected.length) {
			return false;
		}
		for (int i = 0; i < expected.length; i++) {
			if (this.bytes[start + i] != expected[i]) {
				return false;
			}
		}
		this.index = start + expected.length;
		return true;
	}

	private long number(int count) {
		require(count);
		long value = 0;
		for (int i = 0; i < count; i++) {
			value = value << 8 | this.bytes[this.index++] & 0xff;
		}
		return value;
	}

	boolean readBoolean() {
		return switch (header()) {
			case 0xc2 -> false;
			case 0xc3 -> true;
			default -> throw Unreadable.INSTANCE;
		};
	}

	long readLong() {
		int header = header();
		if (header < 0x80) {
			return header;
		}
		return switch (header) {
			case 0xcc -> number(1);
			case 0xcd -> number(2);
			case 0xce -> number(4);
			case 0xcf -> positive(number(8));
			case 0xd0 -> (byte) number(1);
			case 0xd1 -> (short) number(2);
			case 0xd2 -> (int) number(4);
			case 0xd3 -> number(8);
			default -> negative(header);
		};
	}

	private static long negative(int header) {
		if (header < 0xe0) {
			throw Unreadable.INSTANCE;
		}
		return (byte) header;
	}

	private static long positive(long value) {
		if (value < 0) {
			throw Unreadable.INSTANCE;
		}
		return value;
	}

	/** Read an integer of a narrower type, refusing one outside of its range. */
	long readInteger(long min, long max) {
		long value = readLong();
		if (value < min || value > max) {
			throw Unreadable.INSTANCE;
		}
		return value;
	}

	/** Read a number as a {@code double}, for which an integer will do. */
	double readDouble() {
		return switch (peek()) {
			case 0xca -> Float.intBitsToFloat((int) skipped().number(4));
			case 0xcb -> Double.longBitsToDouble(skipped().number(8));
			default -> readLong();
		};
	}

	/** Read a number as a {@code float}, as exactly as it can be. */
	float readFloat() {
		return switch (peek()) {
			case 0xca -> Float.intBitsToFloat((int) skipped().number(4));
			case 0xcb -> (float) Double.longBitsToDouble(skipped().number(8));
			default -> readLong();
		};
	}

	/** Tell whether an integer is next, of whatever size. */
	boolean isInteger() {
		int header = peek();
		return header < 0x80 || header >= 0xe0 || (header >= 0xcc && header <= 0xd3);
	}

	private ArrayInput skipped() {
		this.index++;
		return this;
	}

	boolean isString() {
		int header = peek();
		return (header & 0xe0) == 0xa0 || (header >= 0xd9 && header <= 0xdb);
	}

	String readString() {
		int length = stringLength();
		int start = this.index;
		this.index = start + length;
		return Utf8Decoder.decode(this.bytes, start, length);
	}

	private int stringLength() {
		int header = header();
		long length = ((header & 0xe0) == 0xa0) ? header & 0x1f : switch (header) {
			case 0xd9 -> number(1);
			case 0xda -> number(2);
			case 0xdb -> number(4);
			default -> throw Unreadable.INSTANCE;
		};
		require(length);
		return (int) length;
	}

	byte[] readBinary() {
		long length = switch (header()) {
			case 0xc4 -> number(1);
			case 0xc5 -> number(2);
			case 0xc6 -> number(4);
			default -> throw Unreadable.INSTANCE;
		};
		require(length);
		int start = this.index;
		this.index += (int) length;
		return Arrays.copyOfRange(this.bytes, start, this.index);
	}

	int readArrayHeader() {
		int header = header();
		return size(((header & 0xf0) == 0x90) ? header & 0x0f : switch (header) {
			case 0xdc -> number(2);
			case 0xdd -> number(4);
			default -> throw Unreadable.INSTANCE;
		}, 1);
	}

	int readMapHeader() {
		int header = header();
		return size(((header & 0xf0) == 0x80) ? header & 0x0f : switch (header) {
			case 0xde -> number(2);
			case 0xdf -> number(4);
			default -> throw Unreadable.INSTANCE;
		}, 2);
	}

	/** Each value takes a byte at least. */
	private int size(long elements, int valuesPerElement) {
		require(elements * valuesPerElement);
		return (int) elements;
	}

	/**
	 * Skip a value that is well-formed and whose maps have keys of type str: of others
	 * Jackson may think otherwise.
	 */
	void skipValue(int depth) {
		int header = peek();
		switch (header) {
			case 0xc0, 0xc2, 0xc3 -> this.index++;
			case 0xc4, 0xc5, 0xc6 -> readBinary();
			case 0xca, 0xcb -> readDouble();
			case 0xcf -> skipped().number(8);
			default -> skipOther(header, depth);
		}
	}

	private void skipOther(int header, int depth) {
		if (isString()) {
			readString();
		}
		else if ((header & 0xf0) == 0x90 || header == 0xdc || header == 0xdd) {
			for (int left = within(depth).readArrayHeader(); left > 0; left--) {
				skipValue(depth - 1);
			}
		}
		else if ((header & 0xf0) == 0x80 || header == 0xde || header == 0xdf) {
			for (int left = within(depth).readMapHeader(); left > 0; left--) {
				readString();
				skipValue(depth - 1);
			}
		}
		else {
			readLong();
		}
	}

	/** Refuse to go into a container deeper than the limit. */
	ArrayInput within(int depth) {
		if (depth == 0) {
			throw Unreadable.INSTANCE;
		}
		return this;
	}

}
