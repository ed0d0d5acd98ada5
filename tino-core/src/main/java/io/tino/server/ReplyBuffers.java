package io.tino.server;

import io.netty.buffer.ByteBuf;

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
		return HandedOverBuffers.areFew(this.lastBytes) ? HandedOverBuffers.allocate(CAPACITY)
				: this.transport.allocator().buffer(CAPACITY);
	}

	/** A reply had so many bytes. */
	void used(int bytes) {
		this.lastBytes = bytes;
	}

}
