package io.tino.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.resp.RespProtocolException;
import io.tino.resp.RespValue;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * One connection to a server: sends requests without waiting for the replies of those
 * before, and gives each reply to the call whose turn it is.
 * <p>
 * Performs no I/O of its own and starts no thread. Confined to the event loop of its
 * connection.
 */
final class ClientSession implements TransportHandler {

	private final TransportConnection transport;

	private final ClientHandshake handshake;

	private final boolean plain;

	private final Owner owner;

	private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);

	private final LongSupplier nanoTime;

	/** Calls given up on, in the order of their requests. Their replies come first. */
	private final Queue<ClientCall<?>> givenUp = new ArrayDeque<>();

	/** The calls behind them. */
	private final Queue<ClientCall<?>> inFlight = new ArrayDeque<>();

	/** When the last bytes have come, or the session has begun. */
	private long receivedNanos;

	/**
	 * Whether nothing has come for too long. If the event loop was held up, there may be
	 * bytes that it has not had the time to read.
	 */
	private boolean suspect;

	private boolean ready;

	private @Nullable Throwable failure;

	/**
	 * Begin a session.
	 * @param transport the connection
	 * @param handshake how to begin
	 * @param plain whether the server is known not to know {@code HELLO}
	 * @param owner is told what becomes of the session
	 * @param nanoTime the clock
	 */
	ClientSession(TransportConnection transport, ClientHandshake handshake, boolean plain, Owner owner,
			LongSupplier nanoTime) {
		this.transport = transport;
		this.handshake = handshake;
		this.plain = plain;
		this.owner = owner;
		this.nanoTime = nanoTime;
		this.receivedNanos = nanoTime.getAsLong();
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

	/** Send a call, with the next {@link #flush()}. */
	void send(ClientCall<?> call) {
		call.sent(this.nanoTime.getAsLong());
		this.inFlight.add(call);
		this.transport.write(call.request());
	}

	void flush() {
		this.transport.flush();
	}

	@Override
	public void received(ByteBuf bytes) {
		this.receivedNanos = this.nanoTime.getAsLong();
		this.suspect = false;
		this.decoder.append(bytes);
		try {
			while (this.decoder.poll()) {
				receiveReply();
			}
		}
		catch (RespProtocolException ex) {
			abort(ex);
		}
	}

	private void receiveReply() {
		if (this.decoder.isPush()) {
			return; // nothing has been asked for that is answered so
		}
		if (!this.ready) {
			receiveHandshakeReply(this.decoder.value());
			return;
		}
		ClientCall<?> call = pollOldest();
		if (call == null) {
			abort(new IllegalStateException("Reply without a request"));
			return;
		}
		this.owner.ended(call);
		call.complete(this.decoder);
	}

	private @Nullable ClientCall<?> pollOldest() {
		ClientCall<?> call = this.givenUp.poll();
		return (call != null) ? call : this.inFlight.poll();
	}

	private void receiveHandshakeReply(RespValue reply) {
		switch (ClientHandshake.judge(this.plain, reply)) {
			case READY -> becomeReady();
			case PLAIN -> this.owner.plain(this);
			case REFUSED -> this.owner.refused(this, (RespValue.SimpleError) reply);
		}
	}

	@Override
	public void receivedAll() {
		// Replies are no reason to send anything
	}

	@Override
	public void writabilityChanged() {
		// How many calls may wait is limited by the client
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
		Throwable reason = (this.failure != null) ? this.failure : cause;
		for (ClientCall<?> call = pollOldest(); call != null; call = pollOldest()) {
			this.owner.ended(call);
			call.fail(new TinoConnectionException(
					"Connection was closed before the reply to " + call.command() + " had come", true, reason));
		}
		this.owner.closed(this, reason);
	}

	/**
	 * Fail the calls whose time is over, and close a connection that has stopped
	 * answering: on which nothing has come for twice the time of its oldest call, since
	 * that was sent.
	 * @param now the time
	 * @param expired fails a call
	 * @return when to look again, or {@code null} if there is nothing to wait for
	 */
	@Nullable Long expire(long now, Consumer<ClientCall<?>> expired) {
		Long next = Deadlines.takeOverdue(this.inFlight, now, (call) -> {
			expired.accept(call);
			this.givenUp.add(call);
		});
		ClientCall<?> oldest = (!this.givenUp.isEmpty()) ? this.givenUp.peek() : this.inFlight.peek();
		if (oldest == null) {
			return null;
		}
		long patience = 2 * (oldest.deadlineNanos() - oldest.startNanos());
		long end = patience + Deadlines.later(oldest.sentNanos(), this.receivedNanos);
		if (end - now <= 0) {
			if (!this.suspect) {
				this.suspect = true;
				return now;
			}
			abort(new IllegalStateException(
					"The server has sent nothing for " + Duration.ofNanos(patience).toMillis() + " ms"));
			return null;
		}
		return Deadlines.earlier(next, end);
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

		/** The connection is closed, and all its calls are completed. */
		void closed(ClientSession session, @Nullable Throwable cause);

	}

}
