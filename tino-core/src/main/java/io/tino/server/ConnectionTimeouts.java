package io.tino.server;

import java.time.Duration;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.transport.TransportLoop;

/**
 * Closes the connections of a server that have been idle, or not authenticated, for too
 * long, and ends those that are too old. One task looks at all of them from time to time,
 * so that none needs a timer.
 */
final class ConnectionTimeouts {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionTimeouts.class);

	private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);

	private static final Duration MIN_INTERVAL = Duration.ofMillis(10);

	private final ServerContext context;

	private final TransportLoop loop;

	private final Duration interval;

	private ConnectionTimeouts(ServerContext context, TransportLoop loop, Duration interval) {
		this.context = context;
		this.loop = loop;
		this.interval = interval;
	}

	/**
	 * Begin to look at the connections, if there is anything to look for, until the event
	 * loop ends.
	 * @param context the server
	 * @param loop where to do that
	 */
	static void watch(ServerContext context, TransportLoop loop) {
		ServerSettings settings = context.settings();
		Duration authentication = settings.authenticationRequired ? settings.authenticationTimeout : Duration.ZERO;
		Stream.of(authentication, settings.idleTimeout, settings.maxConnectionAge)
			.filter((timeout) -> !timeout.isZero())
			.min(Duration::compareTo)
			.map(ConnectionTimeouts::interval)
			.ifPresent((interval) -> new ConnectionTimeouts(context, loop, interval).schedule());
	}

	/** Often enough that nobody stays much longer. */
	private static Duration interval(Duration timeout) {
		Duration quarter = timeout.dividedBy(4);
		if (quarter.compareTo(MIN_INTERVAL) < 0) {
			return MIN_INTERVAL;
		}
		return (quarter.compareTo(MAX_INTERVAL) > 0) ? MAX_INTERVAL : quarter;
	}

	private void schedule() {
		this.loop.schedule(this::look, this.interval);
	}

	private void look() {
		try {
			this.context.sessions().forEach(ConnectionTimeouts::look);
		}
		catch (Throwable ex) { // as for lack of memory: there is a next time
			logger.error("Connections cannot be looked at", ex);
		}
		schedule();
	}

	private static void look(ServerSession session) {
		if (overdue(session) != null) {
			session.transport().execute(() -> closeIfOverdue(session));
		}
		else if (ConnectionAge.isOver(session)) {
			session.transport().execute(() -> ConnectionAge.end(session));
		}
	}

	/** Called on the event loop of the session, which alone knows what it is doing. */
	private static void closeIfOverdue(ServerSession session) {
		ConnectionLimit limit = overdue(session);
		if (limit != null && !isExcused(session, limit)) {
			session.evict(limit);
		}
	}

	/** Who does not read what it is answered cannot put off authenticating by that. */
	private static boolean isExcused(ServerSession session, ConnectionLimit limit) {
		return (limit == ConnectionLimit.AUTHENTICATION_TIMEOUT) ? session.isCalling() : session.isBusy();
	}

	/** Tell what a session is late with, if it is not busy. Called on any thread. */
	private static @Nullable ConnectionLimit overdue(ServerSession session) {
		ServerSettings settings = session.context().settings();
		ServerConnection connection = session.connection();
		long now = session.context().nanoTime().getAsLong();
		if (session.isUnauthenticated()
				&& isOver(settings.authenticationTimeout, now - session.unauthenticatedSinceNanos())) {
			return ConnectionLimit.AUTHENTICATION_TIMEOUT;
		}
		if (!waitsForMessages(session) && isOver(settings.idleTimeout, now - connection.lastActiveNanos())) {
			return ConnectionLimit.IDLE_TIMEOUT;
		}
		return null;
	}

	/** Tell whether a client rightly sends nothing for long. */
	static boolean waitsForMessages(ServerSession session) {
		return session.connection().isMonitor() || ClientType.of(session) == ClientType.PUBSUB;
	}

	private static boolean isOver(Duration timeout, long nanos) {
		return !timeout.isZero() && nanos > timeout.toNanos();
	}

}
