package io.tino.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder has received and not consumed, in one buffer on the heap: a decoder
 * looks at each byte, which takes many times as long in any other. Bytes may move within
 * it, or to another one: what moves them returns by how much, so that the decoder can
 * correct the indexes it has noted.
 */
final class ReceivedBytes {

	/** Unread bytes are moved to a smaller buffer if they fill less than this share. */
	private static final int COMPACT_SHARE = 8;

	private static final int COMPACT_MIN_CAPACITY = 1024;

	/**
	 * So many times as much as has come of something long is set aside for it, so that
	 * little of it has to be moved when more comes.
	 */
	private static final int GROWTH = 4;

	/** A bulk string has as many bytes at least. */
	private static final int MIN_BULK = 6;

	/** The unread bytes are its readable bytes. */
	private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

	private byte[] array = this.buffer.array();

	private int arrayOffset = this.buffer.arrayOffset();

	private @Nullable ByteBuf view;

	/** The indexes of the buffer, which are asked for often. */
	private int start;

	private int end;

	/** Offset in the stream of index 0 of the buffer. */
	private long offset;

	/** How many unread bytes something long will be, as its length says, or 0. */
	private int awaited;

	ByteBuf buffer() {
		return this.buffer;
	}

	/** Return the array in which the bytes are. */
	byte[] array() {
		return this.array;
	}

	/** Return which index of the array is that of the buffer. */
	int arrayIndex(int index) {
		return this.arrayOffset + index;
	}

	/** Return the byte at an index. */
	byte get(int index) {
		return this.array[this.arrayOffset + index];
	}

	/** Return the number between two indexes, as {@link RespNumber} parses it. */
	long number(int start, int end) {
		return RespNumber.parse(this.array, this.arrayOffset + start, this.arrayOffset + end);
	}

	/** Tell whether a line ends at an index. */
	boolean isLineEnd(int index) {
		return isLineEnd(this.array, this.arrayOffset + index);
	}

	/** Tell whether certain bytes stand at an index. */
	boolean matches(int index, RespConstant expected) {
		return expected.matches(this.array, this.arrayOffset + index, this.arrayOffset + this.end);
	}

	/** Return the index behind the digits at an index. */
	int endOfDigits(int index) {
		int at = index;
		while (at < this.end && digit(get(at)) >= 0) {
			at++;
		}
		return at;
	}

	/**
	 * Look at a bulk string of less than a hundred bytes.
	 * @param index the index at which it begins
	 * @return how many bytes it has, or -1 if it is longer, malformed, not whole or
	 * anything else
	 */
	int shortBulk(int index) {
		byte[] bytes = this.array;
		int start = this.arrayOffset + index;
		int end = this.arrayOffset + this.end;
		if (end - start < MIN_BULK || bytes[start] != '$') {
			return -1;
		}
		int length = digit(bytes[start + 1]);
		int cr = start + 2;
		if (bytes[cr] != '\r') {
			int second = digit(bytes[cr++]);
			length = (length > 0 && second >= 0) ? length * 10 + second : -1;
		}
		int content = cr + 2;
		boolean whole = length >= 0 && end - content >= length + 2 && isLineEnd(bytes, cr)
				&& isLineEnd(bytes, content + length);
		return whole ? length : -1;
	}

	/** Return how many bytes stand before the content of a short bulk string. */
	static int shortBulkHeader(int length) {
		return (length < 10) ? 4 : 5;
	}

	private static int digit(byte b) {
		return (b >= '0' && b <= '9') ? b - '0' : -1;
	}

	private static boolean isLineEnd(byte[] bytes, int index) {
		return bytes[index] == '\r' && bytes[index + 1] == '\n';
	}

	/**
	 * Return a view of some bytes, which is valid until the next one is asked for, or the
	 * bytes move.
	 */
	ByteBuf view(int index, int length) {
		ByteBuf current = this.view;
		if (current == null) {
			current = this.buffer.duplicate();
			this.view = current;
		}
		return current.setIndex(index, index + length);
	}

