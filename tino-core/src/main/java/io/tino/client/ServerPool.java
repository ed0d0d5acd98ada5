package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.transport.ThreadLoops;
import io.tino.transport.TransportLoop;
import io.tino.transport.TransportResolver;

/**
 * The servers of a client: finds them, keeps connections to them, and gives each call to
 * one of them. Calls that none can take wait until one can, or fail once all have been
 * tried for them in vain.
 * <p>
 * Takes calls from any thread; all else is confined to one event loop.
 */
final class ServerPool implements CallTarget, ServerNode.Owner, AddressResolution.Owner, AddressSource {

	private static final Logger logger = LoggerFactory.getLogger(ServerPool.class);

	/** After how long without a call nothing is done in the background. */
	private static final Duration IDLE_AFTER = Duration.ofSeconds(30);

	/** For how long calls wait at most as a server lets clients move. */
	private static final Duration MAX_MOVING = Duration.ofMinutes(1);

	private final ClientContext context;

	private final PoolSettings settings;

	private final List<TransportLoop> loops;

	private final ThreadLoops threadLoops;

	private final TransportLoop loop;

	private final DoubleSupplier random;

	private final Balancer balancer;

	private final AddressResolution resolution;

	private final RecentUse use;

	/** Calls that no server can take. */
	private final CallQueue waiting;

	/**
	 * How many of those that have come there are known to wait no more. Until all are,
	 * further calls are put behind them: the calls of a thread must not overtake each
	 * other on their way. Written on the event loop.
	 */
	private volatile long dispatched;

	/** Connections other than those of calls that want to know where to. */
	private final Queue<Asking> asking = new ArrayDeque<>();

	/** Written on the event loop. */
	private volatile List<ServerNode> nodes = List.of();

	/** Written by whoever closes the client. */
	private volatile boolean closed;

	/** Until when calls wait for a server, as one lets clients move. */
	private @Nullable Long movingUntilNanos;

	private long resolvedNanos;

	private int created;

	private int turn;

	private ConnectFailure failure = ConnectFailure.because("Not connected", null);

	/**
	 * Create a pool that is connected to nothing.
	 * @param context what connections share
	 * @param settings how to connect
	 * @param addresses gives the addresses of the servers
	 * @param resolver looks up their names
	 * @param loops the event loops of the connections, the first of which is the pool's
	 * @param random gives numbers from 0 to less than 1
	 */
	ServerPool(ClientContext context, PoolSettings settings,
			Supplier<? extends Collection<? extends SocketAddress>> addresses, TransportResolver resolver,
			List<TransportLoop> loops, DoubleSupplier random) {
		this.context = context;
		this.settings = settings;
		this.loops = loops;
		this.threadLoops = new ThreadLoops(loops);
		this.loop = loops.get(0);
		this.random = random;
		this.balancer = new Balancer(settings.loadBalancing());
		this.resolution = new AddressResolution(addresses, resolver, this.loop, this);
		this.use = new RecentUse(this.loop, interval(settings), this::wakeUp, this::refreshIfDue);
		this.waiting = new CallQueue(context, this.loop, this::dispatch, context.pendingCalls()::end);
	}

	@Override
	public CallTarget choose(ClientCall<?> call) {
		this.use.note();
		if (this.loops.size() > 1) { // calls of a thread do not overtake each other on
										// their way
			call.loop(this.threadLoops.current());
		}
		ClientConnection connection = (this.dispatched == this.waiting.arrivals()) ? connection(call) : null;
		return (connection != null) ? connection : this.waiting;
	}

	@Override
	public void submit(ClientCall<?> call) {
		choose(call).submit(call);
	}

	private @Nullable ClientConnection connection(ClientCall<?> call) {
		ServerNode node = this.balancer.choose(this.nodes);
		return (node != null) ? node.choose(call) : null;
	}

	/** Return what is known of the servers. Called on any thread. */
	List<TinoNode> nodes() {
		return this.nodes.stream()
			.map((node) -> new TinoNode(node.toString(), node.state(), node.outstanding()))
			.toList();
	}

	private static Duration interval(PoolSettings settings) {
		Duration refresh = settings.refreshInterval();
		return (refresh.compareTo(IDLE_AFTER) < 0) ? refresh : IDLE_AFTER;
	}

	private void wakeUp() {
		if (!this.nodes.isEmpty() && !this.closed) {
			refreshIfDue();
			this.nodes.forEach(ServerNode::connectIfIdle);
		}
	}

	private void refreshIfDue() {
		long age = this.context.nanoTime().getAsLong() - this.resolvedNanos;
		if (!this.closed && age >= this.settings.refreshInterval().toNanos()) {
			this.resolution.start();
		}
	}

	/** Give the calls that wait to servers that are ready, or see that there will be. */
	private void dispatch() {
		long arrivals = this.waiting.arrivals();
		if (this.closed) {
			this.waiting.fail((call) -> ClientConnection.closedFailure());
			return;
		}
		long now = this.context.nanoTime().getAsLong();
		for (ClientCall<?> call = this.waiting.peek(now); call != null; call = this.waiting.peek(now)) {
			ClientConnection connection = connection(call);
			if (connection == null) {
				connect();
				return;
			}
			this.waiting.remove();
			connection.submit(call);
		}
		this.dispatched = arrivals;
		this.nodes.forEach(ServerNode::nobodyWaits);
	}

