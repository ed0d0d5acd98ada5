package io.tino.server;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.DuplicateCommandException;
import io.tino.command.Execution;
import io.tino.command.Permission;
import io.tino.command.TinoConnection;
import io.tino.resp.RequestLimits;
import io.tino.resp.RespValue;
import io.tino.resp.RespValue.SimpleError;
import io.tino.resp.RespValue.SimpleString;
import io.tino.testing.RespSocket;
import io.tino.transport.TransportBindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

/**
 * Tests for {@link NettyTinoServer}, over real sockets.
 */
class NettyTinoServerTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger connections = new AtomicInteger();

	private final List<String> closed = new ArrayList<>();

	private final Command add = TestCommand.of("ADD", (spec) -> spec.arguments(2, 2).execution(Execution.EVENT_LOOP),
			(call) -> TestCommand.reply(call, TestCommand.readInt(call, 0) + TestCommand.readInt(call, 1)));

	private final Command blocked = TestCommand.of("BLOCKED", (spec) -> spec, this::block);

	private final NettyTinoServer server = builder().build();

	private NettyTinoServer.Builder builder() {
		return NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", 0))
			.commands(List.of(this.add, this.blocked))
			.listener(new TinoServerListener() {

				@Override
				public void connectionOpened(TinoConnection connection) {
					NettyTinoServerTests.this.connections.incrementAndGet();
				}

				@Override
				public void connectionClosed(TinoConnection connection) {
					NettyTinoServerTests.this.connections.decrementAndGet();
				}

			});
	}

	private void block(Call call) throws InterruptedException {
		call.connection().onClose(() -> {
			synchronized (this.closed) {
				this.closed.add("connection " + call.connection().id());
			}
		});
		this.running.incrementAndGet();
		this.release.await();
		TestCommand.reply(call, 1);
	}

	@AfterEach
	void stopServer() {
		this.release.countDown();
		this.server.stop(GRACE).join();
	}

	@Test
	void answersToTheByte() {
		this.server.start();
		try (RespSocket socket = connect()) {
			socket.send("*3\r\n$3\r\nADD\r\n$1\r\n\u0001\r\n$1\r\n\u0002\r\n");
			assertThat(socket.readBytes(7)).isEqualTo("$1\r\n\u0003\r\n");
		}
	}

	@Test
	void answersALongPipelineHoweverItIsSent() {
		this.server.start();
		String pipeline = "*3\r\n$3\r\nADD\r\n$1\r\n\u0001\r\n$1\r\n\u0002\r\n".repeat(10_000);
		String replies = "$1\r\n\u0003\r\n".repeat(10_000);
		try (RespSocket socket = connect()) {
			assertThat(socket.send(pipeline).readBytes(replies.length())).isEqualTo(replies);
			for (int start = 0; start < pipeline.length(); start += 7_001) {
				socket.send(pipeline.substring(start, Math.min(pipeline.length(), start + 7_001)));
			}
			assertThat(socket.readBytes(replies.length())).isEqualTo(replies);
		}
	}

	@Test
	void aSlowReaderOfManyRepliesGetsThemAll() {
		this.server.start();
		String value = "x".repeat(10_000);
		String request = "*2\r\n$4\r\nECHO\r\n$10000\r\n" + value + "\r\n";
		try (RespSocket socket = connect()) {
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 2_000; i++) {
					socket.send(request);
				}
			});
			for (int i = 0; i < 2_000; i++) {
				assertThat(socket.readBytes(10_010)).isEqualTo("$10000\r\n" + value + "\r\n");
			}
			sent.join();
		}
	}

	@Test
	void listensOnlyWhileItRuns() {
		assertThat(this.server.isRunning()).isFalse();
		assertThat(this.server.localAddress()).isNull();
		this.server.start();
		this.server.start();
		assertThat(this.server.isRunning()).isTrue();
		int port = port();
		assertThat(port).isPositive();
		assertThat(this.server.stop(GRACE).join()).isTrue();
		assertThat(this.server.isRunning()).isFalse();
		assertThat(this.server.localAddress()).isNull();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> RespSocket.connect(port).close());
		assertThat(this.server.stop(GRACE).join()).isTrue();
	}

	@Test
	void canBeStartedAgain() {
		this.server.start();
		this.server.stop(GRACE).join();
		this.server.start();
		try (RespSocket socket = connect()) {
			assertThat(socket.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
		}
	}

	@Test
	void whenThePortIsTakenSaysSo() {
		this.server.start();
		NettyTinoServer second = builder().address(new InetSocketAddress("127.0.0.1", port())).build();
		assertThatExceptionOfType(TransportBindException.class).isThrownBy(second::start)
			.withMessageContaining("127.0.0.1:" + port())
			.satisfies((ex) -> assertThat(ex.address()).isEqualTo(new InetSocketAddress("127.0.0.1", port())));
		assertThat(second.isRunning()).isFalse();
	}

	@Test
	void refusesToLetOtherMachinesCallUnlessToldTo() {
		NettyTinoServer open = builder().address(new InetSocketAddress("0.0.0.0", 0)).build();
		assertThatExceptionOfType(ProtectedModeException.class).isThrownBy(open::start)
			.withMessageContaining("0.0.0.0");
		NettyTinoServer told = builder().address(new InetSocketAddress("0.0.0.0", 0)).protectedMode(false).build();
		told.start();
		told.stop(Duration.ZERO).join();
		NettyTinoServer authenticated = builder().address(new InetSocketAddress("0.0.0.0", 0))
			.authenticator((credentials, connection) -> null)
			.build();
		authenticated.start();
		authenticated.stop(Duration.ZERO).join();
	}

	@Test
	void refusesSettingsThatMakeNoSense() {
		assertThatExceptionOfType(MissingAuthenticatorException.class)
			.isThrownBy(() -> builder().authenticator(null).authenticationRequired(true).build())
			.withMessage("The server requires authentication, but there is no authenticator");
		Command protectedCommand = TestCommand.of("WHOAMI", (spec) -> spec.permission(Permission.AUTHENTICATED),
				(call) -> {
				});
		assertThatExceptionOfType(MissingAuthenticatorException.class)
			.isThrownBy(() -> builder().authenticator(null).commands(List.of(protectedCommand)).build())
			.withMessage("Command WHOAMI requires authentication, but there is no authenticator");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().eventLoops(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder().workerThreads(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder().workerQueueCapacity(0));
		for (long maxRequestBytes : new long[] { -1, 0, (1L << 30) + 1 }) {
			RequestLimits limits = RequestLimits.DEFAULT.withMaxRequestBytes(maxRequestBytes);
			assertThatIllegalArgumentException().isThrownBy(() -> builder().limits(limits));
		}
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder().commands(List.of(TestCommand.of("tino.next", (spec) -> spec, (call) -> {
			}))).build())
			.withMessage("Command TINO.NEXT must not be defined: its name is reserved");
		assertThatExceptionOfType(DuplicateCommandException.class)
			.isThrownBy(() -> builder().commands(List.of(this.add, this.add)).build());
		assertThatExceptionOfType(DuplicateCommandException.class)
			.isThrownBy(() -> builder().commands(List.of(TestCommand.of("ping", (spec) -> spec, (call) -> {
			}))).build());
	}

	@Test
	void quitClosesTheConnection() {
		this.server.start();
		try (RespSocket socket = connect()) {
			assertThat(socket.send("PING\r\nQUIT\r\nPING\r\n").readToEnd()).isEqualTo("+PONG\r\n+OK\r\n");
		}
		await().untilAtomic(this.connections, is(0));
	}

	@Test
	void whenStoppedAnswersTheCallsInFlightAndNoOthers() {
		this.server.start();
		int port = port();
		List<RespSocket> sockets = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			sockets.add(connect().send("BLOCKED\r\n"));
		}
		await().until(() -> this.running.get() == 100);
		RespSocket idle = connect();
		assertThat(idle.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
		CompletableFuture<Boolean> stopped = this.server.stop(GRACE);
		await().untilAsserted(() -> assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> RespSocket.connect(port).close()));
		await().untilAsserted(() -> assertThat(idle.send("BLOCKED\r\n").read())
			.isEqualTo(new SimpleError("UNAVAILABLE server is stopping")));
		assertThat(stopped).isNotDone();
		this.release.countDown();
		for (RespSocket socket : sockets) {
			assertThat(socket.readToEnd()).isEqualTo("$1\r\n\u0001\r\n");
			socket.close();
		}
		assertThat(stopped.join()).isTrue();
		assertThat(idle.readToEnd()).isEmpty();
		idle.close();
		assertThat(this.closed).as("connections are cleaned up after by then").hasSize(100);
	}

	@Test
	void whenTheGracePeriodIsOverCutsCallsOff() {
		this.server.start();
		try (RespSocket socket = connect().send("BLOCKED\r\n")) {
			await().until(() -> this.running.get() == 1);
			assertThat(this.server.stop(Duration.ofMillis(50)).join()).isFalse();
			assertThat(socket.readToEnd()).isEmpty();
		}
	}

	@Test
	void aClientThatDoesNotCloseCutsNoCallOff() {
		this.server.start();
		try (RespSocket socket = connect()) {
			assertThat(socket.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			assertThat(this.server.stop(Duration.ofMillis(500)).join()).isTrue();
		}
	}

	@Test
	void whenTheGracePeriodIsOverNothingIsLeftWaiting() {
		List<String> calls = new CopyOnWriteArrayList<>();
		NettyTinoServer small = builder().workerThreads(1).listener(new TinoServerListener() {

			@Override
			public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos,
					boolean started) {
				calls.add(String.valueOf(errorCode));
			}

		}).build();
		small.start();
		int port = ((InetSocketAddress) small.localAddress()).getPort();
		try (RespSocket first = RespSocket.connect(port); RespSocket second = RespSocket.connect(port)) {
			first.send("BLOCKED\r\n");
			await().until(() -> this.running.get() == 1);
			second.send("PING\r\nBLOCKED\r\n");
			assertThat(second.read()).isEqualTo(new SimpleString("PONG"));
			assertThat(small.stop(Duration.ofMillis(50)).join()).isFalse();
			await().until(() -> calls.size() == 3);
			assertThat(calls).containsOnlyOnce("null") // what comes first: the worker
														// ends, or the connection
				.isSubsetOf("null", "CANCELLED", "UNAVAILABLE", "UNEXPECTED_ERROR");
		}
	}

	@Test
	void aListenerThatFailsIsNotTheCallersProblem() {
		NettyTinoServer watched = builder().listener(new TinoServerListener() {

			@Override
			public void connectionOpened(TinoConnection connection) {
				throw new IllegalStateException("as the test wants it");
			}

			@Override
			public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos,
					boolean started) {
				throw new AssertionError("as the test wants it");
			}

		}).build();
		watched.start();
		try (RespSocket socket = RespSocket.connect(((InetSocketAddress) watched.localAddress()).getPort())) {
			assertThat(socket.send("PING\r\nPING\r\n").read(2)).containsOnly(new SimpleString("PONG"));
		}
		watched.stop(GRACE).join();
	}

	@Test
	void whatIsSentBehindTheEndDoesNotCostTheReplies() {
		this.server.start();
		String reply = "x".repeat(60_000);
		try (RespSocket socket = connect()) {
			CompletableFuture<String> read = CompletableFuture.supplyAsync(socket::readToEnd);
			socket.send("PING " + reply + "\r\nQUIT\r\n" + "PING\r\n".repeat(100_000));
			assertThat(read.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("$60000\r\n" + reply + "\r\n+OK\r\n");
		}
	}

	@Test
	void whenNoWorkerIsFreeSaysSoAndGoesOn() {
		NettyTinoServer small = builder().workerThreads(1).workerQueueCapacity(1).build();
		small.start();
		int port = ((InetSocketAddress) small.localAddress()).getPort();
		try (RespSocket first = RespSocket.connect(port);
				RespSocket second = RespSocket.connect(port);
				RespSocket third = RespSocket.connect(port)) {
			first.send("BLOCKED\r\n");
			await().until(() -> this.running.get() == 1);
			second.send("BLOCKED\r\nPING\r\n");
			await().untilAsserted(() -> assertThat(third.send("BLOCKED\r\n").read())
				.isEqualTo(new SimpleError("OVERLOADED no worker is free")));
			assertThat(third.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			this.release.countDown();
			assertThat(second.read(2)).last().isEqualTo(new SimpleString("PONG"));
		}
		small.stop(GRACE).join();
	}

	@Test
	void aClientThatLeavesDuringACallInterruptsItAndLeavesNothingBehind() {
		this.server.start();
		RespSocket socket = connect().send("BLOCKED\r\nBLOCKED\r\n");
		await().until(() -> this.running.get() == 1);
		socket.close();
		await().untilAtomic(this.connections, is(0));
		await().untilAsserted(() -> assertThat(this.closed).containsExactly("connection 1"));
		assertThat(this.running).hasValue(1);
	}

	@Test
	void givesEachConnectionANumber() {
		this.server.start();
		try (RespSocket one = connect(); RespSocket two = connect()) {
			RespValue first = one.send("CLIENT ID\r\n").read();
			assertThat(two.send("CLIENT ID\r\n").read()).isNotEqualTo(first);
		}
	}

	private RespSocket connect() {
		return RespSocket.connect(port());
	}

	private int port() {
		InetSocketAddress address = (InetSocketAddress) this.server.localAddress();
		if (address == null) {
			throw new IllegalStateException("Server does not run");
		}
		return address.getPort();
	}

}
