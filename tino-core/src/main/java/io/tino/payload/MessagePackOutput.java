package io.tino.payload;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/**
 * Appends MessagePack to a buffer, each value in its shortest form.
 *
 * @since 0.1.0
 * @see <a href= "https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack
 * specification</a>
 */
public final class MessagePackOutput {

	private MessagePackOutput() {
	}

	static void writeNil(ByteBuf out) {
		out.writeByte(0xc0);
	}

	static void writeBoolean(boolean value, ByteBuf out) {
		out.writeByte(value ? 0xc3 : 0xc2);
	}

	/**
	 * Append a number.
	 * @param value the number
	 * @param out where it is appended
	 */
	public static void writeLong(long value, ByteBuf out) {
		if (value >= -32 && value < 128) {
			out.writeByte((int) value);
		}
		else if (value >= 0) {
			writePositive(value, out);
		}
		else if (value >= Byte.MIN_VALUE) {
			out.writeShort(0xd0 << 8 | (int) value & 0xff);
		}
		else if (value >= Short.MIN_VALUE) {
			out.writeMedium(0xd1 << 16 | (int) value & 0xffff);
		}
		else if (value >= Integer.MIN_VALUE) {
			out.writeByte(0xd2).writeInt((int) value);
		}
		else {
			out.writeByte(0xd3).writeLong(value);
		}
	}

	private static void writePositive(long value, ByteBuf out) {
		if (value < 1 << 8) {
			out.writeShort(0xcc << 8 | (int) value);
		}
		else if (value < 1 << 16) {
			out.writeMedium(0xcd << 16 | (int) value);
		}
		else if (value < 1L << 32) {
			out.writeByte(0xce).writeInt((int) value);
		}
		else {
			out.writeByte(0xcf).writeLong(value);
		}
	}

	/** Tell whether a number fits into a signed or unsigned integer of 64 bits. */
	static boolean isInteger(BigInteger value) {
		return (value.signum() < 0) ? value.bitLength() < 64 : value.bitLength() <= 64;
	}

	static void writeInteger(BigInteger value, ByteBuf out) {
		if (value.bitLength() < 64) {
			writeLong(value.longValue(), out);
		}
		else {
			out.writeByte(0xcf).writeLong(value.longValue());
		}
	}

	static void writeFloat(float value, ByteBuf out) {
		out.writeByte(0xca).writeFloat(value);
	}

	static void writeDouble(double value, ByteBuf out) {
		out.writeByte(0xcb).writeDouble(value);
	}

	/**
	 * Append text.
	 * @param value the text, encoded as UTF-8, with a question mark for what is no
	 * character
	 * @param out where it is appended
	 */
	public static void writeString(CharSequence value, ByteBuf out) {
		String text = value.toString();
		if (text.length() > ArrayOutput.LONG) {
			byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
			writeLength(encoded.length, 0xda, out);
			out.writeBytes(encoded);
			return;
		}
		ArrayOutput scratch = ArrayOutput.open();
		try {
			scratch.writeString(text);
			scratch.copyTo(out);
		}
		finally {
			scratch.close();
		}
	}

	static void writeBinary(byte[] value, ByteBuf out) {
		if (value.length < 1 << 8) {
			out.writeShort(0xc4 << 8 | value.length);
		}
		else {
			writeLength(value.length, 0xc5, out);
		}
		out.writeBytes(value);
	}

	static void writeArrayHeader(int size, ByteBuf out) {
		if (size < 16) {
			out.writeByte(0x90 | size);
		}
		else {
			writeLength(size, 0xdc, out);
		}
	}

	/**
	 * Append what a map begins with.
	 * @param size how many pairs of a key and a value follow
	 * @param out where it is appended
	 */
	public static void writeMapHeader(int size, ByteBuf out) {
		if (size < 16) {
			out.writeByte(0x80 | size);
		}
		else {
			writeLength(size, 0xde, out);
		}
	}

	static void writeExtension(MessagePackExtension value, ByteBuf out) {
		int length = value.data().remaining();
		switch (length) {
			case 1 -> out.writeByte(0xd4);
			case 2 -> out.writeByte(0xd5);
			case 4 -> out.writeByte(0xd6);
			case 8 -> out.writeByte(0xd7);
			case 16 -> out.writeByte(0xd8);
			default -> {
				if (length < 1 << 8) {
					out.writeShort(0xc7 << 8 | length);
				}
				else {
					writeLength(length, 0xc8, out);
				}
			}
		}
		out.writeByte(value.type());
		out.writeBytes(value.data().duplicate());
	}

	/** Every header with a 32-bit length follows that with a 16-bit length. */
	private static void writeLength(int length, int header16, ByteBuf out) {
		if (length < 1 << 16) {
			out.writeMedium(header16 << 16 | length);
		}
		else {
			out.writeByte(header16 + 1).writeInt(length);
		}
	}

}
