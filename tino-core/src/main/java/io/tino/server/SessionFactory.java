package io.tino.server;

import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.transport.SocketAddressFormat;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * Makes the sessions of a server, one for each connection that it has room for.
 * Thread-safe.
 */
final class SessionFactory implements TransportHandler.Factory {

	private static final Logger logger = LoggerFactory.getLogger(SessionFactory.class);

	private final ServerContext context;

	private final AtomicInteger lingering = new AtomicInteger();

	SessionFactory(ServerContext context) {
		this.context = context;
	}

	@Override
	public TransportHandler connected(TransportConnection connection) {
		ConnectionLimit limit = this.context.connectionCounts().admit(connection.remoteAddress());
		if (limit != null) {
			logger.debug("Rejecting a connection from {}: {}", SocketAddressFormat.format(connection.remoteAddress()),
					limit);
			this.context.listener().connectionRejected(connection.remoteAddress(), limit);
			return RejectedConnection.reject(connection, limit, this.lingering);
		}
		try {
			ServerSession session = new ServerSession(this.context, connection);
			this.context.listener().connectionOpened(session.connection());
			this.context.sessions().add(session);
			this.context.handover().joined(session);
			return session;
		}
		catch (Throwable ex) { // as for lack of memory: nobody is told of its end
			this.context.connectionCounts().release(connection.remoteAddress());
			throw ex;
		}
	}

}
