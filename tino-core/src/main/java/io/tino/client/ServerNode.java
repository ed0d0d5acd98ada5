package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.tino.transport.SocketAddressFormat;
import io.tino.transport.TransportLoop;

/**
 * One server of a client, with its connections. Leaves the rotation when it has none, and
 * comes back when one has been opened, which is tried in the background.
 * <p>
 * Calls choose connections on any thread; all else is confined to one event loop, which
 * need not be that of the connections.
 */
final class ServerNode implements ClientConnection.Owner, Balancer.Candidate, AddressSource.Server {

	private static final Logger logger = LoggerFactory.getLogger(ServerNode.class);

	/** How long is waited at most after a failure if calls wait for a server. */
	private static final Duration MAX_URGENT_BACKOFF = Duration.ofSeconds(1);

	private final SocketAddress address;

	private final ClientContext context;

	private final TransportLoop loop;

	private final Owner owner;

	private final NodeConnections connections;

	/** How many calls of sessions have no reply. */
	private final AtomicInteger sessionCalls = new AtomicInteger();

	private final Backoff backoff;

	/** How it is waited instead if calls wait for a server. */
	private final Backoff urgentBackoff;

	private final Duration maxBackoff;

	/** Written on the event loop. */
	private volatile TinoNode.State state = TinoNode.State.IDLE;

	/** How many connections are open. */
	private int open;

	/** When it was last tried to connect. */
	private long connectNanos;

	/** When the last connection was last lost. */
	private @Nullable Long lostNanos;

	/** When it is tried again to connect, if it is waited with that. */
	private long retryNanos;

	/** When that is done at the earliest, for calls that wait. */
	private long urgentNanos;

	/** Whether connecting has failed since calls wait for a server. */
	private boolean triedInVain;

	/** Whether it has been said that the server is left out. */
	private boolean missed;

	/** Whether it has been said as what it is not while servers let clients move. */
	private boolean warned;

	/** Written by whoever closes the client, too. */
	private volatile boolean retired;

	/**
	 * Create a server that is not connected to.
	 * @param context what connections share
	 * @param settings how to connect
	 * @param address where to
	 * @param loop the event loop
	 * @param loops the event loops of the connections, which they take in turn
	 * @param random gives numbers from 0 to less than 1
	 * @param owner is told what becomes of the server
	 */
	ServerNode(ClientContext context, PoolSettings settings, SocketAddress address, TransportLoop loop,
			List<TransportLoop> loops, DoubleSupplier random, Owner owner) {
		this.address = address;
		this.context = context;
		this.loop = loop;
		this.owner = owner;
		this.connections = new NodeConnections(context, settings, address, loops, this);
		this.backoff = new Backoff(settings.minBackoff(), settings.maxBackoff(), random);
		this.maxBackoff = settings.maxBackoff();
		this.urgentBackoff = new Backoff(settings.minBackoff(),
				(this.maxBackoff.compareTo(MAX_URGENT_BACKOFF) < 0) ? this.maxBackoff : MAX_URGENT_BACKOFF, random);
	}

	@Override
	public SocketAddress address() {
		return this.address;
	}

	TinoNode.State state() {
		return this.state;
	}

	@Override
	public boolean isReady() {
		return this.state == TinoNode.State.READY;
	}

	@Override
	public int outstanding() {
		return this.connections.outstanding() + this.sessionCalls.get();
	}

	@Override
	public void outstanding(int more) {
		this.sessionCalls.addAndGet(more);
	}

	@Override
	public void reachable() {
		tryAgain();
	}

	/**
	 * Choose a connection for a call. Called on any thread.
	 * @param call the call
	 * @return the connection, or {@code null} if none is open any more
	 */
	@Nullable ClientConnection choose(ClientCall<?> call) {
		return this.connections.choose(call.loop());
	}

	/** Connect, unless that has been tried lately. */
	void connectIfIdle() {
		if (this.state == TinoNode.State.IDLE) {
			connect();
		}
	}

	/**
	 * Connect for calls that wait: now, or soon if that has failed before they came.
	 * @return whether it will be tried earlier than it would have been
	 */
	boolean connectSoon() {
		connectIfIdle();
		if (this.state != TinoNode.State.BACKING_OFF || this.triedInVain || this.urgentNanos - this.retryNanos >= 0) {
			return false;
		}
		tryAgainAt(this.urgentNanos);
		return true;
	}

	/** Tell whether calls that wait have nothing to wait for here. */
	boolean isTriedInVain() {
		return this.state == TinoNode.State.BACKING_OFF && this.triedInVain;
	}

	/** The calls that have waited are gone, and others may come. */
	void nobodyWaits() {
		this.triedInVain = false;
	}

	private void connect() {
		this.state = TinoNode.State.CONNECTING;
		this.connectNanos = now();
		this.connections.open();
	}

	private long now() {
		return this.context.nanoTime().getAsLong();
	}

