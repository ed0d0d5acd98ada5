package io.tino.server;

import java.util.Objects;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;

/**
 * What a session has to send: replies are collected in one buffer, so that all that came
 * at once is answered by one write. They go on being collected while the client does not
 * keep up, so that a thousand small replies do not wait in a thousand buffers.
 */
final class SessionOutput {

	/**
	 * The buffer is handed over when it has grown to this, even within a batch: so few
	 * bytes short of a full buffer that most replies do not make it grow beyond that.
	 */
	private static final int MAX_BYTES = 48 * 1024;

	private static final int FULL_BYTES = 64 * 1024;

	/** So much is worth a write, though more is to come, if it answers several calls. */
	private static final int EARLY_BYTES = 8 * 1024;

	/** So many calls are several: a client that waits for them has enough to do. */
	private static final int EARLY_REPLIES = 8;

	/** So much is worth a write though it answers few. */
	private static final int EARLY_BYTES_OF_FEW = 32 * 1024;

	private static final int INITIAL_BYTES = 1024;

	/** Copying fewer bytes costs less than another buffer to send. */
	private static final int MAX_COPIED_BYTES = 1024;

	/**
	 * Where buffers have to wait, few full ones take less memory than many small ones.
	 */
	private static final int MAX_COPIED_BYTES_IF_SLOW = 32 * 1024;

	private final TransportConnection transport;

	private final OutputBacklog backlog;

	private final ServerStatistics statistics;

	private @Nullable RespWriter writer;

	/** How many replies have been collected, or more. */
	private int replies;

	private boolean unflushed;

	SessionOutput(TransportConnection transport, OutputBacklog backlog, ServerStatistics statistics) {
		this.transport = transport;
		this.backlog = backlog;
		this.statistics = statistics;
	}

	/** Return where the next reply is written. */
	RespWriter writer(RespVersion version) {
		if (isFull()) {
			handOver();
		}
		RespWriter current = this.writer;
		if (current == null || current.version() != version) {
			current = new RespWriter((current != null) ? current.buffer() : newBuffer(), version);
			this.writer = current;
		}
		this.replies++;
		return current;
	}

	private ByteBuf newBuffer() {
		return this.transport.allocator().buffer(this.transport.isWritable() ? INITIAL_BYTES : FULL_BYTES);
	}

	private boolean isFull() {
		RespWriter current = this.writer;
		return current != null && current.buffer().readableBytes() >= MAX_BYTES;
	}

	/**
	 * Append what was written elsewhere.
	 * @param bytes the bytes, whose ownership is taken
	 * @param version the version of the protocol that they are in
	 */
	void append(ByteBuf bytes, RespVersion version) {
		if (bytes.readableBytes() > (this.transport.isWritable() ? MAX_COPIED_BYTES : MAX_COPIED_BYTES_IF_SLOW)) {
			handOver();
			write(bytes);
			return;
		}
		try {
			copy(bytes, version);
		}
		finally {
			bytes.release();
		}
	}

	/**
	 * Append bytes that others are sent too.
	 * @param bytes the bytes, which stay the caller's
	 * @param version the version of the protocol that they are in
	 */
	void share(ByteBuf bytes, RespVersion version) {
		if (bytes.readableBytes() > MAX_COPIED_BYTES) {
			append(bytes.retainedDuplicate(), version);
			return;
		}
		copy(bytes, version);
	}

	/**
	 * Take back what has just been written to the {@link #writer}, which is not used any
	 * more.
	 * @param start where it begins in the buffer of the writer
	 * @return the bytes, the caller's to release
	 */
	ByteBuf takeBack(int start) {
		ByteBuf buffer = Objects.requireNonNull(this.writer).buffer();
		int length = buffer.writerIndex() - start;
		if (!this.transport.isWritable()) { // it waits, in no more memory than it needs
			ByteBuf copy = buffer.copy(start, length);
			buffer.writerIndex(start);
			return copy;
		}
		this.writer = null;
		this.replies = 0;
		ByteBuf taken = buffer.slice(start, length);
		if (start > buffer.readerIndex()) {
			write(buffer.retainedSlice(buffer.readerIndex(), start - buffer.readerIndex()));
		}
		return taken;
	}

	private void copy(ByteBuf bytes, RespVersion version) {
		RespWriter current = this.writer;
		if (current != null && current.buffer().readableBytes() + bytes.readableBytes() > FULL_BYTES) {
			handOver();
		}
		writer(version).buffer().writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
	}

	private void handOver() {
		RespWriter current = this.writer;
		if (current != null) {
			this.writer = null;
			this.replies = 0;
			write(this.transport.isWritable() ? current.buffer() : trim(current.buffer()));
		}
	}

	/** A reply may have asked for more room than it needs. */
	private ByteBuf trim(ByteBuf bytes) {
		if (bytes.readableBytes() > bytes.capacity() / 2) {
			return bytes;
		}
		try {
			return this.transport.allocator().buffer(bytes.readableBytes()).writeBytes(bytes);
		}
		finally {
			bytes.release();
		}
	}

	private void write(ByteBuf bytes) {
		this.statistics.sent(bytes.readableBytes());
		this.backlog.measure();
		this.transport.write(bytes);
		this.unflushed = true;
		this.backlog.measure();
	}

	/** Send everything, as far as the client keeps up. */
	void flush() {
		if (isFull() || this.transport.isWritable()) {
			handOver();
		}
		send();
	}

	/**
	 * Send within a batch, if the client would have to wait for much, or could do much
	 * with it while the rest of the batch is answered.
	 */
	void flushIfMuch() {
		RespWriter current = this.writer;
		boolean much = current != null && isMuch(current.buffer().readableBytes());
		if (!much && !this.unflushed) { // as it mostly is: the connection need not be
										// asked
			return;
		}
		if (!this.transport.isWritable()) {
			send();
		}
		else if (much) {
			handOver();
			send();
		}
	}

	/**
	 * Long replies go out several at a time too: a write of each would take the system
	 * longer than the reply itself.
	 */
	private boolean isMuch(int bytes) {
		return bytes >= EARLY_BYTES && (this.replies >= EARLY_REPLIES || bytes >= EARLY_BYTES_OF_FEW);
	}

	private void send() {
		if (this.unflushed) {
			this.unflushed = false;
			this.transport.flush();
			this.backlog.measure();
		}
	}

	/** Send everything, then close the connection. */
	void close() {
		handOver();
		this.transport.close();
	}

	/** Drop what has not been handed over, as the connection is closed. */
	void release() {
		this.backlog.end();
		RespWriter current = this.writer;
		if (current != null) {
			this.writer = null;
			current.buffer().release();
		}
	}

}
