package io.tino.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;

import io.tino.resp.HandedOverBuffers;
import io.tino.resp.RespConstant;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * What is known of the requests of a command: its name as it is sent, and about how long
 * they are, so that few have to be moved as they are written. Thread-safe.
 */
final class KnownCommand {

	/** What is left behind a request, as for values whose length is not known yet. */
	private static final int ROOM = 32;

	private static final int MIN_LENGTH = 32;

	private static final int MAX_UNUSED = 256;

	private static final int MAX_LENGTH = 16 * 1024;

	/** Whoever needs more is told so by the buffer. */
	private static final int MAX_BYTES = 1 << 30;

	private final RespConstant name;

	/** What was needed of late. A guess: threads may overwrite what others know. */
	private int length = MIN_LENGTH;

	private KnownCommand(RespConstant name) {
		this.name = name;
	}

	static KnownCommand of(String command) {
		ByteBuf name = Unpooled.buffer();
		try {
			new RespWriter(name, RespVersion.RESP2).bulk(command);
			return new KnownCommand(new RespConstant(ByteBufUtil.getBytes(name)));
		}
		finally {
			name.release();
		}
	}

	/**
	 * Return a buffer for a request. A long one is from a pool, as the memory of a new
	 * one would have to be cleared, and is not copied once more when it is sent.
	 * @param leastBytes how many bytes the arguments have at least
	 */
	ByteBuf buffer(long leastBytes) {
		if (leastBytes > MAX_LENGTH) { // with room for what stands around them
			return PooledByteBufAllocator.DEFAULT.directBuffer((int) Math.min(leastBytes + MAX_UNUSED, MAX_BYTES));
		}
		return HandedOverBuffers.allocate(this.length + ROOM);
	}

	/** Write the name. */
	void writeName(ByteBuf request) {
		this.name.write(request);
	}

	/**
	 * A request has been written.
	 * @param request the request, whose ownership is taken
	 * @return the request, in a buffer that is not much longer
	 */
	ByteBuf written(ByteBuf request) {
		int actual = request.readableBytes();
		int before = this.length;
		// It grows for the greatest length that a text may have
		boolean grown = request.capacity() > before + ROOM;
		int after = grown ? request.capacity() - ROOM : Math.max(actual, before - before / 64);
		if (after != before) {
			this.length = Math.max(MIN_LENGTH, Math.min(MAX_LENGTH, after));
		}
		return (request.capacity() > MAX_UNUSED + actual * 2) ? trim(request) : request;
	}

	/** What waits to be sent counts by its length, and so must have no other. */
	private static ByteBuf trim(ByteBuf request) {
		ByteBuf trimmed = HandedOverBuffers.allocate(request.readableBytes());
		trimmed.writeBytes(request);
		request.release();
		return trimmed;
	}

}
