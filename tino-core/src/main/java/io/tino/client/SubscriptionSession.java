package io.tino.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.client.SubscriptionRequests.Request;
import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.resp.RespProtocolException;
import io.tino.resp.RespValue;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * One connection to a server that sends messages: asks for topics one by one, so that
 * each is granted or refused for itself, and tells messages from answers.
 * <p>
 * Performs no I/O of its own and starts no thread. Confined to the event loop of its
 * connection.
 */
final class SubscriptionSession implements TransportHandler {

	/** What the event loop has had no time to read is read within that time. */
	private static final long SECOND_LOOK_NANOS = 10_000_000;

	private final TransportConnection transport;

	private final ClientHandshake handshake;

	private final boolean plain;

	private final SubscriptionSettings settings;

	private final Owner owner;

	private final Receiver receiver;

	private final LongSupplier nanoTime;

	private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);

	private final SubscriptionRequests requests = new SubscriptionRequests();

	/** When the last bytes have come, or the session has begun. */
	private long receivedNanos;

	/** Whether nothing has come for too long, and it is looked a second time. */
	private boolean suspect;

	private boolean ready;

	private boolean reading = true;

	private boolean ended;

	private @Nullable Throwable failure;

	/**
	 * Begin a session.
	 * @param transport the connection
	 * @param handshake how to begin
	 * @param plain whether the server is known not to know {@code HELLO}
	 * @param settings how the connection is kept
	 * @param owner is told what becomes of the session
	 * @param receiver is told what comes
	 * @param nanoTime the clock
	 */
	SubscriptionSession(TransportConnection transport, ClientHandshake handshake, boolean plain,
			SubscriptionSettings settings, Owner owner, Receiver receiver, LongSupplier nanoTime) {
		this.transport = transport;
		this.handshake = handshake;
		this.plain = plain;
		this.settings = settings;
		this.owner = owner;
		this.receiver = receiver;
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

	/** Ask for a topic, with the next {@link #flush()}. */
	void subscribe(Topic topic) {
		send(topic.subscribeCommand(), topic, true);
	}

	/** Give a topic up, with the next {@link #flush()}. */
	void unsubscribe(Topic topic) {
		send(topic.unsubscribeCommand(), topic, false);
	}

	private void send(String command, @Nullable Topic topic, boolean on) {
		ByteBuf request = this.transport.allocator().buffer();
		RespWriter writer = new RespWriter(request, RespVersion.RESP2);
		writer.array((topic != null) ? 2 : 1);
		writer.bulk(command);
		if (topic != null) {
			writer.bulk(topic.name());
		}
		this.transport.write(request);
		this.requests.sent(topic, on, this.nanoTime.getAsLong());
	}

	void flush() {
		this.transport.flush();
	}

	SubscriptionRequests requests() {
		return this.requests;
	}

	/** Stop taking messages, or go on. Not called on receiving one to go on. */
	void reading(boolean reading) {
		if (this.reading == reading || this.ended) {
			return;
		}
		this.reading = reading;
		this.transport.reading(reading);
		if (reading) {
			heard();
			receiveAll();
		}
	}

	private void heard() {
		this.receivedNanos = this.nanoTime.getAsLong();
		this.suspect = false;
	}

	@Override
	public void received(ByteBuf bytes) {
		heard();
		this.decoder.append(bytes);
		receiveAll();
	}

	private void receiveAll() {
		try {
			while (this.reading && !this.ended && this.decoder.poll()) {
				if (this.ready) {
					receive(PubSubFrame.of(this.decoder.value()));
				}
				else if (!this.decoder.isPush()) {
					receiveHandshakeReply(this.decoder.value());
				}
			}
		}
		catch (RespProtocolException ex) {
			abort(ex);
		}
	}

	private void receiveHandshakeReply(RespValue reply) {
		switch (ClientHandshake.judge(this.plain, reply)) {
			case READY -> becomeReady();
			case PLAIN -> this.owner.plain(this);
			case REFUSED -> this.owner.refused(this, (RespValue.SimpleError) reply);
		}
	}

	private void receive(PubSubFrame frame) {
		if (frame instanceof PubSubFrame.Message message) {
			this.receiver.message(message.topic(), message.message());
		}
		else if (frame instanceof PubSubFrame.Malformed) {
			abort(new IllegalStateException("The server has sent what is no message"));
		}
		else if (!(frame instanceof PubSubFrame.Unknown)) {
			receiveAnswer(frame);
		}
	}

	private void receiveAnswer(PubSubFrame frame) {
		Request request = this.requests.answered();
		if (request == null || !isAnswer(frame, request)) {
			abort(new IllegalStateException((frame instanceof PubSubFrame.Refusal refusal) ? refusal.error().text()
					: "The server has answered what it was not asked"));
			return;
		}
		if (frame instanceof PubSubFrame.Refusal refusal) {
			receiveRefusal(request, refusal.error());
		}
		else if (frame instanceof PubSubFrame.Confirmation confirmation) {
			receiveConfirmation(request, confirmation);
		}
		this.owner.answered(this);
	}

	private static boolean isAnswer(PubSubFrame frame, Request request) {
		if (frame instanceof PubSubFrame.Confirmation confirmation) {
			return confirmation.topic().equals(request.topic()) && confirmation.on() == request.on();
		}
		return frame instanceof PubSubFrame.Refusal || request.topic() == null;
	}

	private void receiveRefusal(Request request, RespValue.SimpleError error) {
		boolean last = this.requests.isLast(request);
		this.requests.forget(request);
		if (last && request.topic() != null && request.on()) {
			this.receiver.topicRefused(request.topic(), error);
		}
	}

	private void receiveConfirmation(Request request, PubSubFrame.Confirmation confirmation) {
		if (!request.on()) {
			this.requests.forget(request);
		}
		else if (this.requests.isLast(request)) {
			this.receiver.topicConfirmed(confirmation.topic());
		}
	}

	@Override
	public void receivedAll() {
		// Messages are no reason to send anything
	}

	@Override
	public void writabilityChanged() {
		// What is asked is short
	}

	/**
	 * Ask a server that has been silent whether it is still there, and close a connection
	 * that has stopped answering.
	 * @param now the time
	 * @return when to look again, or {@code null} if the connection is closed
	 */
	@Nullable Long check(long now) {
		if (!this.reading) { // nothing can be heard
			return now + this.settings.keepAlive().toNanos();
		}
		Long asked = this.requests.oldestNanos();
		long end = (asked != null) ? Deadlines.later(asked, this.receivedNanos) + this.settings.timeout().toNanos()
				: this.receivedNanos + this.settings.keepAlive().toNanos();
		long later = now + this.settings.leastTime().toNanos();
		if (end - now > 0) {
			return Deadlines.earlier(end, later); // by then there may be an answer
		}
		if (asked == null) {
			send("PING", null, false);
			flush();
			return later;
		}
		if (!this.suspect) {
			this.suspect = true;
			return now + SECOND_LOOK_NANOS;
		}
		abort(new IllegalStateException(
				"The server has sent nothing for " + Duration.ofNanos(now - this.receivedNanos).toMillis() + " ms"));
		return null;
	}

	/** Close the connection at once, as something is wrong. */
	void abort(Throwable cause) {
		this.failure = cause;
		close();
	}

	/** Close the connection at once. */
	void close() {
		this.ended = true;
		this.transport.abort();
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		this.ended = true;
		this.decoder.close();
		this.owner.closed(this, (this.failure != null) ? this.failure : cause);
	}

	/**
	 * Is told what becomes of a session.
	 */
	interface Owner {

		/** Topics may be asked for. */
		void ready(SubscriptionSession session);

		/** The server has to be spoken to in the plain way, on another connection. */
		void plain(SubscriptionSession session);

		/** The server does not want this client. */
		void refused(SubscriptionSession session, RespValue.SimpleError reason);

		/** A request has been answered. */
		void answered(SubscriptionSession session);

		/** The connection is closed. */
		void closed(SubscriptionSession session, @Nullable Throwable cause);

	}

	/**
	 * Is told what comes.
	 */
	interface Receiver {

		/** The server will send the messages of a topic. */
		void topicConfirmed(Topic topic);

		/** The server will not send the messages of a topic. */
		void topicRefused(Topic topic, RespValue.SimpleError reason);

		/** A message has come. */
		void message(Topic topic, TinoMessage<ByteBuffer> message);

	}

}
