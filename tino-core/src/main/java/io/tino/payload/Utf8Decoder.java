package io.tino.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Decodes UTF-8 by way of memory that a thread keeps, where the JDK allocates for the
 * most chars that there may be. What is malformed makes it throw {@link Unreadable}.
 */
final class Utf8Decoder {

	/** How many chars and bytes are kept for what is read next. */
	private static final int MAX_KEPT = 32 * 1024;

	private static final int INITIAL = 256;

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

	/** The least code points that take so many bytes. */
	private static final int[] LEAST = { 0, 0, 0x80, 0x800, Character.MIN_SUPPLEMENTARY_CODE_POINT };

	private static final FastThreadLocal<Utf8Decoder> OF_THREAD = new FastThreadLocal<>() {

		@Override
		protected Utf8Decoder initialValue() {
			return new Utf8Decoder();
		}

	};

	private char[] chars = new char[INITIAL];

	private byte[] copy = new byte[INITIAL];

	private int count;

	private Utf8Decoder() {
	}

	/** Decode bytes of a buffer, whose indexes do not move. */
	static String decode(ByteBuf in, int start, int length) {
		if (in.hasArray()) {
			return decode(in.array(), in.arrayOffset() + start, length);
		}
		byte[] copy = OF_THREAD.get().copy(length);
		in.getBytes(start, copy, 0, length);
		return decode(copy, 0, length);
	}

	/** Decode bytes of an array. */
	static String decode(byte[] bytes, int start, int length) {
		if (isLikelyAscii(bytes, start, length)) {
			String value = new String(bytes, start, length, StandardCharsets.UTF_8);
			// That replaces what is malformed: look closer only where it may have
			if (value.indexOf('\ufffd') < 0) {
				return value;
			}
		}
		return OF_THREAD.get().decodeStrictly(bytes, start, start + length);
	}

	/** Look at some bytes, to choose the faster way: the JDK tests ASCII by vectors. */
	private static boolean isLikelyAscii(byte[] bytes, int start, int length) {
		return length == 0 || (bytes[start] | bytes[start + (length >> 1)] | bytes[start + length - 1]) >= 0;
	}

	private byte[] copy(int length) {
		if (length > MAX_KEPT) {
			return new byte[length];
		}
		if (length > this.copy.length) {
			this.copy = new byte[capacity(length)];
		}
		return this.copy;
	}

	private char[] chars(int length) {
		if (length > MAX_KEPT) {
			return new char[length];
		}
		if (length > this.chars.length) {
			this.chars = new char[capacity(length)];
		}
		return this.chars;
	}

	/** Return a power of two, so that memory does not grow each time by a little. */
	private static int capacity(int length) {
		return Integer.highestOneBit(length - 1) << 1;
	}

	private String decodeStrictly(byte[] bytes, int start, int end) {
		char[] target = chars(end - start);
		this.count = 0;
		int at = start;
		while (at < end) {
			int run = run(bytes, at, end, target);
			at = (run > at) ? run : one(bytes, at, end, target);
		}
		return new String(target, 0, this.count);
	}

	/** Decode characters of as many bytes as the next one, as far as it is simple. */
	private int run(byte[] bytes, int at, int end, char[] target) {
		int lead = bytes[at];
		if (lead >= 0) {
			return ascii(bytes, at, end, target);
		}
		if (lead < (byte) 0xe0) {
			return twos(bytes, at, end, target);
		}
		return (lead < (byte) 0xf0) ? threes(bytes, at, end, target) : fours(bytes, at, end, target);
	}

	private int ascii(byte[] bytes, int start, int end, char[] target) {
		int at = start;
		int to = this.count;
		int count = 8;
		while (at <= end - 8 && count == 8) {
			for (int i = 0; i < 8; i++) {
				target[to + i] = (char) bytes[at + i]; // what is not ASCII is overwritten
			}
			count = Long.numberOfLeadingZeros((long) LONG.get(bytes, at) & NOT_ASCII) >> 3;
			at += count;
			to += count;
		}
		while (at < end && bytes[at] >= 0) {
			target[to++] = (char) bytes[at++];
		}
		this.count = to;
		return at;
	}

