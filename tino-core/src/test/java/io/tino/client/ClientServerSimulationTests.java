package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import io.tino.fuzz.CountingAllocator;
import io.tino.fuzz.LoggedErrors;
import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadMappers;
import io.tino.server.SimulatedServer;
import io.tino.testing.SimulatedConnections;
import io.tino.testing.SimulatedWorld;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client and servers that are cut off, delayed and restarted: whatever happens, every
 * call ends once, with its own result or an error that is true.
 */
class ClientServerSimulationTests {

	private static final PayloadCodec CODEC = new MessagePackCodec(PayloadMappers.messagePack());

	/** Servers that are gone are warned of, and there are many. */
	private static final Logger NODES = (Logger) LoggerFactory.getLogger(ServerNode.class);

	private static final ReplyReader<Object> READER = new ReplyReader<>(CODEC, Object.class);

	@BeforeContainer
	static void quieten() {
		NODES.setLevel(Level.ERROR);
	}

	@AfterContainer
	static void speakUp() {
		NODES.setLevel(null);
	}

	@Property(tries = 20_000)
	void everyCallEndsOnceWithItsOwnResultOrATrueError(@ForAll long seed) {
		LoggedErrors.clear();
		try {
			new Simulation(seed).run();
			LoggedErrors.requireNone();
		}
		catch (Throwable ex) {
			throw new AssertionError("Seed " + seed + ": " + ex.getMessage(), ex);
		}
		Statistics.label("ends").coverage((ends) -> {
			ends.check("own result").percentage((share) -> share > 30);
			ends.check("TinoConnectionException").count((count) -> count > 100);
			ends.check("TinoTimeoutException").count((count) -> count > 100);
			ends.check("CancellationException").count((count) -> count > 100);
		});
	}

	/** What happens from one seed. */
	private static final class Simulation {

		private static final Duration HANDOVER = Duration.ofMillis(50);

		private final SimulatedWorld world;

		private final SimulatedConnections connections;

		private final CountingAllocator allocator = new CountingAllocator();

		private final List<SocketAddress> addresses = new ArrayList<>();

		private final List<SimulatedServer> servers = new ArrayList<>();

		private final PendingCalls pending = new PendingCalls(1000, 1 << 20);

		private final ServerPool pool;

		private final List<Caller> callers = new ArrayList<>();

		/** How often each call has run, by its number. */
		private final int[] runs;

		Simulation(long seed) {
			this.world = new SimulatedWorld(seed);
			this.connections = new SimulatedConnections(this.world, this.allocator);
			IntStream.rangeClosed(1, 1 + this.world.draw(2))
				.mapToObj((port) -> new InetSocketAddress("127.0.0.1", port))
				.forEach(this::start);
			ClientContext context = new ClientContext(this.connections, new ClientHandshake(null, null, null),
					Duration.ofSeconds(1), TinoClientListener.NONE,
					new Liveness(Duration.ofMillis(300), Duration.ofMillis(200)), this.pending, this.world::nanoTime);
			PoolSettings settings = new PoolSettings(
					this.world.chance(50) ? LoadBalancing.ROUND_ROBIN : LoadBalancing.LEAST_OUTSTANDING, 2,
					Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMinutes(1));
			this.pool = new ServerPool(context, settings, () -> this.addresses,
					(loop, address) -> CompletableFuture.completedFuture(List.of(address)), List.of(this.world.loop()),
					() -> this.world.draw(1000) / 1000.0);
			this.runs = new int[1 + this.world.draw(40)];
		}

		private void start(SocketAddress address) {
			SimulatedServer server = new SimulatedServer(this.world, SimulatedCommands.all(this.world, this.runs()));
			this.servers.add(server);
			this.connections.listen(address, server);
			if (!this.addresses.contains(address)) {
				this.addresses.add(address);
			}
		}

		private SimulatedCommands.Runs runs() {
			return (number) -> this.runs[number]++;
		}

