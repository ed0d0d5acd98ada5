package io.tino.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.netty.buffer.ByteBuf;

import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;

/**
 * Pushes that are too large to be sent at once: they are cut, and sent in turns while the
 * client keeps up, so that small ones need not wait for them. Confined to the event loop
 * of the connection.
 */
final class ChunkedPushes {

	private final int chunkBytes;

	private final TransportConnection transport;

	private final SessionOutput output;

	private final OutputBacklog backlog;

	/** What waits, by the id of the call: the id that comes first has its turn. */
	private final Map<Long, Deque<ByteBuf>> waiting = new LinkedHashMap<>(0);

	private long bytes;

	ChunkedPushes(int chunkBytes, TransportConnection transport, SessionOutput output, OutputBacklog backlog) {
		this.chunkBytes = chunkBytes;
		this.transport = transport;
		this.output = output;
		this.backlog = backlog;
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/** Tell whether something waits that belongs to a call. */
	boolean has(long id) {
		return !this.waiting.isEmpty() && this.waiting.containsKey(id);
	}

	/**
	 * Tell whether a push has to wait here: as it is too large, or to not overtake one of
	 * the same call.
	 */
	boolean takes(long id, int length) {
		return length > this.chunkBytes || has(id);
	}

	/** Take a push, whose ownership is taken. */
	void add(long id, ByteBuf push) {
		this.waiting.computeIfAbsent(id, (key) -> new ArrayDeque<>(1)).add(push);
		held(push.readableBytes());
	}

	private void held(int more) {
		this.bytes += more;
		this.backlog.held(this.bytes);
	}

	/** Send as much as the client keeps up with. */
	void send() {
		while (!isEmpty() && this.transport.isWritable()) {
			sendNext();
		}
	}

	/** Send everything. */
	void sendAll() {
		while (!isEmpty()) {
			sendNext();
		}
	}

	/** Send a part of the call whose turn it is, which then goes behind the others. */
	private void sendNext() {
		Map.Entry<Long, Deque<ByteBuf>> next = this.waiting.entrySet().iterator().next();
		long id = next.getKey();
		Deque<ByteBuf> pushes = next.getValue();
		this.waiting.remove(id);
		ByteBuf push = Objects.requireNonNull(pushes.peek());
		int length = Math.min(push.readableBytes(), this.chunkBytes);
		if (push.readerIndex() == 0 && length == push.readableBytes()) { // not to be cut
			this.output.append(pushes.remove(), RespVersion.RESP3);
		}
		else {
			sendChunk(id, push, length);
			if (!push.isReadable()) {
				pushes.remove().release();
			}
		}
		if (!pushes.isEmpty()) {
			this.waiting.put(id, pushes);
		}
		held(-length);
	}

	private void sendChunk(long id, ByteBuf push, int length) {
		RespWriter writer = this.output.writer(RespVersion.RESP3);
		writer.push(4);
		writer.bulk("tino.chunk");
		writer.number(id);
		writer.number(push.readableBytes() - length);
		writer.bulkHeader(length);
		this.output.append(push.readRetainedSlice(length), RespVersion.RESP3);
		this.output.writer(RespVersion.RESP3).bulkEnd();
	}

	/**
	 * Drop what waits for a call that has been given up.
	 * @return whether anything did
	 */
	boolean drop(long id) {
		Deque<ByteBuf> pushes = this.waiting.remove(id);
		if (pushes == null) {
			return false;
		}
		held(-release(pushes));
		return true;
	}

	/** Drop everything, as the connection is closed, or as good as new. */
	void release() {
		this.waiting.values().forEach((pushes) -> held(-release(pushes)));
		this.waiting.clear();
	}

	private static int release(Deque<ByteBuf> pushes) {
		int released = 0;
		for (ByteBuf push = pushes.poll(); push != null; push = pushes.poll()) {
			released += push.readableBytes();
			push.release();
		}
		return released;
	}

}
