package io.tino.resp;

import io.netty.buffer.ByteBuf;

/**
 * Decimal numbers as RESP writes them: no sign but a minus, no leading zeros, no spaces.
 * The rules are those of {@code string2ll} in Redis.
 */
final class RespNumber {

	/** Longest number, {@code Long.MIN_VALUE}. */
	static final int MAX_LENGTH = 20;

	private RespNumber() {
	}

	/**
	 * Parse a number.
	 * @param bytes where the number stands
	 * @param start index of its first byte
	 * @param end index after its last byte
	 * @return the number, or {@link Long#MIN_VALUE} if it is none; that number itself is
	 * no length, and {@link #isMinValue} tells it apart
	 */
	static long parse(ByteBuf bytes, int start, int end) {
		int index = start;
		if (end - start < 1 || end - start > MAX_LENGTH) {
			return Long.MIN_VALUE;
		}
		boolean negative = bytes.getByte(index) == '-';
		if (negative && ++index == end) {
			return Long.MIN_VALUE;
		}
		byte first = bytes.getByte(index);
		if (first == '0' && (negative || end - index > 1)) {
			return Long.MIN_VALUE;
		}
		long value = 0; // negative, as its range is the larger one
		while (index < end) {
			int digit = bytes.getByte(index++) - '0';
			if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
				return Long.MIN_VALUE;
			}
			value = value * 10 - digit;
		}
		return negative ? value : -value; // -MIN_VALUE is MIN_VALUE: an overflow as well
	}

	static boolean isMinValue(ByteBuf bytes, int start, int end) {
		String digits = "-9223372036854775808";
		if (end - start != digits.length()) {
			return false;
		}
		for (int i = 0; i < digits.length(); i++) {
			if (bytes.getByte(start + i) != digits.charAt(i)) {
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
		if (value >= 0 && value < 10) {
			out.writeByte('0' + (int) value);
			return;
		}
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
		int length = (value < 0) ? 2 : 1;
		for (long rest = value / 10; rest != 0; rest /= 10) {
			length++;
		}
		return length;
	}

}
