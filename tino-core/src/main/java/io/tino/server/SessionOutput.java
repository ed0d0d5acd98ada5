package io.tino.server;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;

/**
 * What a session has to send: replies are collected in one buffer, so that all that came
 * at once is answered by one write.
 */
final class SessionOutput {

	/** The buffer is handed over when it has grown to this, even within a batch. */
	private static final int MAX_BYTES = 64 * 1024;

	/** Copying fewer bytes costs less than another buffer to send. */
	private static final int MAX_COPIED_BYTES = 1024;

	private static final int INITIAL_BYTES = 1024;

	private final TransportConnection transport;

	private final ServerStatistics statistics;

	private @Nullable RespWriter writer;

	SessionOutput(TransportConnection transport, ServerStatistics statistics) {
		this.transport = transport;
		this.statistics = statistics;
	}

	/** Return where the next reply is written. */
	RespWriter writer(RespVersion version) {
		RespWriter current = this.writer;
		if (current != null && current.buffer().readableBytes() >= MAX_BYTES) {
			handOver();
			current = null;
		}
		if (current == null || current.version() != version) {
			ByteBuf buffer = (current != null) ? current.buffer() : this.transport.allocator().buffer(INITIAL_BYTES);
			current = new RespWriter(buffer, version);
			this.writer = current;
		}
		return current;
	}

	/** Append a reply that was written elsewhere. */
	void append(ByteBuf reply) {
		handOver();
		write(reply);
	}

	private void write(ByteBuf bytes) {
		this.statistics.sent(bytes.readableBytes());
		this.transport.write(bytes);
	}

	/**
	 * Send bytes that others are sent too.
	 * @param bytes the bytes, which stay the caller's
	 * @param version the version of the protocol that they are in
	 */
	void share(ByteBuf bytes, RespVersion version) {
		if (bytes.readableBytes() > MAX_COPIED_BYTES) {
			append(bytes.retainedDuplicate());
			return;
		}
		writer(version).buffer().writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
	}

	private void handOver() {
		RespWriter current = this.writer;
		if (current != null) {
			this.writer = null;
			write(current.buffer());
		}
	}

	/** Send everything. */
	void flush() {
		handOver();
		this.transport.flush();
	}

	/** Send everything, then close the connection. */
	void close() {
		handOver();
		this.transport.close();
	}

	/** Drop what has not been handed over, as the connection is closed. */
	void release() {
		RespWriter current = this.writer;
		if (current != null) {
			this.writer = null;
			current.buffer().release();
		}
	}

}
