package io.tino.payload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Checks that bytes are exactly one well-formed MessagePack value, without allocating
 * anything, before a parser that trusts the lengths it reads is let at them.
 *
 * @see <a href= "https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack
 * specification</a>
 */
final class MessagePackScanner {

	private final ByteBuf in;

	private final int end;

	private final int maxDepth;

	private int index;

	private MessagePackScanner(ByteBuf in, int maxDepth) {
		this.in = in;
		this.index = in.readerIndex();
		this.end = in.writerIndex();
		this.maxDepth = maxDepth;
	}

	/**
	 * Check the readable bytes.
	 * @param in whose readable bytes are checked; its indexes do not move
	 * @param maxDepth how deep arrays and maps may be nested
	 * @throws MalformedPayloadException if they are not exactly one value
	 */
	static void check(ByteBuf in, int maxDepth) {
		MessagePackScanner scanner = new MessagePackScanner(in, maxDepth);
		scanner.value(0);
		if (scanner.index != scanner.end) {
			throw new MalformedPayloadException((scanner.end - scanner.index) + " bytes after the value");
		}
	}

	private void value(int depth) {
		int header = unsigned(1);
		switch (header) {
			case 0xc0, 0xc2, 0xc3 -> {
			}
			case 0xc1 -> throw new MalformedPayloadException("0xc1 begins no value");
			case 0xc4 -> skip(unsigned(1));
			case 0xc5 -> skip(unsigned(2));
			case 0xc6 -> skip(unsigned32());
			case 0xc7 -> skip(1L + unsigned(1));
			case 0xc8 -> skip(1L + unsigned(2));
			case 0xc9 -> skip(1L + unsigned32());
			case 0xcc, 0xd0 -> skip(1);
			case 0xcd, 0xd1, 0xd4 -> skip(2);
			case 0xd5 -> skip(3);
			case 0xca, 0xce, 0xd2 -> skip(4);
			case 0xd6 -> skip(5);
			case 0xcb, 0xcf, 0xd3 -> skip(8);
			case 0xd7 -> skip(9);
			case 0xd8 -> skip(17);
			case 0xd9 -> string(unsigned(1));
			case 0xda -> string(unsigned(2));
			case 0xdb -> string(unsigned32());
			case 0xdc -> elements("array", unsigned(2), 1, depth);
			case 0xdd -> elements("array", unsigned32(), 1, depth);
			case 0xde -> elements("map", unsigned(2), 2, depth);
			case 0xdf -> elements("map", unsigned32(), 2, depth);
			default -> fixed(header, depth);
		}
	}

	private void fixed(int header, int depth) {
		if ((header & 0xf0) == 0x80) {
			elements("map", header & 0x0f, 2, depth);
		}
		else if ((header & 0xf0) == 0x90) {
			elements("array", header & 0x0f, 1, depth);
		}
		else if ((header & 0xe0) == 0xa0) {
			string(header & 0x1f);
		}
	}

	private void elements(String container, long count, int valuesPerElement, int depth) {
		if (depth == this.maxDepth) {
			throw new MalformedPayloadException("nesting exceeds limit " + this.maxDepth);
		}
		long values = count * valuesPerElement;
		if (values > this.end - this.index) { // each takes a byte at least
			throw new MalformedPayloadException(
					container + " of " + count + " elements in " + (this.end - this.index) + " bytes");
		}
		for (long i = 0; i < values; i++) {
			value(depth + 1);
		}
	}

	private void string(long length) {
		int start = this.index;
		skip(length);
		if (!ByteBufUtil.isText(this.in, start, (int) length, java.nio.charset.StandardCharsets.UTF_8)) {
			throw notUtf8();
		}
	}

	static MalformedPayloadException notUtf8() {
		return new MalformedPayloadException("str is not UTF-8");
	}

	private void skip(long bytes) {
		if (bytes > this.end - this.index) {
			throw truncated();
		}
		this.index += (int) bytes;
	}

	private int unsigned(int bytes) {
		int start = this.index;
		skip(bytes);
		return (bytes == 1) ? this.in.getUnsignedByte(start) : this.in.getUnsignedShort(start);
	}

	private long unsigned32() {
		int start = this.index;
		skip(4);
		return this.in.getUnsignedInt(start);
	}

	static MalformedPayloadException truncated() {
		return new MalformedPayloadException("value is truncated");
	}

}
