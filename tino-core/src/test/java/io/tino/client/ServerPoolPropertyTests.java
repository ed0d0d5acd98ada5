package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.testing.PushText;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of {@link ServerPool}: whatever servers do, come and go, each call ends
 * once, with what is its own or with an exception that says rightly that it has not run;
 * none runs twice.
 */
class ServerPoolPropertyTests {

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final List<SocketAddress> ALL = Stream.of("192.0.2.1", "192.0.2.2", "192.0.2.3")
		.<SocketAddress>map((host) -> new InetSocketAddress(host, 7777))
		.toList();

	/** Servers come and go too often for the log. */
	@BeforeContainer
	static void logLess() {
		((Logger) LoggerFactory.getLogger(ServerNode.class)).setLevel(Level.ERROR);
	}

	@AfterContainer
	static void logAsEver() {
		((Logger) LoggerFactory.getLogger(ServerNode.class)).setLevel(null);
	}

	@Property(tries = 1000)
	void eachCallEndsOnce(@ForAll long seed, @ForAll LoadBalancing policy) {
		Schedule schedule = new Schedule(new Random(seed), policy);
		for (int step = 0; step < 200; step++) {
			schedule.step();
		}
		schedule.end();
	}

	/** What happens to a client and its servers, by chance. */
	private static final class Schedule {

		private final Random random;

		private final SimulatedNetwork network = new SimulatedNetwork();

		private final ServerPool pool;

		private List<SocketAddress> addresses = ALL;

		/** By their commands. */
		private final Map<String, CompletableFuture<String>> calls = new LinkedHashMap<>();

		private final Set<String> ran = new HashSet<>();

		private final Map<Attempt, Server> servers = new LinkedHashMap<>();

		Schedule(Random random, LoadBalancing policy) {
			this.random = random;
			PoolSettings settings = new PoolSettings(policy, 1 + random.nextInt(3), Duration.ofMillis(100),
					Duration.ofSeconds(5), Duration.ofSeconds(30));
			this.pool = new ServerPool(
					this.network.context(new ClientHandshake(null, null, null), TinoClientListener.NONE), settings,
					() -> this.addresses, (loop, name) -> {
						throw new AssertionError("There is no name");
					}, List.of(this.network.loop()), random::nextDouble);
		}

		void step() {
			switch (this.random.nextInt(10)) {
				case 0, 1, 2 -> call();
				case 3 -> cancel();
				case 4, 5 -> settle(this.random.nextInt(4) > 0);
				case 6 -> this.network.advance(Duration.ofMillis(this.random.nextInt(2000)));
				case 7 -> this.servers.values().forEach((server) -> server.happen(this.random.nextInt(8)));
				case 8 -> this.servers.values().forEach(Server::answer);
				default -> move();
			}
			this.servers.values().forEach(Server::serve);
		}

		private void call() {
			String command = "C" + this.calls.size();
			ClientRequest request = new ClientRequest(
					RecordingTransport.buffer("$" + command.length() + "\r\n" + command + "\r\n"), 0, 0, 1);
			Duration timeout = Duration.ofMillis(1 + this.random.nextInt(20_000));
			ClientCall<String> call = new ClientCall<>(command, request, String.class,
					new ReplyReader<>(CODEC, String.class), this.network.now(), this.network.now() + timeout.toNanos());
			CountedCalls.submit(call, this.network.pendingCalls(), this.pool);
			call.reply().whenComplete((reply, failure) -> {
				if (call.isAbandoned()) {
					call.queue().abandon(call);
				}
			});
			this.calls.put(command, call.reply());
			if (this.random.nextBoolean()) {
				this.network.run();
			}
		}

		private void cancel() {
			if (!this.calls.isEmpty()) {
				this.calls.get("C" + this.random.nextInt(this.calls.size())).cancel(true);
				this.network.run();
			}
		}

