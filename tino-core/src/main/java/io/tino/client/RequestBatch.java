package io.tino.client;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;

/**
 * Collects requests, so that many short ones are one write. Long ones are not copied.
 */
final class RequestBatch {

	/** Up to this length requests are kept, to be sent once more if they are refused. */
	static final int KEPT_LENGTH = 4096;

	/**
	 * Up to this length copying costs less than a write of its own, for which a request
	 * on the heap would be copied too.
	 */
	static final int COPIED_LENGTH = 16 * 1024;

	private static final int MIN_CAPACITY = 512;

	/** What is written at once, so that it is seen whether the other end keeps up. */
	private static final int MAX_LENGTH = 64 * 1024;

	private final TransportConnection transport;

	private @Nullable RespWriter writer;

	/** Whether something has been written that is not sent yet. */
	private boolean unflushed;

	/** Batches are about as long as those before. */
	private int capacity = MIN_CAPACITY;

	RequestBatch(TransportConnection transport) {
		this.transport = transport;
	}

	/** Tell whether the other end keeps up. */
	boolean isWritable() {
		return this.transport.isWritable();
	}

	/** Return what writes to the end of the batch. */
	RespWriter writer() {
		RespWriter current = this.writer;
		if (current == null) {
			current = new RespWriter(this.transport.allocator().buffer(this.capacity), RespVersion.RESP2);
			this.writer = current;
		}
		return current;
	}

	/**
	 * Append bytes.
	 * @param bytes the bytes, which stay with the caller
	 * @return whether they may be kept, as they are few
	 */
	boolean append(ByteBuf bytes) {
		int length = bytes.readableBytes();
		if (length <= COPIED_LENGTH) {
			copy(bytes, writer().buffer());
		}
		else {
			write();
			write(bytes.retain());
		}
		if (this.writer != null && this.writer.buffer().readableBytes() >= MAX_LENGTH) {
			write();
		}
		return length <= KEPT_LENGTH;
	}

	/** From its array, if there is one, as a buffer makes another view each time. */
	private static void copy(ByteBuf bytes, ByteBuf out) {
		if (bytes.hasArray()) {
			out.writeBytes(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
		}
		else {
			out.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
		}
	}

	private void write() {
		RespWriter current = this.writer;
		if (current != null) {
			this.writer = null;
			int length = current.buffer().readableBytes();
			this.capacity = Math.min(MAX_LENGTH + COPIED_LENGTH, Math.max(MIN_CAPACITY, length));
			write(current.buffer());
		}
	}

	private void write(ByteBuf bytes) {
		this.unflushed = true;
		this.transport.write(bytes);
	}

	/** Send the batch. */
	void flush() {
		write();
		this.unflushed = false;
		this.transport.flush();
	}

	/** Send the batch, if there is something in it. */
	void flushIfAny() {
		if (this.writer != null || this.unflushed) {
			flush();
		}
	}

	/** Drop what has not been sent. */
	void release() {
		RespWriter current = this.writer;
		if (current != null) {
			this.writer = null;
			current.buffer().release();
		}
	}

}
