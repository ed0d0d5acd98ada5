package io.tino.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import io.tino.resp.HandedOverBuffers;
import io.tino.transport.TransportConnection;

/**
 * Makes the buffers that workers write replies of a connection to. A reply is likely to
 * be as long as the last one.
 */
final class ReplyBuffers {

	/** As many bytes as most replies have at most. */
	private static final int CAPACITY = 256;

	private final TransportConnection transport;

	/**
	 * Written on the event loop, and read by workers, for which any recent one will do.
	 */
	private int lastBytes;

	ReplyBuffers(TransportConnection transport) {
		this.transport = transport;
	}

	/** Return a new buffer. Called on any thread. */
	ByteBuf buffer() {
		ByteBufAllocator pools = this.transport.allocator();
		ByteBufAllocator allocator = HandedOverBuffers.allocator(Math.max(CAPACITY, this.lastBytes), pools);
		return (allocator == pools) ? allocator.buffer(CAPACITY) : allocator.heapBuffer(CAPACITY);
	}

	/** A reply had so many bytes. */
	void used(int bytes) {
		this.lastBytes = bytes;
	}

}
