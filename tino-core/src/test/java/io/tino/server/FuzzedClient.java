package io.tino.server;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;

import io.tino.fuzz.FuzzStep;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client under the fuzzer, and the session that serves it.
 */
final class FuzzedClient {

	private static final int SLOW_BYTES = 64;

	/** Of a socket of Netty. */
	private static final int HIGH_WATER_MARK = 64 * 1024;

	private final FuzzedServer server;

	private final RecordingTransport transport;

	private final ServerSession session;

	/** What has arrived while the session was not reading. */
	private final Queue<ByteBuf> inbox = new ArrayDeque<>();

	private final ExpectedReplies expected;

	private final ReceivedReplies replies = new ReceivedReplies();

	private boolean slow;

	private boolean closed;

	/** Whether the client has closed the connection. */
	private boolean cutOff;

	private boolean draining;

	private boolean drained;

	FuzzedClient(FuzzedServer server) {
		this.server = server;
		this.transport = new RecordingTransport(server.allocator());
		this.transport.unwritableAfter(HIGH_WATER_MARK);
		this.session = new ServerSession(server.context(), this.transport);
		this.expected = new ExpectedReplies(server.context().settings().limits);
	}

	ServerSession session() {
		return this.session;
	}

	RecordingTransport transport() {
		return this.transport;
	}

	/** Send the bytes of a step, which the session gets once it reads. */
	void send(FuzzStep step) {
		if (this.closed || step.length() == 0) {
			return;
		}
		if (!this.transport.isClosed()) {
			this.expected.receive(step);
		}
		this.inbox.add(step.bytes(this.server.allocator()));
		deliver();
	}

	/** A connection that is being closed is read to its end. */
	private void deliver() {
		while (!this.closed && (this.transport.isReading() || this.transport.isClosed()) && !this.inbox.isEmpty()) {
			this.session.received(this.inbox.remove());
			closeIfAborted();
		}
	}

	private void closeIfAborted() {
		if (this.transport.isAborted()) {
			close();
		}
	}

	/** Stop reading. */
	void slow() {
		this.slow = true;
		this.transport.unwritableAfter(SLOW_BYTES);
	}

	boolean isSlow() {
		return this.slow;
	}

	/** Read everything. */
	void catchUp() {
		this.slow = false;
		this.transport.unwritableAfter(HIGH_WATER_MARK);
		settle();
	}

	/** End a batch, read unless slow, and let the session go on. */
	void settle() {
		receive();
		while (!this.slow && !this.closed && this.transport.queuedBytes() > 0) {
			this.transport.drain(this.session);
			receive();
		}
	}

	private void receive() {
		closeIfAborted();
		deliver();
		if (!this.closed) {
			this.session.receivedAll();
			closeIfAborted();
		}
		this.replies.receive(this.transport.takeSent());
	}

	void runTasks() {
		this.transport.runTasks();
		settle();
	}

	void drain() {
		if (!this.draining) {
			this.draining = true;
			this.session.drain(() -> this.drained = true);
		}
	}

	/** Close the connection, whatever the session has to say. */
	void breakOff() {
		this.cutOff = true;
		close();
	}

	/** Close the connection. */
	void close() {
		if (!this.closed) {
			this.closed = true;
			this.session.closed(null);
			this.inbox.forEach(ByteBuf::release);
			this.inbox.clear();
		}
	}

	/** Return how much memory waits to be read by the session. */
	long unreadMemory() {
		return this.inbox.stream().mapToLong(ByteBuf::capacity).sum();
	}

	/** Check what the client has got. */
	void requireReplies() {
		boolean ended = this.transport.isClosed() && !this.replies.endWithProtocolError();
		this.expected.require(this.replies.count(), this.cutOff || ended);
		this.replies.end();
		if (!this.cutOff && !this.transport.isAborted()) {
			assertThat(this.transport.queuedBytes()).as("bytes not sent").isZero();
			assertThat(this.transport.isClosed() || !this.expected.isFailed()).as("closed for broken bytes").isTrue();
		}
	}

	/** Check what is so when the connection is closed. */
	void requireEnded() {
		assertThat(this.drained).as("told when drained").isEqualTo(this.draining);
		this.expected.close();
	}

}
