package io.tino.server;

import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.TinoConnection;
import io.tino.payload.PayloadFormat;
import io.tino.resp.RespVersion;
import io.tino.transport.SocketAddressFormat;
import io.tino.transport.TransportConnection;

/**
 * What is known of a client. Changed by one call at a time, on whichever thread that
 * runs; read by any thread.
 */
final class ServerConnection implements TinoConnection {

	private final long id;

	private final TransportConnection transport;

	private final long openedNanos;

	private volatile RespVersion version = RespVersion.RESP2;

	private volatile PayloadFormat format = PayloadFormat.MSGPACK;

	private volatile @Nullable String name;

	private volatile @Nullable Principal principal;

	/** Attempts to authenticate that have failed since the last that has not. */
	private volatile int authenticationFailures;

	private volatile String libraryName = "";

	private volatile String libraryVersion = "";

	private volatile ReplyMode replyMode = ReplyMode.ON;

	private volatile boolean monitor;

	private volatile boolean noEvict;

	private volatile boolean noTouch;

	private volatile boolean multiplexed;

	private volatile MaintNotifications maintNotifications = MaintNotifications.OFF;

	/** Whether, and when, the client has been told to move. */
	private volatile boolean handedOver;

	private volatile long handedOverNanos;

	private volatile @Nullable Transaction transaction;

	private volatile @Nullable Watch watch;

	private volatile @Nullable Subscriptions subscriptions;

	/** What was called last, and when something last came. */
	private volatile @Nullable Command lastCommand;

	private volatile long lastActiveNanos;

	private volatile boolean open = true;

	private final ConnectionAttributes attributes = new ConnectionAttributes();

	ServerConnection(long id, TransportConnection transport, long openedNanos) {
		this.id = id;
		this.transport = transport;
		this.openedNanos = openedNanos;
		this.lastActiveNanos = openedNanos;
	}

	@Override
	public long id() {
		return this.id;
	}

	@Override
	public SocketAddress remoteAddress() {
		return this.transport.remoteAddress();
	}

	@Override
	public @Nullable X509Certificate clientCertificate() {
		return this.transport.peerCertificate();
	}

	SocketAddress localAddress() {
		return this.transport.localAddress();
	}

	long openedNanos() {
		return this.openedNanos;
	}

	@Override
	public @Nullable String name() {
		return this.name;
	}

	void name(@Nullable String name) {
		this.name = name;
	}

	@Override
	public @Nullable Principal principal() {
		return this.principal;
	}

	void principal(@Nullable Principal principal) {
		this.principal = principal;
	}

	/** Return how often authenticating has failed since it last succeeded. */
	int authenticationFailures() {
		return this.authenticationFailures;
	}

	void authenticationFailures(int authenticationFailures) {
		this.authenticationFailures = authenticationFailures;
	}

	RespVersion version() {
		return this.version;
	}

	void version(RespVersion version) {
		this.version = version;
	}

	PayloadFormat format() {
		return this.format;
	}

	void format(PayloadFormat format) {
		this.format = format;
	}

	String libraryName() {
		return this.libraryName;
	}

	void libraryName(String libraryName) {
		this.libraryName = libraryName;
	}

	String libraryVersion() {
		return this.libraryVersion;
	}

	void libraryVersion(String libraryVersion) {
		this.libraryVersion = libraryVersion;
	}

	ReplyMode replyMode() {
		return this.replyMode;
	}

	void replyMode(ReplyMode replyMode) {
		if (this.replyMode != replyMode) { // which costs less than writing it
			this.replyMode = replyMode;
		}
	}

	/** Tell whether the connection is shown the calls of all others. */
	boolean isMonitor() {
		return this.monitor;
	}

	void monitor(boolean monitor) {
		this.monitor = monitor;
	}

	boolean isNoEvict() {
		return this.noEvict;
	}

	void noEvict(boolean noEvict) {
		this.noEvict = noEvict;
	}

	boolean isNoTouch() {
		return this.noTouch;
	}

	void noTouch(boolean noTouch) {
		this.noTouch = noTouch;
	}

