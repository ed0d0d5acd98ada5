package io.tino.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Decimal numbers of 64 bits as RESP writes them, in its frames and in the arguments of
 * commands: no sign but a minus, no leading zeros, no spaces. The rules are those of
 * {@code string2ll} in Redis. Nothing is allocated and nothing thrown for what is no
 * number.
 * <p>
 * Where any number is allowed, ask {@link #isLong(ByteBuf)} first. Where
 * {@link Long#MIN_VALUE} is none that is, {@link #parse(ByteBuf)} is enough.
 *
 * @since 0.1.0
 */
public final class RespNumber {

	private static final String MIN_VALUE = Long.toString(Long.MIN_VALUE);

	/** Any number of so many digits is a {@code long}. */
	private static final int SAFE_DIGITS = 18;

	/** Positive numbers below this have eight digits at most. */
	private static final int MAX_SHORT = 100_000_000;

	private RespNumber() {
	}

	/**
	 * Tell whether bytes are a number.
	 * @param bytes whose readable bytes are looked at; its indexes do not move
	 * @return whether they are a number that a {@code long} can hold, and nothing else
	 */
	public static boolean isLong(ByteBuf bytes) {
		return isLong(bytes, bytes.readerIndex(), bytes.writerIndex());
	}

	/**
	 * Tell whether bytes are a number.
	 * @param bytes where the number stands
	 * @param start index of its first byte
	 * @param end index after its last byte
	 * @return whether they are a number that a {@code long} can hold, and nothing else
	 */
	public static boolean isLong(ByteBuf bytes, int start, int end) {
		return parse(bytes, start, end) != Long.MIN_VALUE || isMinValue(bytes, start, end);
	}

	/**
	 * Parse a number.
	 * @param bytes whose readable bytes are the number; its indexes do not move
	 * @return the number, or {@link Long#MIN_VALUE} if they are none or that number
	 * itself, which {@link #isLong(ByteBuf)} tells apart
	 */
	public static long parse(ByteBuf bytes) {
		return parse(bytes, bytes.readerIndex(), bytes.writerIndex());
	}

	/**
	 * Parse a number.
	 * @param bytes where the number stands
	 * @param start index of its first byte
	 * @param end index after its last byte
	 * @return the number, or {@link Long#MIN_VALUE} if they are none or that number
	 * itself, which {@link #isLong(ByteBuf, int, int)} tells apart
	 */
	public static long parse(ByteBuf bytes, int start, int end) {
		if (bytes.hasArray()) {
			int offset = bytes.arrayOffset();
			return parse(bytes.array(), offset + start, offset + end);
		}
		// One byte more than any number has is as wrong as many more
		int length = Math.min(end - start, MIN_VALUE.length() + 1);
		return parse(ByteBufUtil.getBytes(bytes, start, length), 0, length);
	}

	/** Parse a number in an array. */
	static long parse(byte[] bytes, int start, int end) {
		int index = start;
		if (end - start < 1 || end - start > MIN_VALUE.length()) {
			return Long.MIN_VALUE;
		}
		boolean negative = bytes[index] == '-';
		if (negative && ++index == end) {
			return Long.MIN_VALUE;
		}
		byte first = bytes[index];
		if (first == '0' && (negative || end - index > 1)) {
			return Long.MIN_VALUE;
		}
		boolean mayOverflow = end - index > SAFE_DIGITS;
		long value = 0; // negative, as its range is the larger one
		while (index < end) {
			int digit = bytes[index++] - '0';
			if (digit < 0 || digit > 9 || (mayOverflow && value < (Long.MIN_VALUE + digit) / 10)) {
				return Long.MIN_VALUE;
			}
			value = value * 10 - digit;
		}
		return negative ? value : -value; // -MIN_VALUE is MIN_VALUE: an overflow as well
	}

	private static boolean isMinValue(ByteBuf bytes, int start, int end) {
		if (end - start != MIN_VALUE.length()) {
			return false;
		}
		for (int i = 0; i < MIN_VALUE.length(); i++) {
			if (bytes.getByte(start + i) != MIN_VALUE.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Write a number.
	 * @param value the number
	 * @param out where to append it
	 */
	static void write(long value, ByteBuf out) {
		int length = length(value);
		out.ensureWritable(length);
		int start = out.writerIndex();
		set(value, out, start, length);
		out.writerIndex(start + length);
	}

	static void set(long value, ByteBuf out, int start, int length) {
		int index = start + length;
		long rest = (value < 0) ? value : -value;
		do {
			out.setByte(--index, '0' - (int) (rest % 10));
			rest /= 10;
		}
		while (rest != 0);
		if (value < 0) {
			out.setByte(--index, '-');
		}
	}

	static int length(long value) {
		if (value >= 0 && value < MAX_SHORT) { // without a division
			int length = 1;
			for (int bound = 10; value >= bound; bound *= 10) {
				length++;
			}
			return length;
		}
		int length = (value < 0) ? 2 : 1;
		for (long rest = value / 10; rest != 0; rest /= 10) {
			length++;
		}
		return length;
	}

}
