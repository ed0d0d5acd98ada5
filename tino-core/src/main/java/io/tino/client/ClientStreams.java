package io.tino.client;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.RespWriter;

/**
 * The streams of the calls of one connection: those that answer them, of which the server
 * may send a number of bytes, and those that they take, of which the client may. What is
 * written here is sent with the next flush. Confined to the event loop of the connection.
 */
final class ClientStreams implements StreamCredit {

	/** In the place of an id, all streams. */
	static final long ALL = 0;

	/** How many bytes the server may send at first, as the protocol says. */
	static final long WINDOW = 1 << 20;

	private static final int MAX_BATCH = 64;

	private final RequestBatch requests;

	/** How many bytes have been taken and not been given back. */
	private long taken;

	/** How many bytes may be sent; below 0 if the last item was large. */
	private long window;

	/** Those that could go on if the server took more, the longest waiting first. */
	private final Set<SentItems> waiting = new LinkedHashSet<>(0);

	private boolean closed;

	/**
	 * Create streams.
	 * @param requests where to write
	 * @param window how many bytes the server takes at first
	 */
	ClientStreams(RequestBatch requests, long window) {
		this.requests = requests;
		this.window = window;
	}

	@Override
	public void credit(long id, long count) {
		if (!this.closed) {
			RespWriter writer = begin("TINO.CREDIT", id, 3);
			writer.bulk(count);
		}
	}

	private RespWriter begin(String name, long id, int elements) {
		RespWriter writer = this.requests.writer();
		writer.array(elements);
		writer.bulk(name);
		writer.bulk(id);
		return writer;
	}

	@Override
	public void taken(long bytes) {
		this.taken += bytes;
		if (this.taken >= WINDOW / 2) {
			credit(ALL, this.taken);
			this.taken = 0;
		}
	}

	/** The server takes more bytes. */
	void credited(long bytes) {
		this.window += bytes;
		proceed();
	}

	/** Go on with those that wait, as far as the server keeps up. */
	void proceed() {
		for (int left = this.waiting.size(); left > 0 && isOpen(); left--) {
			Iterator<SentItems> first = this.waiting.iterator();
			SentItems items = first.next();
			first.remove();
			items.proceed();
		}
	}

	/** Tell whether an item may be sent. */
	boolean isOpen() {
		return this.window > 0 && !this.closed && this.requests.isWritable();
	}

	/** Have a stream go on when the server takes more. */
	void await(SentItems items) {
		this.waiting.add(items);
	}

	/** A stream will not go on. */
	void forget(SentItems items) {
		this.waiting.remove(items);
	}

	/**
	 * Say how many items may be asked for at once, so that few wait that cannot be sent.
	 * @param expectedLength how long an item is
	 * @return the number, at least 1
	 */
	int batch(int expectedLength) {
		return (int) Math.max(1, Math.min(MAX_BATCH, this.window / (2L * Math.max(1, expectedLength))));
	}

	/**
	 * Send an item.
	 * @param id the id of the call
	 * @param item the item, as a bulk string, which is released
	 * @param length how many bytes it counts
	 */
	void send(long id, ByteBuf item, int length) {
		try {
			begin("TINO.ITEM", id, 3);
			this.requests.append(item);
			this.window -= length;
		}
		finally {
			item.release();
		}
	}

	/**
	 * End a stream.
	 * @param id the id of the call
	 * @param error what it has failed with, or {@code null}
	 */
	void end(long id, @Nullable String error) {
		if (this.closed) {
			return;
		}
		RespWriter writer = begin("TINO.END", id, (error != null) ? 3 : 2);
		if (error != null) {
			writer.bulk(error);
		}
	}

	@Override
	public void flush() {
		if (!this.closed) {
			this.requests.flushIfAny();
		}
	}

	void close() {
		this.closed = true;
		this.waiting.clear();
	}

}
