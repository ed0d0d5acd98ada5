package io.tino.client;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.resp.RespValue;
import io.tino.transport.TransportLoop;

/**
 * All subscriptions of a client: what is wanted, and who gets what comes. Takes
 * subscriptions from any thread; all else is confined to one event loop.
 */
final class Subscriptions implements SubscriptionConnection.Owner, ClientSubscription.Owner {

	private static final Logger logger = LoggerFactory.getLogger(Subscriptions.class);

	private final TransportLoop loop;

	private final SubscriptionConnection connection;

	private final SubscriptionTable table = new SubscriptionTable();

	/** Subscriptions that cannot take messages now. */
	private final Set<ClientSubscription> paused = new HashSet<>();

	/** Topics whose refusal is known. */
	private final Set<Topic> refused = new HashSet<>();

	private boolean closed;

	Subscriptions(ClientContext context, AddressSource addresses, SubscriptionSettings settings, TransportLoop loop,
			DoubleSupplier random) {
		this.loop = loop;
		this.connection = new SubscriptionConnection(context, addresses, settings, loop, random, this);
	}

	/** Add a subscription. Called on any thread. */
	TinoSubscription subscribe(TinoTopics topics, TinoMessageHandler<ByteBuffer> handler) {
		ClientSubscription subscription = new ClientSubscription(topics, handler, this);
		if (!this.loop.execute(() -> add(subscription))) {
			subscription.fail(ClientConnection.closedFailure());
		}
		return subscription;
	}

	private void add(ClientSubscription subscription) {
		if (this.closed) {
			subscription.fail(ClientConnection.closedFailure());
			return;
		}
		if (subscription.isClosed()) {
			return;
		}
		subscription.all().forEach((topic) -> this.table.add(topic, subscription));
		SubscriptionSession session = this.connection.session();
		if (session != null) {
			ask(session, subscription);
		}
		else {
			this.connection.open();
		}
	}

	private void ask(SubscriptionSession session, ClientSubscription subscription) {
		for (Topic topic : subscription.all()) {
			if (session.requests().isConfirmed(topic)) {
				subscription.confirm(topic);
			}
			else if (!session.requests().isWanted(topic)) {
				session.subscribe(topic);
			}
		}
		this.connection.send();
	}

	@Override
	public void remove(ClientSubscription subscription) {
		this.loop.execute(() -> {
			SubscriptionSession session = this.connection.session();
			for (Topic topic : subscription.all()) {
				if (this.table.remove(topic, subscription)) {
					this.refused.remove(topic);
					if (session != null && session.requests().isWanted(topic)) {
						session.unsubscribe(topic);
					}
				}
			}
			this.connection.send();
			resumeNow(subscription);
		});
	}

	@Override
	public void pause(ClientSubscription subscription) {
		if (this.loop.inEventLoop()) {
			pauseNow(subscription);
		}
		else {
			this.loop.execute(() -> pauseNow(subscription));
		}
	}

	private void pauseNow(ClientSubscription subscription) {
		if (!subscription.isClosed()) {
			this.paused.add(subscription);
			updateReading();
		}
	}

	/** A message that is being handled is handled to its end before the next one. */
	@Override
	public void resume(ClientSubscription subscription) {
		this.loop.execute(() -> resumeNow(subscription));
	}

	private void resumeNow(ClientSubscription subscription) {
		if (this.paused.remove(subscription)) {
			updateReading();
		}
	}

	private void updateReading() {
		SubscriptionSession session = this.connection.session();
		if (session != null) {
			session.reading(this.paused.isEmpty());
		}
	}

	@Override
	public Set<Topic> topics() {
		return this.table.topics();
	}

	@Override
	public void opened() {
		updateReading();
	}

	@Override
	public void interrupted(@Nullable Throwable cause) {
		this.table.subscriptions().forEach((subscription) -> subscription.interrupt(cause));
	}

	@Override
	public void refused(RespValue.SimpleError reason) {
		TinoException failure = failure("SUBSCRIBE", reason);
		this.table.subscriptions().forEach((subscription) -> subscription.fail(failure));
	}

	private static TinoException failure(String command, RespValue.SimpleError reason) {
		return new TinoCommandException(command, reason.code(), reason.message(), false);
	}

	@Override
	public void topicConfirmed(Topic topic) {
		this.refused.remove(topic);
		this.table.subscribers(topic).forEach((subscription) -> subscription.confirm(topic));
	}

	@Override
	public void topicRefused(Topic topic, RespValue.SimpleError reason) {
		if (this.refused.add(topic)) {
			logger.warn("The server refuses the subscription to {}: {}. Asking again with the next connection", topic,
					reason.text());
		}
		TinoException failure = failure(topic.subscribeCommand(), reason);
		this.table.subscribers(topic).forEach((subscription) -> subscription.fail(failure));
	}

	@Override
	public void message(Topic topic, TinoMessage<ByteBuffer> message) {
		for (ClientSubscription subscription : this.table.subscribers(topic)) {
			subscription.handle(message);
		}
	}

	/** End all subscriptions, for good. Called on any thread. */
	void close() {
		this.loop.execute(() -> {
			this.closed = true;
			this.table.subscriptions().forEach((subscription) -> subscription.fail(ClientConnection.closedFailure()));
			this.table.clear();
			this.connection.close();
		});
	}

}
