package io.tino.payload;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads MessagePack from a buffer by moving its reader index.
 * <p>
 * Whatever it cannot read makes it throw {@link Unreadable}, without saying whether the
 * bytes are malformed or of another type: {@link MessagePackReaders} finds that out then,
 * so that the good case pays for no check twice.
 */
final class MessagePackInput {

	/**
	 * For how many elements memory is set aside on the word of a header. Each level of
	 * nesting may claim that all the bytes that follow are its elements.
	 */
	private static final int MAX_CLAIM = 64;

	private static final byte NIL = (byte) 0xc0;

	private MessagePackInput() {
	}

	static boolean readNil(ByteBuf in) {
		if (peek(in) != NIL) {
			return false;
		}
		in.skipBytes(1);
		return true;
	}

	static boolean readBoolean(ByteBuf in) {
		return switch (header(in)) {
			case 0xc2 -> false;
			case 0xc3 -> true;
			default -> throw Unreadable.INSTANCE;
		};
	}

	/** Tell whether an integer is next, of whatever size. */
	static boolean isInteger(ByteBuf in) {
		byte header = peek(in);
		int unsigned = header & 0xff;
		return header >= -32 || (unsigned >= 0xcc && unsigned <= 0xd3);
	}

	static long readLong(ByteBuf in) {
		require(in, 1);
		byte header = in.readByte();
		if (header >= -32) {
			return header;
		}
		return switch (header & 0xff) {
			case 0xcc -> require(in, 1).readUnsignedByte();
			case 0xcd -> require(in, 2).readUnsignedShort();
			case 0xce -> require(in, 4).readUnsignedInt();
			case 0xcf -> requirePositive(require(in, 8).readLong());
			case 0xd0 -> require(in, 1).readByte();
			case 0xd1 -> require(in, 2).readShort();
			case 0xd2 -> require(in, 4).readInt();
			case 0xd3 -> require(in, 8).readLong();
			default -> throw Unreadable.INSTANCE;
		};
	}

	/** Read an integer of a narrower type, refusing one outside of its range. */
	static long readInteger(ByteBuf in, long min, long max) {
		long value = readLong(in);
		if (value < min || value > max) {
			throw Unreadable.INSTANCE;
		}
		return value;
	}

	private static long requirePositive(long value) {
		if (value < 0) {
			throw Unreadable.INSTANCE;
		}
		return value;
	}

	/** Read a floating-point number, for which an integer will do. */
	static double readDouble(ByteBuf in) {
		return switch (peek(in) & 0xff) {
			case 0xca -> require(in.skipBytes(1), 4).readFloat();
			case 0xcb -> require(in.skipBytes(1), 8).readDouble();
			default -> readLong(in);
		};
	}

	static String readString(ByteBuf in) {
		int header = header(in);
		long length = ((header & 0xe0) == 0xa0) ? header & 0x1f : switch (header) {
			case 0xd9 -> require(in, 1).readUnsignedByte();
			case 0xda -> require(in, 2).readUnsignedShort();
			case 0xdb -> require(in, 4).readUnsignedInt();
			default -> throw Unreadable.INSTANCE;
		};
		require(in, length);
		int start = in.readerIndex();
		in.skipBytes((int) length);
		return Utf8Decoder.decode(in, start, (int) length);
	}

	static byte[] readBinary(ByteBuf in) {
		long length = switch (header(in)) {
			case 0xc4 -> require(in, 1).readUnsignedByte();
			case 0xc5 -> require(in, 2).readUnsignedShort();
			case 0xc6 -> require(in, 4).readUnsignedInt();
			default -> throw Unreadable.INSTANCE;
		};
		require(in, length);
		return readBytes(in, (int) length);
	}

	/**
	 * From its array, if there is one, as that array is not cleared before it is filled.
	 */
	private static byte[] readBytes(ByteBuf in, int length) {
		int start = in.readerIndex();
		in.skipBytes(length);
		if (in.hasArray()) {
			int from = in.arrayOffset() + start;
			return Arrays.copyOfRange(in.array(), from, from + length);
		}
		return ByteBufUtil.getBytes(in, start, length);
	}

	static int readArrayHeader(ByteBuf in) {
		int header = header(in);
		long size = ((header & 0xf0) == 0x90) ? header & 0x0f : switch (header) {
			case 0xdc -> require(in, 2).readUnsignedShort();
			case 0xdd -> require(in, 4).readUnsignedInt();
			default -> throw Unreadable.INSTANCE;
		};
		require(in, size); // each element takes a byte at least
		return (int) size;
	}

	static int readMapHeader(ByteBuf in) {
		int header = header(in);
		long size = ((header & 0xf0) == 0x80) ? header & 0x0f : switch (header) {
			case 0xde -> require(in, 2).readUnsignedShort();
			case 0xdf -> require(in, 4).readUnsignedInt();
			default -> throw Unreadable.INSTANCE;
		};
		require(in, size * 2);
		return (int) size;
	}