	/**
	 * Tell whether the client has used the multiplexed protocol, and takes its pushes.
	 */
	boolean isMultiplexed() {
		return this.multiplexed;
	}

	void multiplexed(boolean multiplexed) {
		this.multiplexed = multiplexed;
	}

	/** Return what the client wants to be told when it is to move. */
	MaintNotifications maintNotifications() {
		return this.maintNotifications;
	}

	void maintNotifications(MaintNotifications maintNotifications) {
		this.maintNotifications = maintNotifications;
	}

	/** Tell whether the client has been told to move to another connection. */
	boolean isHandedOver() {
		return this.handedOver;
	}

	/** Return when it has been told. */
	long handedOverNanos() {
		return this.handedOverNanos;
	}

	/** The client has been told to move. */
	void handedOver(long nanoTime) {
		this.handedOverNanos = nanoTime;
		this.handedOver = true;
	}

	/** Return what has been queued since {@code MULTI}, if that is the last. */
	@Nullable Transaction transaction() {
		return this.transaction;
	}

	void transaction(@Nullable Transaction transaction) {
		this.transaction = transaction;
	}

	/** Forget what has been queued, and what is watched. */
	void discardTransaction() {
		Transaction current = this.transaction;
		if (current != null) {
			this.transaction = null;
			current.release();
		}
		endWatch();
	}

	/** Return what is watched, which may be nothing yet. */
	Watch watch(WatchedKeys watchedKeys) {
		Watch current = this.watch;
		if (current == null) {
			current = new Watch(watchedKeys);
			this.watch = current;
		}
		return current;
	}

	/** Return how many keys are watched. Called on any thread. */
	int watchedKeys() {
		Watch current = this.watch;
		return (current != null) ? current.size() : 0;
	}

	/**
	 * Watch nothing any more.
	 * @return whether something that was watched has changed
	 */
	boolean endWatch() {
		Watch current = this.watch;
		if (current == null) {
			return false;
		}
		this.watch = null;
		boolean changed = current.hasFailed();
		current.clear();
		return changed;
	}

	/** Return what is subscribed to, or {@code null} if nothing ever was. */
	@Nullable Subscriptions subscriptions() {
		return this.subscriptions;
	}

	void subscriptions(Subscriptions subscriptions) {
		this.subscriptions = subscriptions;
	}

	/** Tell whether the client waits for messages, which in RESP2 only they can be. */
	boolean isSubscriber() {
		Subscriptions current = this.subscriptions;
		return current != null && current.count() > 0 && this.version == RespVersion.RESP2;
	}

	@Nullable Command lastCommand() {
		return this.lastCommand;
	}

	long lastActiveNanos() {
		return this.lastActiveNanos;
	}

	/** Something has come. */
	void active(long nanoTime) {
		this.lastActiveNanos = nanoTime;
	}

	/** A command is being called. */
	void calls(Command command) {
		if (this.lastCommand != command) {
			this.lastCommand = command;
		}
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	void closed() {
		this.open = false;
	}

	@Override
	public <T> T attribute(Object key, Supplier<T> factory) {
		return this.attributes.get(key, factory);
	}

	@Override
	public @Nullable Object removeAttribute(Object key) {
		return this.attributes.remove(key);
	}

	@Override
	public void onClose(Runnable action) {
		this.attributes.onClose(action);
	}

	ConnectionAttributes attributes() {
		return this.attributes;
	}

	/**
	 * Forget what the client has set, as {@code RESET} does. What the library has said of
	 * itself stays.
	 */
	void reset() {
		this.version = RespVersion.RESP2;
		this.format = PayloadFormat.MSGPACK;
		this.name = null;
		this.principal = null;
		this.replyMode = ReplyMode.ON;
		this.monitor = false;
		this.noEvict = false;
		this.noTouch = false;
		this.multiplexed = false;
		this.maintNotifications = MaintNotifications.OFF;
		discardTransaction();
	}

	@Override
	public String toString() {
		return "connection " + this.id + " from " + SocketAddressFormat.format(remoteAddress());
	}

}
