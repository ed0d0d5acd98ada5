package io.tino.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

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

	/** Calls in the order of their requests; those given up on stay, as replies do. */
	private final Deque<ClientCall<?>> inFlight = new ArrayDeque<>();

	private boolean ready;

	private @Nullable Throwable failure;

	/**
	 * Begin a session.
	 * @param transport the connection
	 * @param handshake how to begin
	 * @param plain whether the server is known not to know {@code HELLO}
	 * @param owner is told what becomes of the session
	 */
	ClientSession(TransportConnection transport, ClientHandshake handshake, boolean plain, Owner owner) {
		this.transport = transport;
		this.handshake = handshake;
		this.plain = plain;
		this.owner = owner;
	}

	/** Send the first request. */
	void begin() {
		ByteBuf request = this.transport.allocator().buffer();
		if (this.handshake.write(this.plain, request)) {
			this.transport.write(request);
			this.transport.flush();
			return;
		}
		request.release();
		becomeReady();
	}

	private void becomeReady() {
		this.ready = true;
		this.owner.ready(this);
	}

	/** Send a call, with the next {@link #flush()}. */
	void send(ClientCall<?> call) {
		this.inFlight.add(call);
		this.transport.write(call.request());
	}

	void flush() {
		this.transport.flush();
	}

	@Override
	public void received(ByteBuf bytes) {
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
		ClientCall<?> call = this.inFlight.poll();
		if (call == null) {
			abort(new IllegalStateException("Reply without a request"));
			return;
		}
		this.owner.ended(call);
		call.complete(this.decoder);
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

	/** Close the connection; calls that have no reply yet fail. */
	void close() {
		this.transport.close();
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		this.decoder.close();
		Throwable reason = (this.failure != null) ? this.failure : cause;
		for (ClientCall<?> call = this.inFlight.poll(); call != null; call = this.inFlight.poll()) {
			this.owner.ended(call);
			call.fail(new TinoConnectionException(
					"Connection was closed before the reply to " + call.command() + " had come", true, reason));
		}
		this.owner.closed(this, reason);
	}

	/**
	 * Fail the calls whose time is over.
	 * @param nanoTime the time
	 * @param expired fails a call
	 * @return the earliest deadline of the calls left, or {@code null} if there is none
	 */
	@Nullable Long expire(long nanoTime, Consumer<ClientCall<?>> expired) {
		return Deadlines.expire(this.inFlight, nanoTime, expired);
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
