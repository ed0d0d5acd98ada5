package io.tino.client;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription, which knows what of it the server has confirmed. Its user calls it from
 * any thread; its {@link Owner} on one event loop.
 */
final class ClientSubscription implements TinoSubscription {

	private static final Logger logger = LoggerFactory.getLogger(ClientSubscription.class);

	private final TinoTopics topics;

	private final List<Topic> all;

	private final TinoMessageHandler<ByteBuffer> handler;

	private final Owner owner;

	private final CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();

	/** What the server has not confirmed since the last connection was opened. */
	private final Set<Topic> unconfirmed;

	private boolean wasInterrupted;

	/** Written on the event loop. */
	private volatile boolean active;

	/** Written by whoever closes it. */
	private volatile boolean closed;

	ClientSubscription(TinoTopics topics, TinoMessageHandler<ByteBuffer> handler, Owner owner) {
		this.topics = topics;
		this.all = Topic.of(topics);
		this.handler = handler;
		this.owner = owner;
		this.unconfirmed = new HashSet<>(this.all);
	}

	@Override
	public TinoTopics topics() {
		return this.topics;
	}

	List<Topic> all() {
		return this.all;
	}

	@Override
	public CompletableFuture<@Nullable Void> confirmed() {
		return this.confirmed.copy();
	}

	@Override
	public boolean isActive() {
		return this.active && !this.closed;
	}

	@Override
	public void pause() {
		this.owner.pause(this);
	}

	@Override
	public void resume() {
		this.owner.resume(this);
	}

	@Override
	public void close() {
		this.closed = true;
		this.owner.remove(this);
		fail(new TinoCancelledException("SUBSCRIBE", null));
	}

	boolean isClosed() {
		return this.closed;
	}

	void handle(TinoMessage<ByteBuffer> message) {
		// Each handler has a position of its own in the bytes
		tell(() -> this.handler.handle(message.withPayload(message.payload().duplicate())));
	}

	/** The server has confirmed a topic. */
	void confirm(Topic topic) {
		if (!this.unconfirmed.remove(topic) || !this.unconfirmed.isEmpty()) {
			return;
		}
		this.active = true;
		this.confirmed.complete(null);
		if (this.wasInterrupted) {
			this.wasInterrupted = false;
			tell(this.handler::resubscribed);
		}
	}

	/** The server will confirm a topic no more, or not for the first time. */
	void fail(TinoException failure) {
		this.confirmed.completeExceptionally(failure);
	}

	/** The connection has broken. */
	void interrupt(@Nullable Throwable cause) {
		this.unconfirmed.addAll(this.all);
		if (this.active) {
			this.active = false;
			this.wasInterrupted = true;
			tell(() -> this.handler.interrupted(cause));
		}
	}

	private void tell(Runnable event) {
		if (this.closed) {
			return;
		}
		try {
			event.run();
		}
		catch (Throwable ex) { // the others and the connection go on
			logger.error("Handler {} of messages has failed", this.handler.getClass().getName(), ex);
		}
	}

	/**
	 * Keeps subscriptions. Called on any thread.
	 */
	interface Owner {

		/** End a subscription. */
		void remove(ClientSubscription subscription);

		/** Take no messages until this subscription can. */
		void pause(ClientSubscription subscription);

		/** This subscription can take messages again. */
		void resume(ClientSubscription subscription);

	}

}
