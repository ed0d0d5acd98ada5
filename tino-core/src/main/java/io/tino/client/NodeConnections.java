package io.tino.client;

import java.net.SocketAddress;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportLoop;

/**
 * The connections to one server, of which calls choose one. Calls do that on any thread;
 * all else is done on one event loop.
 */
final class NodeConnections {

	private final List<ClientConnection> connections;

	/**
	 * Those of the first connections, which are enough if calls need not wait for each
	 * other. Known here, as a connection is written to by its own event loop.
	 */
	private final List<TransportLoop> loops;

	/** How many are if they must. */
	private final int maxConnections;

	/** Written on the event loop. */
	private volatile boolean growing = true;

	/** Written on the event loop. */
	private volatile boolean multiplexed;

	/**
	 * Create connections that are not open.
	 * @param context what they share
	 * @param settings how many there are
	 * @param address where to
	 * @param loops their event loops, which they take in turn
	 * @param owner is told what becomes of them
	 */
	NodeConnections(ClientContext context, PoolSettings settings, SocketAddress address, List<TransportLoop> loops,
			ClientConnection.Owner owner) {
		this.loops = List.copyOf(loops);
		this.maxConnections = settings.maxConnections();
		this.connections = IntStream.range(0, Math.max(loops.size(), this.maxConnections))
			.mapToObj((index) -> new ClientConnection(context, address, loops.get(index % loops.size()), owner))
			.toList();
	}

	int outstanding() {
		int sum = 0;
		for (ClientConnection connection : this.connections) {
			sum += connection.outstanding();
		}
		return sum;
	}

	/**
	 * Choose a connection, which may have to be opened first.
	 * @param loop the event loop that calls of the thread are made on if they need not
	 * wait for each other, {@code null} if there is only one
	 * @return the connection, or {@code null} if none is open any more
	 */
	@Nullable ClientConnection choose(@Nullable TransportLoop loop) {
		if (!this.multiplexed) {
			return chooseFewest(this.maxConnections);
		}
		ClientConnection own = this.connections.get((loop != null) ? this.loops.indexOf(loop) : 0);
		return (own.isReady() || this.growing) ? own : chooseFewest(this.loops.size());
	}

	/**
	 * Choose the first connection that has no call, or the one that has the fewest: a
	 * slow call holds up few others.
	 */
	private @Nullable ClientConnection chooseFewest(int size) {
		ClientConnection best = null;
		int fewest = Integer.MAX_VALUE;
		for (int i = 0; i < size; i++) {
			ClientConnection connection = this.connections.get(i);
			if (!connection.isReady() && !this.growing) {
				continue;
			}
			int outstanding = connection.outstanding();
			if (outstanding == 0) {
				return connection;
			}
			if (outstanding < fewest) {
				fewest = outstanding;
				best = connection;
			}
		}
		return best;
	}

	/** Open a connection, if none is. */
	void open() {
		this.connections.get(0).open();
	}

	/** Set whether calls may open further connections. */
	void growing(boolean growing) {
		this.growing = growing;
	}

	/**
	 * Set whether calls need not wait for each other, so that one connection for each
	 * event loop is enough.
	 */
	void multiplexed(boolean multiplexed) {
		this.multiplexed = multiplexed;
	}

	void retire() {
		this.connections.forEach(ClientConnection::retire);
	}

	void close() {
		this.connections.forEach(ClientConnection::close);
	}

}
