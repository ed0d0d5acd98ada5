package io.tino.client;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server to connect to that notes what it is told.
 *
 * @param address where it is
 * @param calls how many calls have no reply
 * @param reached how often it has been reached
 */
record NotedServer(SocketAddress address, AtomicInteger calls, AtomicInteger reached) implements AddressSource.Server {

	NotedServer(SocketAddress address) {
		this(address, new AtomicInteger(), new AtomicInteger());
	}

	@Override
	public void reachable() {
		this.reached.incrementAndGet();
	}

	@Override
	public void outstanding(int more) {
		this.calls.addAndGet(more);
	}

}
