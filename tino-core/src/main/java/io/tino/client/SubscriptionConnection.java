package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.resp.RespValue;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportLoop;

/**
 * A place for the one connection that carries all subscriptions of a client: open while
 * there is something to subscribe to, and opened again whenever it breaks. Confined to
 * one event loop.
 */
final class SubscriptionConnection implements SubscriptionSession.Owner {

	private static final Logger logger = LoggerFactory.getLogger(SubscriptionConnection.class);

	private final ClientContext context;

	private final AddressSource addresses;

	private final SubscriptionSettings settings;

	private final TransportLoop loop;

	private final Backoff backoff;

	private final Owner owner;

	/** Where the last connection went to. */
	private AddressSource.@Nullable Server server;

	private @Nullable SubscriptionSession session;

	private boolean connecting;

	/** Whether it is waited before connecting again. */
	private boolean waiting;

	private boolean ready;

	private long readyNanos;

	/** Whether the server is known not to know {@code HELLO}. */
	private boolean plain;

	/** When the connection is looked at. */
	private @Nullable Long timerNanos;

	SubscriptionConnection(ClientContext context, AddressSource addresses, SubscriptionSettings settings,
			TransportLoop loop, DoubleSupplier random, Owner owner) {
		this.context = context;
		this.addresses = addresses;
		this.settings = settings;
		this.loop = loop;
		this.backoff = new Backoff(settings.minBackoff(), settings.maxBackoff(), random);
		this.owner = owner;
	}

	/** Return the session, or {@code null} if none is ready. */
	@Nullable SubscriptionSession session() {
		return this.ready ? this.session : null;
	}

	/** Send what the session has been asked to, and close it if it is of no use more. */
	void send() {
		SubscriptionSession current = session();
		if (current != null) {
			current.flush();
			startTimer(now() + this.settings.leastTime().toNanos());
			answered(current);
		}
	}

	private @Nullable SocketAddress address() {
		return (this.server != null) ? this.server.address() : null;
	}

	private long now() {
		return this.context.nanoTime().getAsLong();
	}

	/** Open the connection, unless that goes on already or it is too early. */
	void open() {
		if (this.session == null && !this.connecting && !this.waiting && !this.owner.topics().isEmpty()) {
			connect();
		}
	}

	private void connect() {
		this.connecting = true;
		this.addresses.next(this::connectTo, this::connectFailed);
	}

	private void connectTo(AddressSource.Server found) {
		this.server = found;
		this.context.connect(this.loop, found.address(), this::begin, this::connectFailed);
	}

	private SubscriptionSession begin(TransportConnection transport) {
		SubscriptionSession begun = new SubscriptionSession(transport, this.context.handshake(), this.plain,
				this.settings, this, this.owner, this.context.nanoTime());
		this.session = begun;
		this.loop.schedule(() -> giveUpHandshake(begun), this.context.connectTimeout());
		begun.begin();
		return begun;
	}

	private void giveUpHandshake(SubscriptionSession begun) {
		if (this.session == begun && !this.ready) {
			begun.abort(this.context.handshakeTimedOut());
		}
	}

	private void connectFailed(ConnectFailure failure) {
		disconnected();
		this.plain = false; // a server that has come back may know more
		failed(failure.reason());
	}

	/** Say so once, and try again. */
	private void failed(String reason) {
		if (this.owner.topics().isEmpty()) {
			this.backoff.reset();
			return;
		}
		if (this.backoff.isFresh()) {
			logger.warn("No messages come for {} channels and patterns: {}. Trying again until they do",
					this.owner.topics().size(), reason);
		}
		else {
			logger.debug("Still no messages come: {}", reason);
		}
		this.waiting = this.loop.schedule(() -> {
			this.waiting = false;
			open();
		}, this.backoff.next());
	}

	private void disconnected() {
		this.session = null;
		this.connecting = false;
		this.ready = false;
	}

	@Override
	public void ready(SubscriptionSession session) {
		this.connecting = false;
		this.ready = true;
		this.readyNanos = now();
		this.context.listener().connectionOpened();
		if (this.server != null) {
			this.server.reachable();
		}
		if (!this.backoff.isFresh()) {
			logger.info("Connected again: subscribing to {} channels and patterns", this.owner.topics().size());
		}
		this.owner.topics().forEach(session::subscribe);
		send();
		this.owner.opened();
	}

	@Override
	public void plain(SubscriptionSession session) {
		AddressSource.Server reached = this.server;
		if (reached != null) {
			this.plain = true;
			letGo(session);
			this.connecting = true;
			connectTo(reached);
		}
	}

	@Override
	public void refused(SubscriptionSession session, RespValue.SimpleError reason) {
		this.plain = false;
		letGo(session);
		this.owner.refused(reason);
		failed(ConnectFailure.refused(address(), reason).reason());
	}

	/** A connection that nobody needs any more is closed. */
	@Override
	public void answered(SubscriptionSession session) {
		if (session == this.session && this.owner.topics().isEmpty() && session.requests().oldestNanos() == null) {
			letGo(session);
			this.backoff.reset();
		}
	}

	private void letGo(SubscriptionSession session) {
		if (this.ready) {
			this.context.listener().connectionClosed();
		}
		disconnected();
		session.close();
	}

	@Override
	public void closed(SubscriptionSession session, @Nullable Throwable cause) {
		if (session != this.session) {
			return; // it has been let go
		}
		if (!this.ready) {
			connectFailed(ConnectFailure.closedEarly(address(), cause));
			return;
		}
		this.plain = false; // another server may have taken its place
		letGo(session);
		if (now() - this.readyNanos >= this.settings.maxBackoff().toNanos()) {
			this.backoff.reset(); // what breaks at once is not tried again at once
		}
		failed(ConnectFailure.closed(address(), cause).reason());
		this.owner.interrupted(cause);
	}

	private void startTimer(long nanoTime) {
		Long current = this.timerNanos;
		if (current == null || nanoTime - current < 0) {
			this.timerNanos = nanoTime;
			this.loop.schedule(this::check, Duration.ofNanos(Math.max(0, nanoTime - now())));
		}
	}

	private void check() {
		long now = now();
		Long due = this.timerNanos;
		if (due == null || due - now > 0) {
			return; // an earlier one has been here
		}
		this.timerNanos = null;
		SubscriptionSession current = session();
		Long next = (current != null) ? current.check(now) : null;
		if (next != null) {
			startTimer(next);
		}
	}

	/** Close the connection. It stays closed as long as there are no topics. */
	void close() {
		SubscriptionSession current = this.session;
		if (current != null) {
			letGo(current);
		}
	}

	/**
	 * Says what is wanted, and is told what comes.
	 */
	interface Owner extends SubscriptionSession.Receiver {

		/** Return what is to be subscribed to. */
		Set<Topic> topics();

		/** All topics have been asked for on a new connection. */
		void opened();

		/** The connection has broken. */
		void interrupted(@Nullable Throwable cause);

		/** The server does not want this client. */
		void refused(RespValue.SimpleError reason);

	}

}