		void run() {
			for (int number = 0; number < this.runs.length; number++) {
				Caller caller = new Caller(number);
				this.callers.add(caller);
				this.world.schedule(this.world.delay(Duration.ofMillis(300)), caller::call);
			}
			for (int i = this.world.draw(4); i > 0; i--) {
				this.world.schedule(this.world.delay(Duration.ofMillis(300)), this::misfortune);
			}
			this.world.run(Duration.ofSeconds(5));
			this.callers.forEach(Caller::check);
			assertThat(this.pending.calls()).as("calls that count").isZero();
			assertThat(this.pending.bytes()).as("bytes that count").isZero();
			this.pool.close();
			this.world.run(Duration.ofSeconds(2));
			assertThat(this.servers).allSatisfy((server) -> assertThat(server.connections()).isZero());
			this.allocator.requireUnused();
		}

		private void misfortune() {
			switch (this.world.draw(4)) {
				case 0 -> this.connections.cutOne();
				case 1 -> this.connections.cutAll();
				case 2 -> restart(true);
				default -> restart(false);
			}
		}

		/** Put another server in the place of one, at once or after it has been gone. */
		private void restart(boolean atOnce) {
			int index = this.world.draw(this.addresses.size());
			SocketAddress address = this.addresses.get(index);
			this.connections.close(address);
			this.servers.get(index).stop(this.world, this.world.chance(50) ? HANDOVER : Duration.ZERO);
			this.world.schedule(atOnce ? Duration.ZERO : this.world.delay(Duration.ofMillis(100)),
					() -> start(address));
		}

		/** One who calls once. */
		private final class Caller {

			private final int number;

			private final String command;

			private boolean cancelled;

			private int ends;

			private @Nullable Object result;

			private @Nullable Throwable failure;

			Caller(int number) {
				this.number = number;
				this.command = SimulatedCommands.NAMES.get(Simulation.this.world.draw(SimulatedCommands.NAMES.size()));
			}

			void call() {
				SimulatedWorld world = Simulation.this.world;
				Duration timeout = Duration.ofMillis(1 + world.draw(world.chance(30) ? 50 : 2000));
				ClientRequest request = new CallEncoder(CODEC).call(this.command, Map.of(),
						new Object[] { this.number });
				assertThat(Simulation.this.pending.begin(this.command)).isNull();
				assertThat(Simulation.this.pending.queue(this.command, request.length())).isNull();
				ClientCall<Object> call = new ClientCall<>(this.command, request, Object.class, READER,
						world.nanoTime(), world.nanoTime() + timeout.toNanos());
				Simulation.this.pool.submit(call);
				call.reply().whenComplete((reply, ex) -> {
					this.ends++;
					this.result = reply;
					this.failure = ex;
					if (call.isAbandoned()) {
						call.queue().abandon(call);
					}
				});
				if (world.chance(20)) {
					world.schedule(world.delay(Duration.ofMillis(30)),
							() -> this.cancelled = call.reply().cancel(false));
				}
			}

			void check() {
				Statistics.label("ends")
					.collect((this.failure != null) ? this.failure.getClass().getSimpleName() : "own result");
				assertThat(this.ends).as("%s %d ends", this.command, this.number).isEqualTo(1);
				int runs = Simulation.this.runs[this.number];
				assertThat(runs).as("%s %d runs", this.command, this.number).isLessThanOrEqualTo(1);
				if (this.failure == null) {
					assertThat(this.result).as(this.command)
						.isEqualTo(SimulatedCommands.result(this.command, this.number));
					assertThat(runs).isEqualTo(1);
				}
				else if (!this.cancelled) {
					assertThat(this.failure).isInstanceOfSatisfying(TinoException.class, (ex) -> {
						assertThat(ex.mayHaveRun() || runs == 0).as("%s, but it has run", ex.getMessage()).isTrue();
						if (ex.code().equals(SimulatedCommands.ERROR)) {
							assertThat(ex).hasMessageContaining("note " + this.number);
							assertThat(this.command).isEqualTo("FAIL");
						}
					});
				}
			}

		}

	}

}
