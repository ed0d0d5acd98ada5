package io.tino.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Encodes strings as UTF-8 by way of chars that it keeps, as a char of an array costs
 * less than one of a string. A lone surrogate becomes a question mark, as it does in
 * {@link String#getBytes()}.
 */
final class Utf8Encoder {

	/** How many bytes a char takes at most: a pair of them takes four. */
	private static final int MAX_BYTES_PER_CHAR = 3;

	private static final int INITIAL_CHARS = 64;

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private char[] chars = new char[INITIAL_CHARS];

	private int at;

	/**
	 * Return how many bytes a string may overwrite.
	 * @param length how many chars it has
	 */
	static int room(int length) {
		return length * MAX_BYTES_PER_CHAR + 1; // as three bytes are written as four
	}

	/**
	 * Encode a string.
	 * @param value the string
	 * @param target where its bytes go, with the {@link #room(int)} it needs
	 * @param index the index of the first of them
	 * @return the index after the last
	 */
	int encode(String value, byte[] target, int index) {
		int length = value.length();
		if (length > this.chars.length) {
			this.chars = new char[Integer.highestOneBit(length - 1) << 1];
		}
		char[] source = this.chars;
		value.getChars(0, length, source, 0);
		this.at = index;
		int from = 0;
		while (from < length) {
			char unit = source[from];
			if (unit < 0x80) {
				from = ascii(source, from, length, target);
			}
			else if (unit < 0x800) {
				from = twos(source, from, length, target);
			}
			else if (!Character.isSurrogate(unit)) {
				from = threes(source, from, length, target);
			}
			else {
				from = surrogates(source, from, length, target);
			}
		}
		return this.at;
	}

	private int ascii(char[] source, int start, int end, byte[] target) {
		int from = start;
		int to = this.at;
		while (from <= end - 4) {
			int a = source[from];
			int b = source[from + 1];
			int c = source[from + 2];
			int d = source[from + 3];
			if ((a | b | c | d) >= 0x80) {
				break;
			}
			INT.set(target, to, a << 24 | b << 16 | c << 8 | d);
			from += 4;
			to += 4;
		}
		while (from < end && source[from] < 0x80) {
			target[to++] = (byte) source[from++];
		}
		this.at = to;
		return from;
	}

	private int twos(char[] source, int start, int end, byte[] target) {
		int from = start;
		int to = this.at;
		for (; from < end; from++, to += 2) {
			int unit = source[from];
			if (unit < 0x80 || unit >= 0x800) {
				break;
			}
			target[to] = (byte) (0xc0 | unit >> 6);
			target[to + 1] = (byte) (0x80 | unit & 0x3f);
		}
		this.at = to;
		return from;
	}

	private int threes(char[] source, int start, int end, byte[] target) {
		int from = start;
		int to = this.at;
		for (; from < end; from++, to += 3) {
			char unit = source[from];
			if (unit < 0x800 || Character.isSurrogate(unit)) {
				break;
			}
			INT.set(target, to, 0xe080_8000 | (unit & 0xf000) << 12 | (unit & 0xfc0) << 10 | (unit & 0x3f) << 8);
		}
		this.at = to;
		return from;
	}

	private int surrogates(char[] source, int start, int end, byte[] target) {
		int from = start;
		int to = this.at;
		for (; from < end - 1; from += 2, to += 4) {
			int pair = source[from] << 16 | source[from + 1];
			if ((pair & 0xfc00_fc00) != 0xd800_dc00) {
				break;
			}
			int bits = pair - 0xd7c0_dc00;
			INT.set(target, to, 0xf080_8080 | bits & 0x0700_003f | (bits & 0xfc_0000) >> 2 | (bits & 0x3_0000) >> 4
					| (bits & 0x3c0) << 2);
		}
		if (from == start) {
			target[to++] = '?';
			from++;
		}
		this.at = to;
		return from;
	}

}