	/**
	 * Have each server tried for the calls that wait, and fail them if that was in vain.
	 */
	private void connect() {
		boolean sooner = this.nodes.isEmpty();
		for (ServerNode node : this.nodes) {
			sooner |= node.connectSoon();
		}
		if (sooner) {
			this.resolution.start(); // which may change the servers
		}
		List<ServerNode> current = this.nodes;
		boolean inVain = !current.isEmpty() && current.stream().allMatch(ServerNode::isTriedInVain);
		if (inVain && !isMoving() && !this.resolution.isRunning()) {
			ConnectFailure reason = this.failure;
			current.forEach(ServerNode::nobodyWaits);
			this.waiting.fail(reason::toException);
		}
	}

	@Override
	public boolean isMoving() {
		Long until = this.movingUntilNanos;
		return until != null && until - this.context.nanoTime().getAsLong() > 0;
	}

	@Override
	public void moving(Duration time) {
		Duration wait = (time.compareTo(MAX_MOVING) < 0) ? time : MAX_MOVING;
		long until = this.context.nanoTime().getAsLong() + wait.toNanos();
		Long before = this.movingUntilNanos;
		this.movingUntilNanos = (before != null) ? Deadlines.later(before, until) : until;
		this.nodes.forEach(ServerNode::hurry);
		this.loop.schedule(this::dispatch, wait);
	}

	@Override
	public void resolved(List<SocketAddress> addresses) {
		this.resolvedNanos = this.context.nanoTime().getAsLong();
		List<ServerNode> previous = this.nodes;
		List<ServerNode> next = addresses.stream().map((address) -> find(previous, address)).toList();
		this.nodes = next;
		for (ServerNode node : previous) {
			if (!next.contains(node)) {
				logger.info("Server {} is none of the addresses any more", node);
				node.retire();
			}
		}
		if (this.closed) {
			next.forEach(ServerNode::close);
		}
		else if (isInUse()) {
			next.forEach(ServerNode::connectIfIdle);
		}
		answer();
		dispatch();
	}

	private ServerNode find(List<ServerNode> nodes, SocketAddress address) {
		for (ServerNode node : nodes) {
			if (node.address().equals(address)) {
				return node;
			}
		}
		List<TransportLoop> turns = new ArrayList<>(this.loops);
		Collections.rotate(turns, this.created++);
		return new ServerNode(this.context, this.settings, address, this.loop, turns, this.random, this);
	}

	@Override
	public void unresolved(ConnectFailure failure) {
		if (this.nodes.isEmpty()) {
			for (Asking each = this.asking.poll(); each != null; each = this.asking.poll()) {
				each.failed().accept(failure);
			}
			this.waiting.fail(failure::toException);
		}
		else {
			logger.debug("Going on with the addresses that are known: {}", failure.reason());
			answer();
			dispatch();
		}
	}

	/**
	 * Give a server, another one each time if it can be, and one that is ready rather
	 * than one that could not be reached.
	 */
	@Override
	public void next(Set<SocketAddress> avoided, Consumer<Server> found, Consumer<ConnectFailure> failed) {
		this.asking.add(new Asking(avoided, found, failed));
		this.resolution.start();
		answer();
	}

	private void answer() {
		List<ServerNode> current = this.nodes;
		if (current.isEmpty()) {
			return;
		}
		for (Asking each = this.asking.poll(); each != null; each = this.asking.poll()) {
			each.found().accept(best(current, each.avoided()));
		}
	}

	private ServerNode best(List<ServerNode> current, Set<SocketAddress> avoided) {
		int first = this.turn++;
		ServerNode best = null;
		for (int i = 0; i < current.size(); i++) {
			ServerNode node = current.get(Math.floorMod(first + i, current.size()));
			if (best == null || preference(node, avoided) > preference(best, avoided)) {
				best = node;
			}
		}
		return Objects.requireNonNull(best);
	}

	private static int preference(ServerNode node, Set<SocketAddress> avoided) {
		return avoided.contains(node.address()) ? -1 : switch (node.state()) {
			case READY -> 2;
			case IDLE, CONNECTING -> 1;
			case BACKING_OFF -> 0;
		};
	}

	@Override
	public boolean isInUse() {
		return this.use.isRecent() || !this.waiting.isEmpty();
	}

	@Override
	public void changed() {
		dispatch();
	}

	@Override
	public void disconnected(ConnectFailure reason) {
		this.failure = reason;
		this.resolution.start();
		dispatch();
	}

	@Override
	public void unsent(ClientCall<?> call) {
		this.waiting.submit(call);
	}

	/**
	 * Close all connections at once, for good. Called on any thread, before the event
	 * loops end.
	 */
	void close() {
		this.closed = true;
		this.nodes.forEach(ServerNode::close);
		this.loop.execute(this::dispatch);
	}

	/** Somebody who wants a server. */
	private record Asking(Set<SocketAddress> avoided, Consumer<Server> found, Consumer<ConnectFailure> failed) {
	}

}
