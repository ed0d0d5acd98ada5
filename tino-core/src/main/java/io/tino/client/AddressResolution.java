package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportLoop;
import io.tino.transport.TransportResolver;

/**
 * Finds the addresses of the servers: asks whoever knows them, and looks up those that
 * are names. Confined to one event loop.
 */
final class AddressResolution {

	private final Supplier<? extends Collection<? extends SocketAddress>> source;

	private final TransportResolver resolver;

	private final TransportLoop loop;

	private final Owner owner;

	/** What names stood for when they were last found. */
	private final Map<InetSocketAddress, List<InetSocketAddress>> found = new HashMap<>();

	private boolean running;

	/**
	 * Create an instance.
	 * @param source gives the addresses, each time
	 * @param resolver looks up names
	 * @param loop the event loop
	 * @param owner is told what there is
	 */
	AddressResolution(Supplier<? extends Collection<? extends SocketAddress>> source, TransportResolver resolver,
			TransportLoop loop, Owner owner) {
		this.source = source;
		this.resolver = resolver;
		this.loop = loop;
		this.owner = owner;
	}

	/** Find the addresses, unless that goes on already. */
	void start() {
		if (this.running) {
			return;
		}
		List<SocketAddress> wanted;
		try {
			wanted = List.copyOf(this.source.get());
			if (wanted.isEmpty()) {
				throw new IllegalStateException("there is no address");
			}
		}
		catch (Throwable ex) { // what is left undone here would be waited for without end
			this.owner.unresolved(ConnectFailure.because("Cannot tell where to connect to", ex));
			return;
		}
		lookUp(wanted);
	}

	/** Tell whether the addresses are being found. */
	boolean isRunning() {
		return this.running;
	}

	private void lookUp(List<SocketAddress> wanted) {
		List<InetSocketAddress> names = wanted.stream()
			.filter((address) -> address instanceof InetSocketAddress inet && inet.isUnresolved())
			.map(InetSocketAddress.class::cast)
			.distinct()
			.toList();
		this.found.keySet().retainAll(names);
		if (names.isEmpty()) {
			finished(wanted, null);
			return;
		}
		this.running = true;
		Lookups lookups = new Lookups(wanted, names.size());
		names.forEach((name) -> resolve(name)
			.whenComplete((addresses, failure) -> this.loop.execute(() -> lookups.add(name, addresses, failure))));
	}

	private CompletableFuture<List<InetSocketAddress>> resolve(InetSocketAddress name) {
		try {
			return this.resolver.resolve(this.loop, name);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void finished(List<SocketAddress> wanted, @Nullable ConnectFailure failure) {
		Collection<SocketAddress> addresses = new LinkedHashSet<>();
		for (SocketAddress address : wanted) {
			if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
				addresses.addAll(this.found.getOrDefault(inet, List.of()));
			}
			else {
				addresses.add(address);
			}
		}
		if (addresses.isEmpty() && failure != null) {
			this.owner.unresolved(failure);
		}
		else {
			this.owner.resolved(List.copyOf(addresses));
		}
	}

	/**
	 * Leave out addresses of another IP version than the first, which is the one that the
	 * JVM prefers: they belong to the same servers, which would be counted twice.
	 */
	private static List<InetSocketAddress> ofOneVersion(List<InetSocketAddress> addresses) {
		Class<?> first = addresses.get(0).getAddress().getClass();
		return addresses.stream().filter((address) -> address.getAddress().getClass() == first).toList();
	}

	/** Collects what names stand for, until all have been looked up. */
	private final class Lookups {

		private final List<SocketAddress> wanted;

		private int left;

		private @Nullable ConnectFailure failure;

		Lookups(List<SocketAddress> wanted, int left) {
			this.wanted = wanted;
			this.left = left;
		}

		void add(InetSocketAddress name, @Nullable List<InetSocketAddress> addresses, @Nullable Throwable failure) {
			if (addresses != null) {
				AddressResolution.this.found.put(name, ofOneVersion(addresses));
			}
			else if (failure != null) { // what it stood for may do still
				Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
				this.failure = ConnectFailure.unreachable(name, cause);
			}
			if (--this.left == 0) {
				AddressResolution.this.running = false;
				finished(this.wanted, this.failure);
			}
		}

	}

	/**
	 * Is told of the addresses.
	 */
	interface Owner {

		/** These are the addresses, at least one. */
		void resolved(List<SocketAddress> addresses);

		/** There is none, or it is not known which. */
		void unresolved(ConnectFailure failure);

	}

}