		/** Let connections be established, or fail. */
		private void settle(boolean succeed) {
			this.network.run();
			for (int i = 1; i <= this.network.attempts(); i++) {
				Attempt attempt = this.network.attempt(i);
				if (this.servers.containsKey(attempt) || attempt.isOver()) {
					continue;
				}
				if (succeed) {
					this.servers.put(attempt, new Server(attempt));
					attempt.connect();
				}
				else {
					attempt.fail("refused");
				}
			}
		}

		/** Let servers leave and join. */
		private void move() {
			if (this.random.nextInt(4) == 0) {
				int size = 1 + this.random.nextInt(ALL.size());
				this.addresses = ALL.subList(0, size);
			}
		}

		void end() {
			for (int i = 0; i < 100; i++) {
				settle(true);
				this.servers.values().forEach(Server::serve);
				this.servers.values().forEach(Server::answer);
				this.network.advance(Duration.ofMillis(500));
			}
			this.calls.forEach(this::requireOwn);
			assertThat(this.pool.nodes()).allSatisfy((node) -> assertThat(node.outstanding()).isZero());
			assertThat(this.network.pendingCalls().calls()).isZero();
			assertThat(this.network.pendingCalls().bytes()).isZero();
			this.pool.close();
			this.network.close();
			this.network.advance(Duration.ofMinutes(2));
			assertThat(this.network.isIdle()).isTrue();
		}

		private void requireOwn(String command, CompletableFuture<String> call) {
			assertThat(call).as(command).isDone();
			try {
				assertThat(call.join()).isEqualTo(command);
			}
			catch (CancellationException ex) {
				// By this test
			}
			catch (CompletionException ex) {
				TinoException failure = (TinoException) ex.getCause();
				assertThat(failure.mayHaveRun() || !this.ran.contains(command)).as(failure.toString()).isTrue();
			}
		}

		/** A server, as one connection to it sees it. */
		private final class Server {

			private final Attempt attempt;

			private boolean drained;

			private final Map<Long, String> running = new LinkedHashMap<>();

			Server(Attempt attempt) {
				this.attempt = attempt;
			}

			void happen(int what) {
				if (what == 0) {
					this.attempt.close();
				}
				else if (what == 1 && !this.drained && this.attempt.isConnected()) {
					this.drained = true;
					this.attempt.receive(">2\r\n$10\r\ntino.drain\r\n:0\r\n");
				}
			}

			void serve() {
				if (this.attempt.transport().isClosed()) {
					this.attempt.close();
				}
				if (!this.attempt.isConnected()) {
					this.running.clear();
					return;
				}
				for (List<String> request : Pushes.requests(this.attempt.takeSent())) {
					receive(request);
				}
			}

			private void receive(List<String> request) {
				switch (request.get(0)) {
					case "HELLO" -> this.attempt.receive((Schedule.this.random.nextInt(5) == 0) ? "-LOADING\r\n"
							: Pushes.hello(1 + Schedule.this.random.nextInt(4)));
					case "PING" -> this.attempt.receive("+PONG\r\n");
					case "TINO.CALL" -> run(Long.parseLong(request.get(1)), request.get(3));
					default -> cancel(Long.parseLong(request.get(1)));
				}
			}

			private void run(long id, String command) {
				if (this.drained) {
					this.attempt.receive(PushText.error(id, "UNAVAILABLE stopping"));
					return;
				}
				assertThat(Schedule.this.ran.add(command)).as("%s has run before", command).isTrue();
				this.running.put(id, command);
			}

			private void cancel(long id) {
				if (this.running.remove(id) != null) {
					this.attempt.receive(PushText.error(id, "CANCELLED by the client"));
				}
			}

			void answer() {
				List<Long> ids = new ArrayList<>(this.running.keySet());
				for (Long id : ids) {
					@Nullable String command = this.running.remove(id);
					if (command != null && this.attempt.isConnected() && !this.attempt.transport().isClosed()) {
						this.attempt.receive(Pushes.reply(id, command));
					}
				}
			}

		}

	}

}