	/** Return the index of the first unread byte. */
	int start() {
		return this.start;
	}

	/** Return the index behind the last unread byte. */
	int end() {
		return this.end;
	}

	int size() {
		return this.end - this.start;
	}

	/**
	 * Expect more to come.
	 * @param awaitedSize how many unread bytes there will be then. As anybody can claim
	 * that, it only tells how far the buffer grows at most
	 */
	void await(int awaitedSize) {
		this.awaited = awaitedSize;
	}

	/** Return where in the stream an index of the buffer is. */
	long position(int index) {
		return this.offset + index;
	}

	/**
	 * Append to the unread bytes.
	 * @param bytes the bytes, whose ownership is taken
	 * @return by how much the index of each unread byte has grown
	 */
	int append(ByteBuf bytes) {
		if (!this.buffer.isReadable()) {
			this.buffer.release();
			return replace(onHeap(bytes));
		}
		// Somebody else who holds the buffer must not see it move
		if (this.buffer.refCnt() == 1 && this.buffer.writableBytes() >= bytes.readableBytes()) {
			this.buffer.writeBytes(bytes);
			this.end = this.buffer.writerIndex();
			bytes.release();
			return 0;
		}
		return replace(merge(bytes));
	}

	private static ByteBuf onHeap(ByteBuf bytes) {
		if (bytes.hasArray()) {
			return bytes;
		}
		ByteBuf copy = bytes.alloc().heapBuffer(bytes.readableBytes());
		copy.writeBytes(bytes);
		bytes.release();
		return copy;
	}

	private ByteBuf merge(ByteBuf bytes) {
		int size = Math.addExact(size(), bytes.readableBytes());
		ByteBuf merged = bytes.alloc().heapBuffer(capacity(size, bytes.alloc()));
		merged.writeBytes(this.buffer);
		merged.writeBytes(bytes);
		this.buffer.release();
		bytes.release();
		return merged;
	}

	/** It grows with the bytes that came, never to a length that was claimed. */
	private int capacity(int size, ByteBufAllocator allocator) {
		if (size < this.awaited) {
			return (int) Math.min(this.awaited, (long) GROWTH * size);
		}
		return allocator.calculateNewCapacity(size, Integer.MAX_VALUE);
	}

	/**
	 * Do not let a few unread bytes keep a large buffer while the connection is idle.
	 * @return by how much the index of each unread byte has grown
	 */
	int compact() {
		int size = size();
		int capacity = this.buffer.capacity();
		if (size == 0 || capacity < COMPACT_MIN_CAPACITY || size > capacity / COMPACT_SHARE) {
			return 0;
		}
		ByteBuf small = this.buffer.alloc().heapBuffer(size);
		small.writeBytes(this.buffer);
		this.buffer.release();
		return replace(small);
	}

	/**
	 * Consume the unread bytes before an index.
	 * @param index the index of the first byte to keep
	 * @return by how much the index of each unread byte has grown
	 */
	int consumeTo(int index) {
		this.awaited = 0;
		this.start = index;
		this.buffer.readerIndex(index);
		if (this.buffer.isReadable()) {
			return 0;
		}
		this.buffer.release();
		return replace(Unpooled.EMPTY_BUFFER);
	}

	private int replace(ByteBuf replacement) {
		int moved = replacement.readerIndex() - this.start;
		hold(replacement);
		this.start += moved;
		this.offset -= moved;
		return moved;
	}

	private void hold(ByteBuf replacement) {
		this.buffer = replacement;
		this.view = null;
		this.end = replacement.writerIndex();
		this.array = replacement.array();
		this.arrayOffset = replacement.arrayOffset();
	}

	void release() {
		this.buffer.release();
		hold(Unpooled.EMPTY_BUFFER);
		this.start = 0;
	}

}
