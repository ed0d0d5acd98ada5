package io.tino.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.tino.transport.TransportLoop;

/**
 * The connections of the sessions of a client, of which there are only so many.
 * Thread-safe.
 */
final class OpenSessions {

	private final ClientContext context;

	private final AddressSource addresses;

	private final List<TransportLoop> loops;

	private final int maxSessions;

	private final Set<SessionConnection> connections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicInteger turn = new AtomicInteger();

	private volatile boolean closed;

	/**
	 * Begin without sessions.
	 * @param context what connections share
	 * @param addresses says where to connect to, on the first event loop
	 * @param loops the event loops, which connections take in turn
	 * @param maxSessions how many there may be
	 */
	OpenSessions(ClientContext context, AddressSource addresses, List<TransportLoop> loops, int maxSessions) {
		this.context = context;
		this.addresses = addresses;
		this.loops = loops;
		this.maxSessions = maxSessions;
	}

	/**
	 * Make room for a connection, which is not opened yet.
	 * @return the connection
	 * @throws TinoOverloadedException if there are too many
	 */
	SessionConnection open() {
		return open(ClientSession::inOrder);
	}

	/**
	 * Make room for the connection of a stream, which is not opened yet.
	 * @return the connection, which takes one call
	 * @throws TinoOverloadedException if there are too many
	 */
	SessionConnection openForStream() {
		return open(ClientSession::byCursor);
	}

	private SessionConnection open(UnaryOperator<ClientSession> kind) {
		if (this.size.incrementAndGet() > this.maxSessions) {
			this.size.decrementAndGet();
			throw TinoOverloadedException.sessions(this.maxSessions);
		}
		TransportLoop loop = this.loops.get(Math.floorMod(this.turn.getAndIncrement(), this.loops.size()));
		SessionConnection connection = new SessionConnection(this.context, this.addresses, this.loops.get(0), loop,
				this::ended, kind);
		this.connections.add(connection);
		if (this.closed) {
			connection.close();
		}
		return connection;
	}

	private void ended(SessionConnection connection) {
		if (this.connections.remove(connection)) {
			this.size.decrementAndGet();
		}
	}

	/** Close all connections, those to come too. */
	void close() {
		this.closed = true;
		this.connections.forEach(SessionConnection::close);
	}

}
