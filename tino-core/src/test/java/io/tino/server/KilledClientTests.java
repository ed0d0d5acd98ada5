package io.tino.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandRegistry;
import io.tino.command.Execution;
import io.tino.command.TinoConnection;
import io.tino.resp.RespValue.Number;
import io.tino.resp.RespValue.SimpleString;
import io.tino.testing.RespSocket;
import io.tino.transport.EventLoops;
import io.tino.transport.NettyServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what is left of a client that goes, whatever it was doing: nothing. Buffers
 * are watched by the leak detector of the test run.
 */
class KilledClientTests {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger running = new AtomicInteger();

	private final List<Call> pending = new CopyOnWriteArrayList<>();

	private final EventLoops eventLoops = EventLoops.create(2, "tino-server", true);

	private final WorkerPool workers = new WorkerPool(4, 100);

	private final ServerContext context = context();

	private final NettyServer server = NettyServer.bind(this.eventLoops, new InetSocketAddress("127.0.0.1", 0),
			new SessionFactory(this.context));

	private final RespSocket other = connect();

	private final RespSocket victim = connect();

	private long victimId;

	/**
	 * What a client can be doing.
	 */
	enum State {

		IDLE((test, victim) -> {
		}),

		IN_THE_HEAD_OF_A_REQUEST((test, victim) -> test.receive("*2\r\n$4\r\nEC")),

		IN_THE_BODY_OF_A_REQUEST((test, victim) -> test.receive("*2\r\n$4\r\nECHO\r\n$100000\r\nxxxx")),

		IN_A_REQUEST_THAT_IS_SKIPPED((test, victim) -> victim.send("*2\r\n$4\r\nNOPE\r\n$100000\r\nxxxx").read()),

		CALLING_ON_A_WORKER((test, victim) -> {
			victim.send("*2\r\n$7\r\nBLOCKED\r\n$5\r\nhello\r\nPING\r\nPI");
			test.awaitRunning();
		}),

		CALLING_WHAT_COMPLETES_LATER((test, victim) -> {
			victim.send("*2\r\n$5\r\nLATER\r\n$5\r\nhello\r\nPING\r\nPI");
			await().until(() -> test.pending.size() == 1);
		}),

		NOT_READING_REPLIES((test, victim) -> {
			victim.send("BIG\r\n".repeat(2_000));
			await().until(() -> test.context.outputBudget().bytes() > 1_000_000);
		}),

		SUBSCRIBED((test, victim) -> victim.send("SUBSCRIBE news weather\r\n").read(2)),

		SUBSCRIBED_TO_A_PATTERN((test, victim) -> victim.send("PSUBSCRIBE n* w*\r\n").read(2)),

		SUBSCRIBED_AND_NOT_READING((test, victim) -> {
			victim.send("SUBSCRIBE news\r\n").read();
			byte[] message = new byte[100_000];
			for (int i = 0; i < 100; i++) {
				test.context.settings().pubSub.publish("news", message);
			}
			await().until(() -> test.context.outputBudget().bytes() > 1_000_000);
		}),

		IN_A_TRANSACTION((test, victim) -> victim.send("WATCH a b\r\nMULTI\r\nECHO hello\r\nBLOCKED\r\n").read(4)),

		RUNNING_A_TRANSACTION((test, victim) -> {
			victim.send("MULTI\r\nECHO hello\r\nBLOCKED hello\r\nECHO hello\r\nEXEC\r\n").read(4);
			test.awaitRunning();
		}),

		WATCHING((test, victim) -> victim.send("WATCH a b\r\n").read()),

		MONITORING((test, victim) -> victim.send("MONITOR\r\n").read()),

		PAUSED((test, victim) -> {
			test.other.send("CLIENT PAUSE 600000 WRITE\r\n").read();
			test.receive("BIG\r\nPING\r\nPI");
		}),

		NOT_ANSWERED((test, victim) -> test.receive("CLIENT REPLY OFF\r\nPING\r\nPI")),

		WAITING_TO_BE_TOLD_OF_A_FAILURE((test, victim) -> {
			victim.send("AUTH wrong\r\nPING\r\n");
			await().until(() -> test.events.contains("asked"));
		});

		private final BiConsumer<KilledClientTests, RespSocket> entering;

		State(BiConsumer<KilledClientTests, RespSocket> entering) {
			this.entering = entering;
		}

	}

