package io.tino.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What a decoder has received and not consumed, in one buffer. Bytes may move within it,
 * or to another one: what moves them returns by how much, so that the decoder can correct
 * the indexes it has noted.
 */
final class ReceivedBytes {

	/** Unread bytes are moved to a smaller buffer if they fill less than this share. */
	private static final int COMPACT_SHARE = 8;

	private static final int COMPACT_MIN_CAPACITY = 1024;

	/** The unread bytes are its readable bytes. */
	private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

	/** The reader index of the buffer, which is asked for often. */
	private int start;

	/** Offset in the stream of index 0 of the buffer. */
	private long offset;

	ByteBuf buffer() {
		return this.buffer;
	}

	/** Return the index of the first unread byte. */
	int start() {
		return this.start;
	}

	/** Return the index behind the last unread byte. */
	int end() {
		return this.buffer.writerIndex();
	}

	int size() {
		return end() - this.start;
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
			return replace(bytes);
		}
		// Somebody else who holds the buffer must not see it move
		if (this.buffer.refCnt() == 1 && this.buffer.writableBytes() >= bytes.readableBytes()) {
			this.buffer.writeBytes(bytes);
			bytes.release();
			return 0;
		}
		return replace(merge(bytes));
	}

	private ByteBuf merge(ByteBuf bytes) {
		int size = Math.addExact(size(), bytes.readableBytes());
		// Grows by doubling with the bytes that came, never to a length that was claimed
		ByteBuf merged = bytes.alloc().buffer(bytes.alloc().calculateNewCapacity(size, Integer.MAX_VALUE));
		merged.writeBytes(this.buffer);
		merged.writeBytes(bytes);
		this.buffer.release();
		bytes.release();
		return merged;
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
		ByteBuf small = this.buffer.alloc().buffer(size);
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
		this.buffer = replacement;
		this.start += moved;
		this.offset -= moved;
		return moved;
	}

	void release() {
		this.buffer.release();
		this.buffer = Unpooled.EMPTY_BUFFER;
		this.start = 0;
	}

}
