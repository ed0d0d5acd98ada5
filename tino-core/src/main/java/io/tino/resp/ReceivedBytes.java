package io.tino.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Keeps what a decoder has received and not consumed in one buffer.
 */
final class ReceivedBytes {

	/** Unread bytes are moved to a smaller buffer if they fill less than this share. */
	private static final int COMPACT_SHARE = 8;

	private static final int COMPACT_MIN_CAPACITY = 1024;

	private ReceivedBytes() {
	}

	/**
	 * Append to the unread bytes.
	 * @param unread the bytes kept so far, whose ownership is taken
	 * @param more the bytes that came, whose ownership is taken
	 * @return a buffer with both, which the caller owns
	 */
	static ByteBuf append(ByteBuf unread, ByteBuf more) {
		if (!unread.isReadable()) {
			unread.release();
			return more;
		}
		// Somebody else who holds the buffer must not see it move
		if (unread.refCnt() == 1 && unread.writableBytes() >= more.readableBytes()) {
			unread.writeBytes(more);
			more.release();
			return unread;
		}
		return merge(unread, more);
	}

	private static ByteBuf merge(ByteBuf unread, ByteBuf more) {
		int size = Math.addExact(unread.readableBytes(), more.readableBytes());
		// Grows by doubling with the bytes that came, never to a length that was claimed
		int capacity = more.alloc().calculateNewCapacity(size, Integer.MAX_VALUE);
		ByteBuf merged = more.alloc().buffer(capacity);
		merged.writeBytes(unread, unread.readerIndex(), unread.readableBytes());
		merged.writeBytes(more);
		unread.release();
		more.release();
		return merged;
	}

	/**
	 * Do not let a few unread bytes keep a large buffer while the connection is idle.
	 * @param unread the bytes kept, whose ownership is taken
	 * @return a buffer with the same bytes, which the caller owns
	 */
	static ByteBuf compact(ByteBuf unread) {
		int size = unread.readableBytes();
		int capacity = unread.capacity();
		if (size == 0 || capacity < COMPACT_MIN_CAPACITY || size > capacity / COMPACT_SHARE) {
			return unread;
		}
		ByteBuf small = unread.alloc().buffer(size);
		small.writeBytes(unread, unread.readerIndex(), size);
		unread.release();
		return small;
	}

	static ByteBuf none() {
		return Unpooled.EMPTY_BUFFER;
	}

}
