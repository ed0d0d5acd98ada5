package io.tino.client;

import io.tino.resp.RespWriter;

/**
 * The streams that answer the calls of one connection: tells the server how many items of
 * each, and how many bytes of all of them, it may send. What is told is sent with the
 * next flush. Confined to the event loop of the connection.
 */
final class ClientStreams {

	/** How many bytes the server may send at first, as the protocol says. */
	static final long WINDOW = 1 << 20;

	private final RequestBatch requests;

	/** How many bytes have been taken and not been given back. */
	private long taken;

	private boolean closed;

	ClientStreams(RequestBatch requests) {
		this.requests = requests;
	}

	/** Take more items of the stream of a call. */
	void credit(long id, long count) {
		if (this.closed) {
			return;
		}
		RespWriter writer = this.requests.writer();
		writer.array(3);
		writer.bulk("TINO.CREDIT");
		writer.bulk(id);
		writer.bulk(count);
	}

	/** Bytes of items have been taken, so that as many more may come. */
	void taken(long bytes) {
		this.taken += bytes;
		if (this.taken >= WINDOW / 2) {
			credit(0, this.taken);
			this.taken = 0;
		}
	}

	void flush() {
		if (!this.closed) {
			this.requests.flushIfAny();
		}
	}

	void close() {
		this.closed = true;
	}

}
