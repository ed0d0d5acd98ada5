package io.tino.server;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.Command;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * Tells clients that their connections are to end, so that they move to others and lose
 * no call by it: those of the multiplexed protocol by {@code tino.drain}, and stock ones
 * that have asked for it by {@code MOVING}. Until they have moved, they are served as
 * ever. Thread-safe.
 */
final class Handover {

	private static final Logger logger = LoggerFactory.getLogger(Handover.class);

	/** How old a connection is at most whose client may still be saying hello. */
	private static final Duration NEW = Duration.ofSeconds(1);

	private final ServerSettings settings;

	private final ServerSessions sessions;

	private final LongSupplier nanoTime;

	private final Clock clock;

	/** Who has been told that the server stops, and is still there. */
	private final Set<ServerSession> told = ConcurrentHashMap.newKeySet();

	/** How many are told or still to be asked, and one until all have been asked. */
	private final AtomicInteger left = new AtomicInteger(1);

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	/** Until when clients may move as the server stops, once it does. */
	private volatile long endNanos;

	private volatile boolean begun;

	Handover(ServerSettings settings, ServerSessions sessions, LongSupplier nanoTime, Clock clock) {
		this.settings = settings;
		this.sessions = sessions;
		this.nanoTime = nanoTime;
		this.clock = clock;
	}

	/**
	 * Return how long clients have to move when the server stops: no longer than what
	 * leaves as much time for calls in flight.
	 * @param gracePeriod how long the server may take to stop
	 */
	Duration timeout(Duration gracePeriod) {
		Duration half = gracePeriod.dividedBy(2);
		return (half.compareTo(this.settings.handoverTimeout) < 0) ? half : this.settings.handoverTimeout;
	}

	/**
	 * Tell everybody who can be told, as the server stops.
	 * @param timeout how long they have to move; zero to tell nobody
	 * @return completed when nobody of them is left
	 */
	CompletableFuture<Void> begin(Duration timeout) {
		if (timeout.isZero()) {
			return CompletableFuture.completedFuture(null);
		}
		this.endNanos = this.nanoTime.getAsLong() + timeout.toNanos();
		this.begun = true;
		this.sessions.forEach((session) -> {
			this.left.incrementAndGet();
			if (!session.transport().execute(() -> leave(session))) {
				oneLess();
			}
		});
		oneLess();
		return this.ended;
	}

	/** Called on the event loop of the session. */
	private void leave(ServerSession session) {
		if (tell(session, Duration.ofNanos(this.endNanos - this.nanoTime.getAsLong()))) {
			if (!this.told.add(session)) {
				oneLess();
			}
		}
		else if (!isSayingHello(session) || !awaitHello(session)) {
			oneLess();
		}
	}

	private boolean awaitHello(ServerSession session) {
		Duration age = Duration.ofNanos(this.nanoTime.getAsLong() - session.connection().openedNanos());
		return age.compareTo(NEW) < 0 && session.transport().schedule(this::oneLess, NEW.minus(age));
	}

	/**
	 * Tell whether it is not known yet whether the client can be told. One that can would
	 * make its first calls without having been.
	 */
	private static boolean isSayingHello(ServerSession session) {
		Command last = session.connection().lastCommand();
		return !session.isClosed() && (last == null || last instanceof HelloCommand);
	}

	private void oneLess() {
		if (this.left.decrementAndGet() == 0) {
			this.ended.complete(null);
		}
	}

	/**
	 * A client is there, or can be told from now on, which it is at once if the server is
	 * stopping. Called on any thread.
	 */
	void joined(ServerSession session) {
		if (this.begun && !this.ended.isDone()) {
			this.left.incrementAndGet();
			if (!session.transport().execute(() -> leave(session))) {
				oneLess();
			}
		}
	}

	/** A connection is closed. Called on its event loop. */
	void left(ServerSession session) {
		if (this.told.remove(session)) {
			oneLess();
		}
	}

	/**
	 * Tell a client, if that is possible, and unless it has been told before. Called on
	 * its event loop.
	 * @param session its connection
	 * @param timeout how long it has to move
	 * @return whether it has been told, now or before
	 */
	boolean tell(ServerSession session, Duration timeout) {
		ServerConnection connection = session.connection();
		if (session.isClosed() || this.settings.handoverTimeout.isZero()) {
			return false;
		}
		if (connection.isHandedOver()) {
			return true;
		}
		boolean moving = connection.maintNotifications() != MaintNotifications.OFF;
		if (connection.version() != RespVersion.RESP3 || !(moving || connection.isMultiplexed())) {
			return false;
		}
		logger.debug("Telling {} to move within {} ms", connection, timeout.toMillis());
		connection.handedOver(this.nanoTime.getAsLong());
		push(session, timeout.isNegative() ? Duration.ZERO : timeout);
		return true;
	}

	private void push(ServerSession session, Duration timeout) {
		ServerConnection connection = session.connection();
		ByteBuf message = session.transport().allocator().buffer();
		try {
			RespWriter writer = new RespWriter(message, RespVersion.RESP3);
			if (connection.isMultiplexed()) {
				writeDrain(writer, timeout);
			}
			if (connection.maintNotifications() != MaintNotifications.OFF) {
				writeMoving(writer, timeout, connection.maintNotifications());
			}
			session.deliver(message);
		}
		finally {
			message.release();
		}
	}

	private static void writeDrain(RespWriter writer, Duration timeout) {
		writer.push(2);
		writer.bulk("tino.drain");
		writer.number(timeout.toMillis());
	}

	/**
	 * Clients tell one move from another by its number, whichever server it comes from:
	 * the time of day does for that. Without an endpoint they wait for half the seconds,
	 * which are rounded.
	 */
	private void writeMoving(RespWriter writer, Duration timeout, MaintNotifications notifications) {
		writer.push(4);
		writer.bulk("MOVING");
		writer.number(this.clock.millis());
		writer.number(Math.max(1, timeout.plusMillis(500).toSeconds()));
		if (notifications == MaintNotifications.WITHOUT_ENDPOINT) {
			writer.nullValue();
			return;
		}
		InetSocketAddress endpoint = Objects.requireNonNull(this.settings.handoverEndpoint);
		writer.bulk(endpoint.getHostString() + ":" + endpoint.getPort());
	}

}
