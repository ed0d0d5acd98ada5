package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.tino.fuzz.CountingAllocator;
import io.tino.server.SimulatedServer;
import io.tino.testing.SimulatedConnections;
import io.tino.testing.SimulatedWorld;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client, its callers and servers, to all of which happens what is drawn from a seed.
 */
final class ClientServerSimulation {

	private static final Duration CALLING = Duration.ofMillis(500);

	/** As long as it takes to connect and to say hello, at least. */
	private static final Duration CONNECTING = Duration.ofMillis(40);

	private static final Duration HANDOVER = Duration.ofMillis(50);

	private static final Duration PAUSE = Duration.ofMillis(60);

	private final SimulatedWorld world;

	private final SimulatedConnections connections;

	private final CountingAllocator allocator = new CountingAllocator();

	/** Who listens where, or has lately. */
	private final Map<SocketAddress, SimulatedServer> servers = new LinkedHashMap<>();

	private final List<SimulatedServer> allServers = new ArrayList<>();

	private final PendingCalls pending = new PendingCalls(1000, 1 << 20);

	private final ServerPool pool;

	private final List<SimulatedCaller> callers = new ArrayList<>();

	ClientServerSimulation(long seed) {
		this.world = new SimulatedWorld(seed);
		this.connections = new SimulatedConnections(this.world, this.allocator);
		ClientContext context = new ClientContext(this.connections, new ClientHandshake(null, null, null),
				Duration.ofSeconds(1), TinoClientListener.NONE,
				new Liveness(Duration.ofMillis(300), Duration.ofMillis(200)), this.pending, this.world::nanoTime);
		PoolSettings settings = new PoolSettings(
				this.world.chance(50) ? LoadBalancing.ROUND_ROBIN : LoadBalancing.LEAST_OUTSTANDING, 2,
				Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMinutes(1));
		this.pool = new ServerPool(context, settings, this.servers::keySet,
				(loop, address) -> CompletableFuture.completedFuture(List.of(address)), List.of(this.world.loop()),
				() -> this.world.draw(1000) / 1000.0);
	}

	/** Have one or two servers, and let whatever happen to them and to the network. */
	void misfortunes() {
		startServers(1 + this.world.draw(2), this.world.chance(80));
		makeCalls(SimulatedCaller::checkTrue);
		this.world.schedule(this.world.delay(CALLING), this.callers.get(0)::call);
		for (int i = this.world.draw(4); i > 0; i--) {
			this.world.schedule(this.world.delay(CALLING), this::misfortune);
		}
	}

	/**
	 * Have two servers, each of which is handed over when the other one is back, once the
	 * client has found both: it cannot know of one that it has only seen gone.
	 */
	void rollingRestarts() {
		startServers(2, true);
		makeCalls(SimulatedCaller::checkServed);
		this.callers.get(0).call();
		this.world.run(CONNECTING);
		assertThat(this.pool.nodes()).extracting(TinoNode::state).containsOnly(TinoNode.State.READY);
		handOver(this.world.draw(6));
	}

	private void startServers(int count, boolean multiplexing) {
		IntStream.rangeClosed(1, count)
			.mapToObj((port) -> new InetSocketAddress("127.0.0.1", port))
			.forEach((address) -> start(address, multiplexing));
	}

	private void start(SocketAddress address, boolean multiplexing) {
		SimulatedServer server = new SimulatedServer(this.world, SimulatedCommands.all(this.world, this::ran),
				multiplexing);
		this.allServers.add(server);
		this.servers.put(address, server);
		this.connections.listen(address, server);
	}

	private void ran(int number) {
		this.callers.get(number).ran();
	}

	private void makeCalls(Consumer<SimulatedCaller> check) {
		int count = 1 + this.world.draw(60);
		for (int number = 0; number < count; number++) {
			this.callers.add(new SimulatedCaller(number, this.world, this.pending, this.pool, check));
		}
		for (int number = 1; number < count; number++) {
			SimulatedCaller caller = this.callers.get(number);
			if (this.world.chance(30)) {
				this.callers.get(number - 1).then(caller);
			}
			else {
				this.world.schedule(this.world.delay(CALLING), caller::call);
			}
		}
	}

	private void misfortune() {
		switch (this.world.draw(4)) {
			case 0 -> this.connections.cutOne();
			case 1 -> this.connections.cutAll();
			case 2 -> restart(Duration.ZERO);
			default -> restart(this.world.delay(Duration.ofMillis(100)));
		}
	}

	private SocketAddress anyAddress() {
		return List.copyOf(this.servers.keySet()).get(this.world.draw(this.servers.size()));
	}

	/** Put another server in the place of one, whether that has ended or not. */
	private void restart(Duration delay) {
		SocketAddress address = anyAddress();
		stop(address, this.world.chance(50) ? HANDOVER : Duration.ZERO);
		boolean multiplexing = this.world.chance(80);
		this.world.schedule(delay, () -> start(address, multiplexing));
	}

	private CompletableFuture<Void> stop(SocketAddress address, Duration handover) {
		this.connections.close(address);
		return this.servers.get(address).stop(this.world, handover);
	}

	/** Restart one server after another, some times. */
	private void handOver(int times) {
		if (times == 0) {
			return;
		}
		SocketAddress address = List.copyOf(this.servers.keySet()).get(times % 2);
		this.world.schedule(this.world.delay(PAUSE),
				() -> stop(address, HANDOVER).thenRun(() -> this.world.schedule(this.world.delay(PAUSE), () -> {
					start(address, true);
					handOver(times - 1);
				})));
	}

	/** Return what the calls have ended with. */
	List<String> ends() {
		return this.callers.stream().map(SimulatedCaller::end).toList();
	}

	/** Let all of it happen, and look at what has become of it. */
	void run() {
		// So long that connections are given up that have calls and answer none of them,
		// one after another
		this.world.run(Duration.ofSeconds(40));
		this.callers.forEach(SimulatedCaller::check);
		assertThat(this.pending.calls()).as("calls that count").isZero();
		assertThat(this.pending.bytes()).as("bytes that count").isZero();
		this.pool.close();
		this.world.run(Duration.ofSeconds(2));
		assertThat(this.allServers).allSatisfy((server) -> assertThat(server.connections()).isZero());
		this.allocator.requireUnused();
	}

}