	/** Decode characters of two bytes, four at a time. */
	private int twos(byte[] bytes, int start, int end, char[] target) {
		int at = start;
		int to = this.count;
		for (; at <= end - 8; at += 8, to += 4) {
			long word = (long) LONG.get(bytes, at);
			long units = (word & 0x1f00_1f00_1f00_1f00L) >>> 2 | word & 0x003f_003f_003f_003fL;
			// Carries to the highest bit from 0x80 on, as what is below takes one byte
			long carries = (units + 0x7f80_7f80_7f80_7f80L) & 0x8000_8000_8000_8000L;
			if ((word & 0xe0c0_e0c0_e0c0_e0c0L) != 0xc080_c080_c080_c080L || carries != 0x8000_8000_8000_8000L) {
				break;
			}
			target[to] = (char) (units >>> 48);
			target[to + 1] = (char) (units >>> 32);
			target[to + 2] = (char) (units >>> 16);
			target[to + 3] = (char) units;
		}
		this.count = to;
		return at;
	}

	/** Decode characters of three bytes. */
	private int threes(byte[] bytes, int start, int end, char[] target) {
		int at = start;
		int to = this.count;
		for (; at <= end - 4; at += 3) {
			int word = (int) INT.get(bytes, at);
			char unit = (char) (word >> 12 & 0xf000 | word >> 10 & 0xfc0 | word >> 8 & 0x3f);
			if ((word & 0xf0c0_c000) != 0xe080_8000 || unit < 0x800 || Character.isSurrogate(unit)) {
				break;
			}
			target[to++] = unit;
		}
		this.count = to;
		return at;
	}

	/** Decode characters of four bytes, each of which becomes a pair, two at a time. */
	private int fours(byte[] bytes, int start, int end, char[] target) {
		int at = start;
		int to = this.count;
		for (; at <= end - 8; at += 8, to += 4) {
			long word = (long) LONG.get(bytes, at);
			long pairs = (word & 0x0700_003f_0700_003fL) + ((word & 0x003f_0000_003f_0000L) << 2)
					+ ((word & 0x3000_0000_3000L) << 4) + ((word & 0x0f00_0000_0f00L) >>> 2) + 0xd7c0_dc00_d7c0_dc00L;
			if ((word & 0xf8c0_c0c0_f8c0_c0c0L) != 0xf080_8080_f080_8080L
					|| (pairs & 0xfc00_0000_fc00_0000L) != 0xd800_0000_d800_0000L) {
				break;
			}
			target[to] = (char) (pairs >>> 48);
			target[to + 1] = (char) (pairs >>> 32);
			target[to + 2] = (char) (pairs >>> 16);
			target[to + 3] = (char) pairs;
		}
		this.count = to;
		return at;
	}

	/** Decode a character of more than one byte, which may be malformed. */
	private int one(byte[] bytes, int start, int end, char[] target) {
		int lead = bytes[start] & 0xff;
		int size = (lead < 0xe0) ? 2 : (lead < 0xf0) ? 3 : 4;
		if (lead < 0xc0 || lead >= 0xf8 || size > end - start) {
			throw Unreadable.INSTANCE;
		}
		int point = lead & 0x7f >> size;
		for (int i = 1; i < size; i++) {
			int next = bytes[start + i];
			if (next >= (byte) 0xc0) {
				throw Unreadable.INSTANCE;
			}
			point = point << 6 | next & 0x3f;
		}
		if (point < LEAST[size] || point > Character.MAX_CODE_POINT
				|| point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
			throw Unreadable.INSTANCE;
		}
		this.count += Character.toChars(point, target, this.count);
		return start + size;
	}

}