	@Override
	public void opened(ClientConnection connection, boolean multiplexed) {
		onLoop(() -> {
			this.open++;
			resetBackoff();
			this.connections.growing(true);
			this.connections.multiplexed(multiplexed);
			this.state = TinoNode.State.READY;
			this.warned = false;
			if (this.missed) {
				this.missed = false;
				logger.info("Server {} is back and takes calls", this);
			}
			this.owner.changed();
		});
	}

	@Override
	public void closed(ClientConnection connection, ConnectFailure reason) {
		onLoop(() -> {
			this.open--;
			if (this.open == 0) {
				lost(reason);
			}
		});
	}

	@Override
	public void draining(ClientConnection connection, Duration time) {
		onLoop(() -> this.owner.moving(time));
		closed(connection, ConnectFailure.drained(this.address));
	}

	/** Connect at once, unless that is what has been done just before. */
	private void lost(ConnectFailure reason) {
		long now = now();
		Long before = this.lostNanos;
		boolean again = before != null && now - before < this.maxBackoff.toNanos();
		this.lostNanos = now;
		Duration wait = this.backoff.next().minusNanos(now - this.connectNanos);
		if (!this.owner.isInUse()) {
			this.state = TinoNode.State.IDLE;
		}
		else if (again && wait.compareTo(Duration.ZERO) > 0) {
			leaveOut(reason, wait);
		}
		else {
			connect();
		}
		this.owner.disconnected(reason);
	}

	@Override
	public void failed(ClientConnection connection, ConnectFailure reason) {
		onLoop(() -> {
			if (this.open == 0) {
				leaveOut(reason, this.backoff.next());
				this.owner.disconnected(reason);
			}
			else {
				logger.debug("No further connection to {}: {}", this, reason.reason());
				growLater();
			}
		});
	}

	private void growLater() {
		this.connections.growing(false);
		this.loop.schedule(() -> {
			this.connections.growing(true);
			this.owner.changed();
		}, this.backoff.next());
	}

	private void leaveOut(ConnectFailure reason, Duration wait) {
		this.state = TinoNode.State.BACKING_OFF;
		this.triedInVain = true;
		this.urgentNanos = now() + this.urgentBackoff.next().toNanos();
		tryAgainAt(now() + wait.toNanos());
		sayLeftOut(reason);
	}

	private void sayLeftOut(ConnectFailure reason) {
		boolean expected = this.owner.isMoving();
		if (this.warned || (this.missed && expected)) {
			logger.debug("Server {} is still left out: {}", this, reason.reason());
			return;
		}
		this.missed = true;
		this.warned = !expected;
		logger.atLevel(expected ? Level.INFO : Level.WARN)
			.log("Server {} is left out: {}. Trying again while calls are made", this, reason.reason());
	}

	private void tryAgainAt(long nanoTime) {
		this.retryNanos = nanoTime;
		this.loop.schedule(() -> {
			if (now() - this.retryNanos >= 0) { // unless it has been tried earlier
				tryAgain();
			}
		}, Duration.ofNanos(Math.max(0, nanoTime - now())));
	}

	/** Connect if that is waited with, as the time has come or the server is there. */
	private void tryAgain() {
		if (this.retired || this.state != TinoNode.State.BACKING_OFF) {
			return;
		}
		if (this.owner.isInUse()) {
			connect();
		}
		else {
			resetBackoff();
			this.state = TinoNode.State.IDLE;
		}
	}

	private void resetBackoff() {
		this.backoff.reset();
		this.urgentBackoff.reset();
	}

	/** Be as quick as after the first failure: others may soon be gone. */
	void hurry() {
		if (this.state == TinoNode.State.BACKING_OFF) {
			resetBackoff();
			tryAgainAt(Deadlines.earlier(this.retryNanos, this.connectNanos + this.backoff.next().toNanos()));
		}
	}

	@Override
	public void unsent(ClientCall<?> call) {
		this.owner.unsent(call);
	}

	private void onLoop(Runnable event) {
		Runnable heeded = () -> {
			if (!this.retired) {
				event.run();
			}
		};
		if (this.loop.inEventLoop()) {
			heeded.run();
		}
		else {
			this.loop.execute(heeded);
		}
	}

	/** Make no further calls; those that have been sent are answered still. */
	void retire() {
		this.retired = true;
		this.state = TinoNode.State.IDLE;
		this.connections.retire();
	}

	/** Close all connections at once, for good. */
	void close() {
		this.retired = true;
		this.state = TinoNode.State.IDLE;
		this.connections.close();
	}

	@Override
	public String toString() {
		return SocketAddressFormat.describeWithHost(this.address);
	}

	/**
	 * Keeps servers. Called on their event loop, unless a method says otherwise.
	 */
	interface Owner {

		/** Tell whether calls are made or have been lately. */
		boolean isInUse();

		/** Tell whether servers that cannot be reached are about to come back. */
		boolean isMoving();

		/** A server can be called that could not. */
		void changed();

		/**
		 * A server lets clients move to others, or to one that takes its place.
		 * @param time how long it waits for that
		 */
		void moving(Duration time);

		/** A server cannot be called any more. */
		void disconnected(ConnectFailure reason);

		/** A call needs another connection. Called on any thread. */
		void unsent(ClientCall<?> call);

	}

}
