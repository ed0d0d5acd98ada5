package io.tino.server;

import java.time.Duration;

/**
 * Ends the connections of a server that have reached their maximum age: hands them over
 * to others, and closes them if their clients have not gone by then.
 */
final class ConnectionAge {

	/** Connections become older or younger than they should by this part of it. */
	private static final double JITTER = 0.1;

	/** Spreads the numbers of connections evenly, however many there are. */
	private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

	private ConnectionAge() {
	}

	/** Tell whether a connection is too old. Called on any thread. */
	static boolean isOver(ServerSession session) {
		Duration maximum = session.context().settings().maxConnectionAge;
		ServerConnection connection = session.connection();
		return !maximum.isZero() && now(session) - connection.openedNanos() > nanos(maximum, connection.id());
	}

	/**
	 * Return how old a connection may become. Many that were opened together must not be
	 * closed together.
	 * @param maximum how old connections become on average
	 * @param id the number of the connection
	 */
	static long nanos(Duration maximum, long id) {
		double position = (id * GOLDEN_RATIO >>> 11) * 0x1p-53;
		return (long) (maximum.toNanos() * (1 - JITTER + 2 * JITTER * position));
	}

	/**
	 * Do what is to be done with a connection that is too old. Called on its event loop,
	 * from time to time.
	 */
	static void end(ServerSession session) {
		ServerContext context = session.context();
		ServerConnection connection = session.connection();
		boolean before = connection.isHandedOver();
		boolean told = context.handover().tell(session, context.settings().handoverTimeout);
		if (told != before || session.isBusy() || (!told && ConnectionTimeouts.waitsForMessages(session))) {
			return;
		}
		long since = told ? connection.handedOverNanos() : connection.lastActiveNanos();
		if (now(session) - since >= context.settings().handoverTimeout.toNanos()) {
			session.evict(ConnectionLimit.CONNECTION_AGE);
		}
	}

	private static long now(ServerSession session) {
		return session.context().nanoTime().getAsLong();
	}

}
