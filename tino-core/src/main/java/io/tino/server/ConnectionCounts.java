package io.tino.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of a server against its limits, in all and for each address.
 * Those without an address, over a Unix domain socket, only count in all. Thread-safe.
 */
final class ConnectionCounts {

	private final int max;

	/** 0 for any number. */
	private final int maxPerAddress;

	private final AtomicInteger all = new AtomicInteger();

	private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

	ConnectionCounts(ServerSettings settings) {
		this.max = settings.maxConnections;
		this.maxPerAddress = settings.maxConnectionsPerAddress;
	}

	/**
	 * Count a connection.
	 * @param remoteAddress where it comes from
	 * @return the limit that does not allow it, or {@code null} if it has been counted
	 * and is to be {@linkplain #release released}
	 */
	@Nullable ConnectionLimit admit(SocketAddress remoteAddress) {
		int before = this.all.getAndUpdate((count) -> Math.min(count + 1, this.max));
		if (before >= this.max) {
			return ConnectionLimit.CONNECTIONS;
		}
		InetAddress address = countedAddress(remoteAddress);
		if (address != null && !admit(address)) {
			this.all.decrementAndGet();
			return ConnectionLimit.CONNECTIONS_PER_ADDRESS;
		}
		return null;
	}

	private boolean admit(InetAddress address) {
		AtomicBoolean admitted = new AtomicBoolean();
		this.perAddress.compute(address, (key, count) -> {
			int before = (count != null) ? count : 0;
			admitted.set(before < this.maxPerAddress);
			return Math.min(before + 1, this.maxPerAddress);
		});
		return admitted.get();
	}

	/** A connection that was counted is closed. */
	void release(SocketAddress remoteAddress) {
		this.all.decrementAndGet();
		InetAddress address = countedAddress(remoteAddress);
		if (address != null) {
			this.perAddress.computeIfPresent(address, (key, count) -> (count > 1) ? (Integer) (count - 1) : null);
		}
	}

	private @Nullable InetAddress countedAddress(SocketAddress remoteAddress) {
		boolean counted = this.maxPerAddress > 0 && remoteAddress instanceof InetSocketAddress;
		return counted ? ((InetSocketAddress) remoteAddress).getAddress() : null;
	}

	/** Return the number of connections. */
	int all() {
		return this.all.get();
	}

	/** Return the number of addresses that connections are counted for. */
	int addresses() {
		return this.perAddress.size();
	}

}