	/** Read a value as what it is. Integers are the narrowest type that holds them. */
	static @Nullable Object readAny(ByteBuf in, int maxDepth) {
		int header = peek(in) & 0xff;
		return switch (header) {
			case 0xc0 -> {
				in.skipBytes(1);
				yield null;
			}
			case 0xc2, 0xc3 -> readBoolean(in);
			case 0xc4, 0xc5, 0xc6 -> readBinary(in);
			case 0xca -> require(in.skipBytes(1), 4).readFloat();
			case 0xcb -> require(in.skipBytes(1), 8).readDouble();
			case 0xcf -> readUnsigned64(in.skipBytes(1));
			case 0xd9, 0xda, 0xdb -> readString(in);
			case 0xdc, 0xdd -> readAnyList(in, maxDepth);
			case 0xde, 0xdf -> readAnyMap(in, maxDepth);
			case 0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> readExtension(in);
			default -> readAnyFixed(header, in, maxDepth);
		};
	}

	private static @Nullable Object readAnyFixed(int header, ByteBuf in, int maxDepth) {
		return switch (header & 0xf0) {
			case 0x80 -> readAnyMap(in, maxDepth);
			case 0x90 -> readAnyList(in, maxDepth);
			case 0xa0, 0xb0 -> readString(in);
			default -> narrowed(readLong(in));
		};
	}

	private static Object narrowed(long value) {
		if (value == (int) value) {
			return (int) value;
		}
		return value;
	}

	private static Object readUnsigned64(ByteBuf in) {
		long value = require(in, 8).readLong();
		if (value >= 0) {
			return narrowed(value);
		}
		return BigInteger.valueOf(value & Long.MAX_VALUE).setBit(63);
	}

	private static List<@Nullable Object> readAnyList(ByteBuf in, int maxDepth) {
		int size = readArrayHeader(in);
		requireDepth(maxDepth);
		List<@Nullable Object> list = new ArrayList<>(Math.min(size, MAX_CLAIM));
		for (int i = 0; i < size; i++) {
			list.add(readAny(in, maxDepth - 1));
		}
		return list;
	}

	private static Map<@Nullable Object, @Nullable Object> readAnyMap(ByteBuf in, int maxDepth) {
		int size = readMapHeader(in);
		requireDepth(maxDepth);
		Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>(Math.min(size, MAX_CLAIM) * 4 / 3 + 1);
		MessagePackKeys keys = new MessagePackKeys();
		for (int i = 0; i < size; i++) {
			Object key = readAnyKey(in);
			if (!keys.allow(key, map)) {
				throw Unreadable.INSTANCE;
			}
			map.put(key, readAny(in, maxDepth - 1));
		}
		return map;
	}

	/**
	 * Read a key, which must be a scalar: the hashes of structured ones can be made to
	 * collide, at the cost of a quadratic time.
	 */
	private static @Nullable Object readAnyKey(ByteBuf in) {
		Object key = readAny(in, 0);
		if (key instanceof MessagePackExtension || key instanceof List || key instanceof Map) {
			throw Unreadable.INSTANCE;
		}
		return key;
	}

	private static void requireDepth(int maxDepth) {
		if (maxDepth == 0) {
			throw Unreadable.INSTANCE;
		}
	}

	private static MessagePackExtension readExtension(ByteBuf in) {
		long length = switch (header(in)) {
			case 0xd4 -> 1;
			case 0xd5 -> 2;
			case 0xd6 -> 4;
			case 0xd7 -> 8;
			case 0xd8 -> 16;
			case 0xc7 -> require(in, 1).readUnsignedByte();
			case 0xc8 -> require(in, 2).readUnsignedShort();
			case 0xc9 -> require(in, 4).readUnsignedInt();
			default -> throw Unreadable.INSTANCE;
		};
		require(in, length + 1);
		byte type = in.readByte();
		ByteBuffer data = ByteBuffer.allocate((int) length);
		in.readBytes(data);
		return new MessagePackExtension(type, data.flip().asReadOnlyBuffer());
	}

	private static byte peek(ByteBuf in) {
		return require(in, 1).getByte(in.readerIndex());
	}

	private static int header(ByteBuf in) {
		return require(in, 1).readUnsignedByte();
	}

	private static ByteBuf require(ByteBuf in, long bytes) {
		if (in.readableBytes() < bytes) {
			throw Unreadable.INSTANCE;
		}
		return in;
	}

	/**
	 * The bytes are not what was asked for. Never leaves this package.
	 */
	static final class Unreadable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		static final Unreadable INSTANCE = new Unreadable();

		private Unreadable() {
			super(null, null, false, false);
		}

	}

}