	private ServerContext context() {
		String big = "x".repeat(10_000);
		List<Command> commands = new ArrayList<>(BuiltInCommands.all());
		commands.add(TestCommand.of("BLOCKED", (spec) -> spec.arguments(0, 1), (call) -> {
			this.running.incrementAndGet();
			this.release.await();
			TestCommand.reply(call, 1);
		}));
		commands.add(TestCommand.of("LATER", (spec) -> spec.arguments(0, 1).execution(Execution.EVENT_LOOP),
				this.pending::add));
		commands.add(TestCommand.of("BIG", (spec) -> spec.execution(Execution.EVENT_LOOP),
				(call) -> TestCommand.reply(call, big)));
		ServerSettings settings = new ServerSettings();
		settings.administration = (connection) -> true;
		settings.authenticator = this::authenticate;
		settings.authenticationFailureDelay = Duration.ofSeconds(5);
		settings.listener = new TinoServerListener() {

			@Override
			public void connectionClosed(TinoConnection connection) {
				KilledClientTests.this.events.add("closed " + connection.id());
			}

		};
		return new ServerContext(settings, new CommandRegistry(commands), this.workers,
				new ServerSessions(new AtomicLong()), System::nanoTime, Clock.systemUTC());
	}

	private @Nullable Principal authenticate(TinoCredentials credentials, TinoConnection connection) {
		this.events.add("asked");
		return null;
	}

	@BeforeEach
	void bothAreConnected() {
		assertThat(this.other.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
	}

	@AfterEach
	void stopServer() {
		this.release.countDown();
		this.victim.close();
		this.other.close();
		this.server.close().join();
		this.context.sessions().close().join();
		this.workers.end(true).join();
		this.eventLoops.shutdown().join();
	}

	@ParameterizedTest
	@EnumSource
	void aKilledClientLeavesNothingBehind(State state) {
		long id = enter(state);
		assertThat(this.other.send("CLIENT KILL ID " + id + "\r\n").read()).isEqualTo(new Number(1));
		assertThatNothingIsLeft(id);
	}

	@ParameterizedTest
	@EnumSource
	void aClientThatBreaksOffLeavesNothingBehind(State state) {
		long id = enter(state);
		this.victim.reset();
		assertThatNothingIsLeft(id);
	}

	private long enter(State state) {
		long id = ((Number) this.victim.send("CLIENT ID\r\n").read()).value();
		this.victimId = id;
		TinoConnection connection = session(id).connection();
		connection.attribute("state", Object::new);
		connection.onClose(() -> this.events.add("cleaned up after " + id));
		state.entering.accept(this, this.victim);
		return id;
	}

	private void assertThatNothingIsLeft(long id) {
		await().until(() -> this.events.contains("closed " + id));
		this.release.countDown();
		this.pending.forEach((call) -> TestCommand.reply(call, 1));
		await().until(() -> this.context.sessions().all().size() == 1);
		assertThat(this.events).filteredOn((event) -> !event.equals("asked"))
			.containsExactly("closed " + id, "cleaned up after " + id);
		assertThat(this.context.connectionCounts().all()).isEqualTo(1);
		assertThat(this.context.outputBudget().bytes()).isZero();
		assertThat(this.context.settings().pubSub.channels()).isEmpty();
		assertThat(this.context.settings().pubSub.patterns()).isZero();
		assertThat(this.context.settings().watchedKeys.isEmpty()).isTrue();
		assertThat(this.context.monitors().isEmpty()).isTrue();
		this.other.send("CLIENT UNPAUSE\r\n").read();
		assertThat(this.other.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
	}

	/** Send what is not answered, and wait until the server has looked at all of it. */
	private void receive(String bytes) {
		ServerSession session = session(this.victimId);
		long before = received(session);
		this.victim.send(bytes);
		await().until(() -> received(session) == before + bytes.length());
	}

	private static long received(ServerSession session) {
		CompletableFuture<Long> received = new CompletableFuture<>();
		session.transport().execute(() -> received.complete(session.receivedBytes()));
		return received.join();
	}

	private ServerSession session(long id) {
		return this.context.sessions()
			.all()
			.stream()
			.filter((session) -> session.connection().id() == id)
			.findFirst()
			.orElseThrow();
	}

	private void awaitRunning() {
		await().until(() -> this.running.get() == 1);
	}

	private RespSocket connect() {
		SocketAddress address = Objects.requireNonNull(this.server.localAddress());
		return new RespSocket(address);
	}

}
