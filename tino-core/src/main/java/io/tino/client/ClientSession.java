package io.tino.client;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.client.ClientHandshake.Multiplexing;
import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.resp.RespProtocolException;
import io.tino.resp.RespValue;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * One connection to a server: sends requests without waiting for the replies of those
 * before, and gives what comes to the {@link SentCalls}.
 * <p>
 * Performs no I/O of its own and starts no thread. Confined to the event loop of its
 * connection.
 */
final class ClientSession implements TransportHandler, SentCalls.Owner {

	/**
	 * After so many replies the calls are sent that have been made meanwhile, though more
	 * replies have come: the server has something to do then, while they are received.
	 */
	private static final int MAX_REPLIES = 256;

	/** So are those that replies have caused which came in so many bytes. */
	private static final int MANY_BYTES = 32 * 1024;

	private final TransportConnection transport;

	private final ClientHandshake handshake;

	private final boolean plain;

	private final Owner owner;

	private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);

	private final LongSupplier nanoTime;

	private final RequestBatch requests;

	private final Liveness liveness;

	private SentCalls calls;

	private final AnsweredCallers answered = new AnsweredCallers();

	/** The calls that have been sent and are waited for. */
	private final DeadlineQueue deadlines = new DeadlineQueue();

	/** When the last bytes have come, or the session has begun. */
	private long receivedNanos;

	/**
	 * Whether nothing has come for too long. If the event loop was held up, there may be
	 * bytes that it has not had the time to read.
	 */
	private boolean suspect;

	private boolean ready;

	/** Whether the server is not to answer in any other order, even if it can. */
	private boolean inOrder;

	private boolean draining;

	/** Whether replies are being received, and what is sent meanwhile is flushed then. */
	private boolean receiving;

	private @Nullable Throwable failure;

	/**
	 * Begin a session.
	 * @param transport the connection
	 * @param handshake how to begin
	 * @param plain whether the server is known not to know {@code HELLO}
	 * @param liveness when the connection is taken for broken
	 * @param owner is told what becomes of the session
	 * @param nanoTime the clock
	 */
	ClientSession(TransportConnection transport, ClientHandshake handshake, boolean plain, Liveness liveness,
			Owner owner, LongSupplier nanoTime) {
		this.transport = transport;
		this.requests = new RequestBatch(transport);
		this.liveness = liveness;
		this.calls = new PipelinedCalls(this.requests, this, liveness.timeout());
		this.handshake = handshake;
		this.plain = plain;
		this.owner = owner;
		this.nanoTime = nanoTime;
		this.receivedNanos = nanoTime.getAsLong();
	}

	/**
	 * Let calls be answered in the order in which they are sent, whatever the server can.
	 * @return this session
	 */
	ClientSession inOrder() {
		this.inOrder = true;
		return this;
	}

	/**
	 * Let the only call be one whose stream is asked for item by item.
	 * @return this session
	 */
	ClientSession byCursor() {
		this.calls = new CursorCalls(this.requests, this);
		return inOrder();
	}

	/** Send the first request. */
	void begin() {
		if (!this.handshake.send(this.plain, this.transport)) {
			becomeReady();
		}
	}

	private void becomeReady() {
		this.ready = true;
		this.owner.ready(this);
	}

	/** Tell whether a call can be sent now. */
	boolean hasRoom() {
		return this.transport.isWritable() && this.calls.hasRoom();
	}

	/**
	 * Tell whether a reply is being received: a call that is sent now is flushed with
	 * others that are.
	 */
	boolean isReceiving() {
		return this.receiving && this.failure == null;
	}

	/**
	 * Send a call, with the next {@link #flush()}.
	 * @param call the call
	 * @param now the time, before the deadline of the call
	 */
	void send(ClientCall<?> call, long now) {
		this.deadlines.add(call);
		this.calls.send(call, now);
	}

	void flush() {
		this.requests.flush();
	}

	@Override
	public void ended(ClientCall<?> call) {
		this.deadlines.remove(call);
		this.owner.ended(call);
	}

	@Override
	public @Nullable AnsweredCallers answeredCallers() {
		return this.receiving ? this.answered : null;
	}

	@Override
	public void begun(ClientCall<?> call) {
		this.deadlines.remove(call);
	}

	@Override
	public void resend(ClientCall<?> call) {
		this.deadlines.remove(call);
		this.owner.resend(call);
	}

	@Override
	public void draining(Duration time) {
		this.owner.draining(this, time);
	}

	@Override
	public void broken(String reason) {
		abort(new IllegalStateException(reason));
	}

	/** Tell whether calls are answered in any order. */
	boolean isMultiplexed() {
		return this.calls instanceof MultiplexedCalls;
	}

	@Override
	public void received(ByteBuf bytes) {
		this.receivedNanos = this.nanoTime.getAsLong();
		this.suspect = false;
		boolean many = bytes.readableBytes() >= MANY_BYTES;
		this.decoder.append(bytes);
		try {
			int replies = 0;
			while (this.failure == null && this.decoder.poll()) {
				receiveReply();
				if (++replies % MAX_REPLIES == 0) {
					sendMore();
				}
			}
			if (many) {
				sendMore();
			}
		}
		catch (RespProtocolException ex) {
			abort(ex);
		}
		finally {
			this.answered.wake();
		}
	}

	private void sendMore() {
		this.answered.wake();
		this.owner.writable(this);
		this.requests.flushIfAny();
	}

	private void receiveReply() {
		if (this.ready) {
			this.receiving = true;
			try {
				this.calls.received(this.decoder);
			}
			finally {
				this.receiving = false;
			}
		}
		else if (!this.decoder.isPush()) {
			receiveHandshakeReply(this.decoder.value());
		}
	}

	private void receiveHandshakeReply(RespValue reply) {
		switch (ClientHandshake.judge(this.plain, reply)) {
			case READY -> {
				multiplex(ClientHandshake.multiplexing(reply));
				becomeReady();
			}
			case PLAIN -> this.owner.plain(this);
			case REFUSED -> this.owner.refused(this, (RespValue.SimpleError) reply);
		}
	}

	private void multiplex(@Nullable Multiplexing multiplexing) {
		if (multiplexing != null && !this.inOrder) {
			this.decoder.expectPush("tino.reply");
			this.calls = MultiplexedCalls.begin(this.requests, this, this.liveness, multiplexing);
		}
	}

	@Override
	public void receivedAll() {
		if (this.draining) {
			this.requests.flushIfAny();
			closeIfIdle();
		}
		else {
			sendMore();
		}
	}

	/** Send no more calls, and close the connection when those that were are over. */
	void drain() {
		this.draining = true;
		closeIfIdle();
	}

	private void closeIfIdle() {
		if (this.calls.isEmpty()) {
			this.transport.close();
		}
	}

	@Override
	public void writabilityChanged() {
		ClientStreams streams = this.calls.streams();
		if (streams != null) {
			streams.proceed();
		}
		this.owner.writable(this);
	}

	/** Close the connection at once. */
	void abort(Throwable cause) {
		this.failure = cause;
		this.transport.abort();
	}

	/**
	 * Close the connection at once; calls that have no reply yet fail. It must not wait
	 * for the server, as the event loop may end with it.
	 */
	void close() {
		this.transport.abort();
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		this.decoder.close();
		this.requests.release();
		Throwable reason = (this.failure != null) ? this.failure : cause;
		this.calls.closed(reason);
		this.owner.closed(this, reason);
	}

	/** Return when to look after the connection, {@code null} if there is no need. */
	@Nullable Long lookAt() {
		return this.calls.lookAt(this.receivedNanos);
	}

	/**
	 * Fail the calls whose time is over, and close a connection that has stopped
	 * answering.
	 * @param now the time
	 * @param expired fails a call
	 * @return when to look again, or {@code null} if there is nothing to wait for
	 */
	@Nullable Long expire(long now, Consumer<ClientCall<?>> expired) {
		for (ClientCall<?> call = this.deadlines.pollOverdue(now); call != null; call = this.deadlines
			.pollOverdue(now)) {
			this.calls.giveUp(call, false);
			expired.accept(call);
		}
		Long silent = checkSilence(now);
		ClientCall<?> next = this.deadlines.peek();
		return (next != null) ? Deadlines.earlier(silent, next.deadlineNanos()) : silent;
	}

	private @Nullable Long checkSilence(long now) {
		Long due = lookAt();
		if (due == null || due - now > 0) {
			return due;
		}
		if (this.calls.probe(now)) {
			flush();
			return lookAt();
		}
		if (!this.suspect) {
			this.suspect = true;
			return now;
		}
		abort(new IllegalStateException("The server has sent nothing for " + this.calls.silence().toMillis() + " ms"));
		return null;
	}

	/**
	 * Is told what becomes of a session.
	 */
	interface Owner {

		/** Calls may be sent. */
		void ready(ClientSession session);

		/** The server has to be spoken to in the plain way, on another connection. */
		void plain(ClientSession session);

		/** The server does not want this client. */
		void refused(ClientSession session, RespValue.SimpleError reason);

		/** A call has its reply, or will get none. */
		void ended(ClientCall<?> call);

		/** More calls may be sent, if there are any. */
		void writable(ClientSession session);

		/** A call has not been run, and is to be sent on another connection. */
		void resend(ClientCall<?> call);

		/**
		 * The server wants no more calls on the connection.
		 * @param session the session, to be {@linkplain ClientSession#drain() drained}
		 * @param time how long the server runs calls that come all the same
		 */
		void draining(ClientSession session, Duration time);

		/** The connection is closed, and all its calls are completed. */
		void closed(ClientSession session, @Nullable Throwable cause);

	}

}
