package io.tino.payload;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Reads the headers of calls: one map of MessagePack with names of type str, or an
 * integer alone, which is a header that most calls have. Immutable.
 *
 * @since 0.1.0
 */
public final class MessagePackHeaders {

	/** As values may be lists and maps, which nobody looks at. */
	private static final int MAX_DEPTH = 8;

	private static final int FIXMAP = 0x80;

	private static final byte UINT_16 = (byte) 0xcd;

	private static final byte UINT_32 = (byte) 0xce;

	private final String[] names;

	private final byte[][] encodedNames;

	/**
	 * Create a reader.
	 * @param expectedNames the names of headers that most calls have, few as they are:
	 * nothing is allocated for those, nor for integers that they have. The first is the
	 * name of an integer that stands alone
	 */
	public MessagePackHeaders(Collection<String> expectedNames) {
		this.names = expectedNames.toArray(String[]::new);
		this.encodedNames = expectedNames.stream().map(MessagePackHeaders::encoded).toArray(byte[][]::new);
	}

	private static byte[] encoded(String name) {
		ByteBuf out = Unpooled.buffer();
		MessagePackOutput.writeString(name, out);
		byte[] bytes = ByteBufUtil.getBytes(out);
		out.release();
		return bytes;
	}

	/**
	 * Read headers.
	 * @param bytes whose readable bytes, one at least, are the headers; its indexes do
	 * not move
	 * @param visitor told each header
	 * @throws MalformedPayloadException if the bytes are not exactly one such value
	 */
	public void read(ByteBuf bytes, Visitor visitor) {
		if (bytes.hasArray()) {
			int start = bytes.arrayOffset() + bytes.readerIndex();
			read(bytes.array(), start, start + bytes.readableBytes(), visitor);
		}
		else {
			read(ByteBufUtil.getBytes(bytes), 0, bytes.readableBytes(), visitor);
		}
	}

	private void read(byte[] bytes, int start, int end, Visitor visitor) {
		int index;
		try {
			index = isInteger(bytes[start]) ? readValue(this.names[0], bytes, start, end, visitor)
					: readMap(bytes, start, end, visitor);
		}
		catch (MessagePackInput.Unreadable ex) {
			throw new MalformedPayloadException("neither a map of MessagePack with names of type str nor an integer");
		}
		if (index < end) {
			throw new MalformedPayloadException("bytes behind the end");
		}
	}

	private int readMap(byte[] bytes, int start, int end, Visitor visitor) {
		int size = bytes[start] & 0x0f;
		int index = start + 1;
		if ((bytes[start] & 0xf0) != FIXMAP) {
			ByteBuf in = Unpooled.wrappedBuffer(bytes, start, end - start);
			size = MessagePackInput.readMapHeader(in);
			index = end - in.readableBytes();
		}
		for (int i = 0; i < size; i++) {
			index = readHeader(bytes, index, end, visitor);
		}
		return index;
	}

	private static boolean isInteger(byte header) {
		int unsigned = header & 0xff;
		return header >= -32 || (unsigned >= 0xcc && unsigned <= 0xd3);
	}

	/** Read a header, and return the index behind it. */
	private int readHeader(byte[] bytes, int start, int end, Visitor visitor) {
		int name = expectedName(bytes, start, end);
		if (name >= 0) {
			return readValue(this.names[name], bytes, start + this.encodedNames[name].length, end, visitor);
		}
		ByteBuf in = Unpooled.wrappedBuffer(bytes, start, end - start);
		readAnyValue(MessagePackInput.readString(in), in, visitor);
		return end - in.readableBytes();
	}

	/** Read the value of a header, and return the index behind it. */
	private static int readValue(String name, byte[] bytes, int start, int end, Visitor visitor) {
		int left = end - start;
		if (left > 0 && bytes[start] >= 0) {
			visitor.number(name, bytes[start]);
			return start + 1;
		}
		if (left > 2 && bytes[start] == UINT_16) {
			visitor.number(name, unsigned16(bytes, start + 1));
			return start + 3;
		}
		if (left > 4 && bytes[start] == UINT_32) {
			visitor.number(name, (long) unsigned16(bytes, start + 1) << 16 | unsigned16(bytes, start + 3));
			return start + 5;
		}
		ByteBuf in = Unpooled.wrappedBuffer(bytes, start, left);
		readAnyValue(name, in, visitor);
		return end - in.readableBytes();
	}

	private int expectedName(byte[] bytes, int start, int end) {
		for (int i = 0; i < this.names.length; i++) {
			byte[] name = this.encodedNames[i];
			if (name.length <= end - start && Arrays.equals(bytes, start, start + name.length, name, 0, name.length)) {
				return i;
			}
		}
		return -1;
	}

	private static int unsigned16(byte[] bytes, int index) {
		return (bytes[index] & 0xff) << 8 | bytes[index + 1] & 0xff;
	}

	private static void readAnyValue(String name, ByteBuf in, Visitor visitor) {
		Object value = MessagePackInput.readAny(in, MAX_DEPTH);
		if (value instanceof Integer || value instanceof Long) {
			visitor.number(name, ((Number) value).longValue());
		}
		else if (value instanceof BigInteger) { // of 64 bits without a sign
			visitor.number(name, Long.MAX_VALUE);
		}
		else if (value instanceof String text) {
			visitor.text(name, text);
		}
		else {
			visitor.other(name);
		}
	}

	/**
	 * Is told headers.
	 */
	public interface Visitor {

		/**
		 * Take a header that is an integer.
		 * @param name its name
		 * @param value its value, {@link Long#MAX_VALUE} if it is larger
		 */
		void number(String name, long value);

		/**
		 * Take a header that is text.
		 * @param name its name
		 * @param value its value
		 */
		void text(String name, String value);

		/**
		 * Take a header that is anything else, or an integer of more than 63 bits.
		 * @param name its name
		 */
		void other(String name);

	}

}
