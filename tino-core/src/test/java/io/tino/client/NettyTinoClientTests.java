package io.tino.client;

import java.io.IOException;
import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.type.TypeReference;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.command.Permission;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.payload.PayloadWriter;
import io.tino.server.NettyTinoServer;
import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyTinoClient}, over real sockets.
 */
class NettyTinoClientTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private final CountDownLatch release = new CountDownLatch(1);

	private final Queue<String> events = new ConcurrentLinkedQueue<>();

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.authenticator((credentials, connection) -> credentials.password().equals("tinaspassword")
				? () -> (credentials.username() != null) ? credentials.username() : "tina" : null)
		.commands(List.of(command("ECHO_VALUE", (call) -> call.reply(read(call), CODEC::write)),
				command("NOTHING", (call) -> call.reply(null, CODEC::write)),
				command("WHOAMI",
						(call) -> call.reply(String.valueOf(call.connection().principal().getName()), CODEC::write)),
				command("NAME", (call) -> call.reply(call.connection().name(), CODEC::write)),
				command("ID", (call) -> call.reply(call.connection().id(), CODEC::write)), command("REFUSE", (call) -> {
					throw new CommandException("NOTE_NOT_FOUND", "no note 1");
				}), command("REFUSE_AT_LENGTH", (call) -> {
					throw new CommandException("TOO_LONG", "x".repeat(100_000));
				}), command("FAIL", (call) -> {
					throw new IllegalStateException("do not tell");
				}), command("BLOCK", (call) -> {
					this.release.await();
					call.reply("released", CODEC::write);
				})))
		.build();

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		this.release.countDown();
		if (this.client != null) {
			this.client.close();
		}
		this.server.stop(GRACE).join();
	}

	@Test
	void callsAndDecodesReplies() {
		NettyTinoClient client = connected();
		assertThat(this.<Integer>call(client, int.class, 42)).isEqualTo(42);
		assertThat(this.<String>call(client, String.class, "h\u00e9\ud83d\ude00")).isEqualTo("h\u00e9\ud83d\ude00");
		assertThat(this.<byte[]>call(client, byte[].class, (Object) new byte[] { 1, 2 })).containsExactly(1, 2);
		Type type = new TypeReference<Map<String, List<Integer>>>() {
		}.getType();
		assertThat(this.<Map<String, List<Integer>>>call(client, type, Map.of("a", List.of(1, 2))))
			.isEqualTo(Map.of("a", List.of(1, 2)));
		assertThat(this.<Object>call(client, Object.class, (Object) null)).isNull();
		assertThat(this.<String>call(client, String.class, "x".repeat(1_000_000))).hasSize(1_000_000);
		assertThat(client.<String>call("NOTHING", String.class).join()).isNull();
		assertThat(client.<Void>call("ECHO_VALUE", Void.class, 1).join()).isNull();
		assertThat(client.ping().join()).isNull();
	}

	@Test
	void convertsRepliesOfOtherTypes() {
		NettyTinoClient client = connected();
		assertThat(client.<String>call("PING", String.class).join()).isEqualTo("PONG");
		assertThat(client.<List<Object>>call("COMMAND", List.class).join()).hasSizeGreaterThan(5);
	}

	@Test
	void errorsOfTheServerCarryTheirCode() {
		NettyTinoClient client = connected();
		assertThat(failure(client.call("REFUSE", String.class))).isInstanceOf(TinoCommandException.class)
			.hasMessage("REFUSE has failed: NOTE_NOT_FOUND no note 1")
			.satisfies((ex) -> assertThat(((TinoCommandException) ex).detail()).isEqualTo("no note 1"))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("NOTE_NOT_FOUND"))
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
		assertThat(failure(client.call("FAIL", String.class)).code()).isEqualTo("UNEXPECTED_ERROR");
		TinoException unknown = failure(client.call("NOPE", String.class));
		assertThat(unknown.code()).isEqualTo("INVALID_COMMAND");
		assertThat(unknown.mayHaveRun()).isFalse();
		assertThat(this.<Integer>call(client, int.class, 1)).as("the connection goes on").isEqualTo(1);
	}

	@Test
	void aReplyOfAnotherTypeSaysSo() {
		assertThat(failure(connected().call("ECHO_VALUE", int.class, "text"))).isInstanceOf(TinoReplyException.class)
			.hasMessage("Reply to ECHO_VALUE is no int: value is not a valid integer");
	}

	@Test
	void whenReadingAReplyThrowsTheCallFailsAndTheConnectionGoesOn() {
		this.server.start();
		NettyTinoClient client = client(address(),
				(builder) -> builder.codec(new ThrowingCodec()).maxPendingCalls(1).maxConnections(1));
		for (Throwable thrown : List.of(new NullPointerException("secret"), new NoClassDefFoundError("secret"))) {
			ThrowingCodec.THROWN.set(thrown);
			TinoException failure = failure(client.call("ECHO_VALUE", String.class, "a"));
			assertThat(failure).isInstanceOf(TinoReplyException.class)
				.hasMessage("Reply to ECHO_VALUE is no java.lang.String: " + thrown.getClass().getName())
				.hasCause(thrown);
			assertThat(failure.mayHaveRun()).isTrue();
		}
		assertThat(this.<Integer>call(client, Object.class, 1)).isEqualTo(1);
		assertThat(this.events).doesNotContain("closed");
	}

	@Test
	void authenticatesAndNamesItsConnections() {
		this.server.start();
		NettyTinoClient tina = client(address(), (builder) -> builder.credentials(null, "tinaspassword").name("me"));
		assertThat(tina.<String>call("WHOAMI", String.class).join()).isEqualTo("tina");
		assertThat(tina.<String>call("NAME", String.class).join()).isEqualTo("me");
		tina.close();
		NettyTinoClient bob = client(address(), (builder) -> builder.credentials("bob", "tinaspassword"));
		assertThat(bob.<String>call("WHOAMI", String.class).join()).isEqualTo("bob");
		bob.close();
		NettyTinoClient nobody = client(address(), (builder) -> builder.credentials("bob", "wrong"));
		TinoException failure = failure(nobody.call("WHOAMI", String.class));
		assertThat(failure.code()).isEqualTo("WRONGPASS");
		assertThat(failure.mayHaveRun()).isFalse();
		assertThat(failure).hasMessageNotContaining("wrong ");
	}

	@Test
	void connectsOnTheFirstCallAndAgainAfterTheServerHasRestarted() {
		this.server.start();
		int port = address().getPort();
		this.server.stop(GRACE).join();
		NettyTinoClient client = client(new InetSocketAddress("127.0.0.1", port), (builder) -> builder);
		TinoException down = failure(client.ping());
		assertThat(down).isInstanceOf(TinoConnectionException.class)
			.hasMessageContaining("Cannot connect to 127.0.0.1:" + port);
		assertThat(down.mayHaveRun()).isFalse();
		for (int restart = 0; restart < 3; restart++) {
			NettyTinoServer next = NettyTinoServer.builder().address(new InetSocketAddress("127.0.0.1", port)).build();
			next.start();
			await().untilAsserted(() -> assertThat(client.<String>call("PING", String.class)).succeedsWithin(GRACE)
				.isEqualTo("PONG"));
			next.stop(GRACE).join();
			assertThat(failure(client.ping())).isInstanceOf(TinoConnectionException.class);
		}
	}

	@Test
	void connectsToHostNames() {
		this.server.start();
		NettyTinoClient client = client(InetSocketAddress.createUnresolved("localhost", address().getPort()),
				(builder) -> builder);
		assertThat(this.<Integer>call(client, int.class, 1)).isEqualTo(1);
		NettyTinoClient lost = client(InetSocketAddress.createUnresolved("unknown.invalid", 7777),
				(builder) -> builder);
		assertThat(failure(lost.ping())).isInstanceOf(TinoConnectionException.class)
			.hasMessageStartingWith("Cannot connect to unknown.invalid:7777: ");
		client.close();
	}

	@Test
	void callsOfManyThreadsShareFewConnections() {
		NettyTinoClient client = connected();
		List<CompletableFuture<Void>> callers = IntStream.range(0, 32)
			.mapToObj((caller) -> CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 200; i++) {
					int value = caller * 1_000 + i;
					assertThat(this.<Integer>call(client, int.class, value)).isEqualTo(value);
				}
			}, (task) -> new Thread(task).start()))
			.toList();
		CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).join();
		assertThat(this.events.stream().filter("opened"::equals).count()).isBetween(1L, 4L);
	}

	@Test
	void callsOfOneThreadShareOneConnection() {
		NettyTinoClient client = connected();
		Long id = client.<Long>call("ID", long.class).join();
		for (int i = 0; i < 20; i++) {
			assertThat(client.<Long>call("ID", long.class).join()).isEqualTo(id);
		}
	}

	@Test
	void callsArePipelinedAndRepliesFindTheirCalls() {
		NettyTinoClient client = connected();
		List<CompletableFuture<@Nullable Integer>> replies = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			replies.add(client.call("ECHO_VALUE", int.class, i));
		}
		for (int i = 0; i < 10_000; i++) {
			assertThat(replies.get(i).join()).isEqualTo(i);
		}
	}

	@Test
	void aSlowCallDoesNotHoldUpOthers() {
		NettyTinoClient client = connected();
		CompletableFuture<@Nullable String> slow = client.call("BLOCK", String.class);
		assertThat(this.<Integer>call(client, int.class, 1)).isEqualTo(1);
		assertThat(slow).isNotDone();
		this.release.countDown();
		assertThat(slow.join()).isEqualTo("released");
	}

	@Test
	void whenNoReplyComesInTimeSaysSoAndDropsItLater() {
		this.server.start();
		NettyTinoClient client = client(address(),
				(builder) -> builder.timeout(Duration.ofMillis(500)).maxConnections(1));
		// Connected beforehand, so that the call is sent at once
		await().untilAsserted(() -> assertThat(client.ping()).succeedsWithin(Duration.ofSeconds(30)));
		TinoException failure = failure(client.call("BLOCK", String.class));
		assertThat(failure).as("whichever side says it first")
			.isInstanceOf(TinoTimeoutException.class)
			.hasMessageStartingWith("BLOCK has ");
		assertThat(failure.code()).isEqualTo("DEADLINE_EXCEEDED");
		assertThat(failure.mayHaveRun()).isTrue();
		this.release.countDown();
		await().untilAsserted(() -> assertThat(this.<Integer>call(client, int.class, 7)).isEqualTo(7));
	}

	@Test
	void aCallThatHasTimedOutHoldsUpNoOthers() {
		this.server.start();
		NettyTinoClient client = client(address(),
				(builder) -> builder.timeout(Duration.ofMillis(300)).maxConnections(2));
		failure(client.call("BLOCK", String.class));
		for (int i = 0; i < 10; i++) {
			assertThat(this.<Integer>call(client, int.class, i)).isEqualTo(i);
		}
	}

	@Test
	void whenTheServerNeverAcceptsSaysSo() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			NettyTinoClient client = client(new InetSocketAddress("127.0.0.1", silent.getLocalPort()),
					(builder) -> builder.timeout(Duration.ofMillis(100)).connectTimeout(Duration.ofMillis(300)));
			TinoException failure = failure(client.ping());
			assertThat(failure).isInstanceOf(TinoTimeoutException.class)
				.hasMessage("PING has not been sent after 100 ms");
			assertThat(failure.mayHaveRun()).isFalse();
			await().untilAsserted(
					() -> assertThat(failure(client.ping())).hasMessageContaining("No reply to the first request"));
		}
	}

	@Test
	void speaksPlainlyToAServerThatClosesOnHello() {
		try (ScriptedServer python = new ScriptedServer((connection) -> {
			for (List<String> request = connection.read(); request != null; request = connection.read()) {
				switch (request.get(0)) {
					case "AUTH" ->
						connection.send(request.equals(List.of("AUTH", "tinaspassword")) ? "+OK\r\n" : "-ERR\r\n");
					case "ADD" -> connection.send("$1\r\n\u0003\r\n");
					default -> {
						connection.send("-INVALID_COMMAND " + request.get(0) + "\r\n");
						return;
					}
				}
			}
		})) {
			NettyTinoClient client = client(python.address(), (builder) -> builder.credentials(null, "tinaspassword"));
			assertThat(client.<Integer>call("ADD", int.class, 1, 2).join()).isEqualTo(3);
			assertThat(client.<Integer>call("ADD", int.class, 1, 2).join()).isEqualTo(3);
			assertThat(python.connections()).as("one with HELLO, one without").isEqualTo(2);
			assertThat(failure(client.call("NOPE", int.class)).code()).isEqualTo("INVALID_COMMAND");
			await().untilAsserted(() -> assertThat(client.<Integer>call("ADD", int.class, 1, 2).join()).isEqualTo(3));
		}
	}

	@Test
	void speaksPlainlyToAServerThatKnowsOnlyResp2() {
		try (ScriptedServer old = new ScriptedServer((connection) -> {
			for (List<String> request = connection.read(); request != null; request = connection.read()) {
				connection
					.send(request.get(0).equals("HELLO") ? "-ERR unknown command `HELLO`, with args\r\n" : "+PONG\r\n");
			}
		})) {
			NettyTinoClient client = client(old.address(), (builder) -> builder);
			assertThat(client.<String>call("PING", String.class).join()).isEqualTo("PONG");
		}
	}

	@Test
	void whenTheConnectionBreaksCallsInFlightMayHaveRun() {
		try (ScriptedServer rude = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			connection.read();
			if (connection.number() > 1) {
				connection.send("+PONG\r\n");
				connection.read();
			}
		})) {
			NettyTinoClient client = client(rude.address(), (builder) -> builder.maxConnections(1));
			TinoException failure = failure(client.ping());
			assertThat(failure).isInstanceOf(TinoConnectionException.class);
			assertThat(failure.mayHaveRun()).isTrue();
			assertThat(client.<String>call("PING", String.class).join()).isEqualTo("PONG");
		}
	}

	@Test
	void whenTheReplyIsMalformedClosesTheConnection() {
		try (ScriptedServer broken = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			connection.read();
			connection.send("nonsense\r\n");
			connection.read();
		})) {
			assertThat(failure(client(broken.address(), (builder) -> builder).ping()))
				.isInstanceOf(TinoConnectionException.class)
				.hasRootCauseMessage("unknown reply type 110 at byte 4");
		}
	}

	@Test
	void whenAReplyComesUnaskedClosesTheConnection() {
		try (ScriptedServer broken = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n>2\r\n+message\r\n+ignored\r\n");
			connection.read();
			connection.send("+PONG\r\n+PONG\r\n");
			connection.read();
		})) {
			NettyTinoClient client = client(broken.address(), (builder) -> builder);
			assertThat(client.<String>call("PING", String.class).join()).isEqualTo("PONG");
			await().until(() -> this.events.contains("closed"));
		}
	}

	@Test
	void aCallTakesTheConnectionThatHasTheFewest() {
		Queue<Integer> requests = new ConcurrentLinkedQueue<>();
		try (ScriptedServer silent = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			while (connection.read() != null) {
				requests.add(connection.number());
			}
		})) {
			NettyTinoClient client = client(silent.address(), (builder) -> builder.maxConnections(3));
			for (int i = 1; i <= 12; i++) {
				client.ping();
				int calls = i;
				await().until(() -> requests.size() == calls);
			}
			assertThat(requests).containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3);
		}
	}

	@Test
	void whenTheServerStopsAnsweringConnectsAnew() {
		try (ScriptedServer stuck = new ScriptedServer((connection) -> {
			for (int i = 0; connection.read() != null; i++) {
				if (i == 0 || connection.number() > 1) {
					connection.send((i == 0) ? "%0\r\n" : "+PONG\r\n");
				}
			}
		})) {
			NettyTinoClient client = client(stuck.address(),
					(builder) -> builder.timeout(Duration.ofMillis(100)).maxConnections(1).maxPendingCalls(1));
			assertThat(failure(client.ping())).isInstanceOf(TinoTimeoutException.class);
			await().untilAsserted(() -> assertThat(client.<String>call("PING", String.class)).succeedsWithin(GRACE)
				.isEqualTo("PONG"));
			assertThat(stuck.connections()).isGreaterThan(1);
		}
	}

	@Test
	void whenTooManyCallsWaitFurtherOnesFail() {
		this.server.start();
		NettyTinoClient client = client(address(), (builder) -> builder.maxPendingCalls(2));
		client.call("BLOCK", String.class);
		client.call("BLOCK", String.class);
		TinoException failure = failure(client.call("BLOCK", String.class));
		assertThat(failure).isInstanceOf(TinoOverloadedException.class);
		assertThat(failure.mayHaveRun()).isFalse();
	}

	@Test
	void callsInOrderThatHaveTimedOutCountUntilTheirRepliesCome() {
		CountDownLatch answer = new CountDownLatch(1);
		try (ScriptedServer slow = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			while (connection.read() != null) {
				awaitUninterrupted(answer);
				connection.send("+PONG\r\n");
			}
		})) {
			NettyTinoClient client = client(slow.address(),
					(builder) -> builder.maxPendingCalls(2).maxConnections(1).timeout(Duration.ofMillis(500)));
			List<CompletableFuture<@Nullable Void>> blocked = List.of(client.ping(), client.ping());
			blocked.forEach(NettyTinoClientTests::failure);
			assertThat(failure(client.ping())).isInstanceOf(TinoOverloadedException.class);
			answer.countDown();
			await().untilAsserted(() -> assertThat(client.ping()).succeedsWithin(GRACE));
		}
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void multiplexedCallsThatHaveTimedOutHoldUpNobody() {
		this.server.start();
		NettyTinoClient client = client(address(),
				(builder) -> builder.maxPendingCalls(2).maxConnections(1).timeout(Duration.ofMillis(500)));
		List<CompletableFuture<@Nullable String>> blocked = List.of(client.call("BLOCK", String.class),
				client.call("BLOCK", String.class));
		blocked.forEach(NettyTinoClientTests::failure);
		assertThat(this.<Integer>call(client, int.class, 7)).isEqualTo(7);
	}

	@Test
	void whenClosedCallsFail() {
		NettyTinoClient client = connected();
		CompletableFuture<@Nullable String> blocked = client.call("BLOCK", String.class);
		await().until(() -> this.events.contains("opened"));
		client.close();
		assertThat(failure(blocked)).isInstanceOf(TinoConnectionException.class);
		TinoException failure = failure(client.ping());
		assertThat(failure).hasMessage("Client is closed");
		assertThat(failure.mayHaveRun()).isFalse();
	}

	@Test
	void aCallThatIsGivenUpIsNotWaitedFor() {
		this.server.start();
		NettyTinoClient client = client(address(), (builder) -> builder.maxConnections(1));
		CompletableFuture<@Nullable String> cancelled = client.call("BLOCK", String.class);
		cancelled.cancel(false);
		assertThat(this.<Integer>call(client, int.class, 2)).isEqualTo(2);
		assertThat(this.events).contains("BLOCK CANCELLED", "ECHO_VALUE ok");
	}

	@Test
	void aBareNullIsOneArgument() {
		NettyTinoClient client = connected();
		Object[] none = null;
		assertThat(client.<Object>call("ECHO_VALUE", Object.class, none).join()).isNull();
		assertThat(this.events).contains("ECHO_VALUE ok");
	}

	@Test
	void aLongErrorIsCutOffRatherThanTheConnection() {
		NettyTinoClient client = connected();
		TinoException failure = failure(client.call("REFUSE_AT_LENGTH", String.class));
		assertThat(failure.code()).isEqualTo("TOO_LONG");
		assertThat(((TinoCommandException) failure).detail()).isEqualTo("x".repeat(8 * 1024));
		assertThat(this.events).doesNotContain("closed");
	}

	@Test
	void refusesSettingsThatMakeNoSense() {
		NettyTinoClient.Builder builder = NettyTinoClient.builder();
		for (Duration duration : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(366))) {
			assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(duration));
			assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(duration));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnections(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPendingCalls(0));
	}

	@Test
	void whatCannotBeEncodedFailsAtOnce() {
		NettyTinoClient client = connected();
		Object self = new Broken();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> client.call("ECHO_VALUE", int.class, self))
			.withMessageContaining("cannot be encoded");
		assertThat(this.<Integer>call(client, int.class, 1)).isEqualTo(1);
	}

	@Test
	void argumentsThatContainThemselvesFailAndLeaveNothing() {
		this.server.start();
		NettyTinoClient client = client(address(), (builder) -> builder.maxPendingCalls(1));
		List<Object> self = new ArrayList<>();
		self.add(self);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(Throwable.class).isThrownBy(() -> client.call("ECHO_VALUE", int.class, self))
				.isInstanceOfAny(RuntimeException.class, StackOverflowError.class)
				.isNotInstanceOf(TinoException.class);
		}
		assertThat(this.<Integer>call(client, int.class, 1)).isEqualTo(1);
	}

	@Test
	void listenersThatThrowAreNoObstacle() {
		this.server.start();
		TinoClientListener throwing = new TinoClientListener() {

			@Override
			public void connectionOpened() {
				throw new IllegalStateException("opened");
			}

			@Override
			public void connectionClosed() {
				throw new IllegalStateException("closed");
			}

			@Override
			public void callStarted(String command) {
				throw new AssertionError("started");
			}

			@Override
			public void callCompleted(String command, @Nullable String errorCode, long nanos) {
				throw new NoClassDefFoundError("completed");
			}

		};
		for (TinoClientListener listener : List.of(throwing,
				TinoClientListener.composite(List.of(throwing, recording())))) {
			NettyTinoClient client = client(address(), (builder) -> builder.maxPendingCalls(1).listener(listener));
			for (int i = 0; i < 3; i++) {
				assertThat(this.<Integer>call(client, int.class, i)).isEqualTo(i);
			}
			client.close();
		}
		assertThat(this.events).contains("opened", "ECHO_VALUE ok");
		await().until(() -> this.events.contains("closed"));
	}

	@Test
	void aRecorderIsToldOfCallsThatSucceedOnAnEventLoopInPlaceOfTheListener() {
		this.server.start();
		NettyTinoClient client = client(address(),
				(builder) -> builder.eventLoops(1).listener(new RecordingListener(this.events)));
		for (int i = 0; i < 3; i++) {
			assertThat(this.<Integer>call(client, int.class, i)).isEqualTo(i);
		}
		failure(client.call("UNKNOWN_COMMAND", String.class));
		client.call("BLOCK", String.class).complete("on this thread");
		assertThat(this.events).containsExactly("recorder of ECHO_VALUE", "recorded ECHO_VALUE", "recorded ECHO_VALUE",
				"recorded ECHO_VALUE", "UNKNOWN_COMMAND INVALID_COMMAND", "BLOCK null");
	}

	@Test
	void severalListenersAreAllToldOfEachCall() {
		this.server.start();
		NettyTinoClient client = client(address(), (builder) -> builder.listener(TinoClientListener
			.composite(List.of(new RecordingListener(this.events), new RecordingListener(this.events)))));
		assertThat(this.<Integer>call(client, int.class, 1)).isEqualTo(1);
		assertThat(this.events).containsExactly("ECHO_VALUE null", "ECHO_VALUE null");
	}

	@Test
	void aRecorderThatFailsDoesNoHarm() {
		this.server.start();
		TinoClientListener failing = new TinoClientListener() {

			@Override
			public LongConsumer recorder(String command) {
				if (command.equals("PING")) {
					throw new NoClassDefFoundError("recorder");
				}
				return (nanos) -> {
					NettyTinoClientTests.this.events.add("failing");
					throw new AssertionError("recorded");
				};
			}

			@Override
			public void callCompleted(String command, @Nullable String errorCode, long nanos) {
				NettyTinoClientTests.this.events.add(command);
			}

		};
		NettyTinoClient client = client(address(), (builder) -> builder.listener(failing));
		assertThat(this.<Integer>call(client, int.class, 1)).isEqualTo(1);
		client.ping().join();
		assertThat(this.events).containsExactly("failing", "PING");
	}

	@Test
	void tellsHowManyCallsAreNotOver() {
		this.server.start();
		List<TinoClient> built = new ArrayList<>();
		NettyTinoClient client = client(address(), (builder) -> builder.listener(new TinoClientListener() {

			@Override
			public void clientBuilt(TinoClient client) {
				built.add(client);
			}

		}));
		assertThat(built).containsExactly(client);
		assertThat(client.pendingCalls()).isZero();
		CompletableFuture<String> first = client.call("BLOCK", String.class);
		CompletableFuture<String> second = client.call("BLOCK", String.class);
		assertThat(client.pendingCalls()).isEqualTo(2);
		this.release.countDown();
		CompletableFuture.allOf(first, second).join();
		assertThat(client.pendingCalls()).isZero();
	}

	@Test
	void knowsItsEventLoop() {
		NettyTinoClient client = connected();
		assertThat(client.inEventLoop()).isFalse();
		assertThat(client.call("ECHO_VALUE", int.class, 1).thenApply((reply) -> client.inEventLoop()).join()).isIn(true,
				false);
		client.call("BLOCK", String.class);
		CompletableFuture<Boolean> inside = client.call("BLOCK", String.class)
			.thenApply((reply) -> client.inEventLoop());
		this.release.countDown();
		assertThat(inside.join()).isTrue();
	}

	@Test
	void passwordsAreNotShown() {
		assertThat(new ClientHandshake("tina", "tinaspassword", null)).asString().doesNotContain("tinaspassword");
	}

	private static Command command(String name, ServedCommand.Body body) {
		CommandSpec spec = CommandSpec.named(name)
			.arguments(0, 1)
			.execution(name.equals("BLOCK") ? Execution.WORKER : Execution.EVENT_LOOP)
			.permission(name.equals("WHOAMI") ? Permission.AUTHENTICATED : Permission.ALL)
			.build();
		return new ServedCommand(spec, body);
	}

	private static @Nullable Object read(Call call) {
		return CODEC.reader(Object.class).read(call.argument(0));
	}

	private <T> @Nullable T call(NettyTinoClient client, Type type, @Nullable Object argument) {
		return client.<T>call("ECHO_VALUE", type, argument).orTimeout(30, TimeUnit.SECONDS).join();
	}

	private static TinoException failure(CompletableFuture<?> reply) {
		try {
			reply.get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			return (TinoException) ex.getCause();
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError("The call has not ended", ex);
		}
		throw new AssertionError("The call has not failed");
	}

	private NettyTinoClient connected() {
		this.server.start();
		return client(address(), (builder) -> builder);
	}

	private NettyTinoClient client(InetSocketAddress address, UnaryOperator<NettyTinoClient.Builder> settings) {
		NettyTinoClient built = settings.apply(NettyTinoClient.builder().address(address).listener(recording()))
			.build();
		this.client = built;
		return built;
	}

	/**
	 * Has a recorder for each command.
	 *
	 * @param events where it notes what it is told
	 */
	private record RecordingListener(Queue<String> events) implements TinoClientListener {

		@Override
		public void callCompleted(String command, @Nullable String errorCode, long nanos) {
			this.events.add(command + " " + errorCode);
		}

		@Override
		public LongConsumer recorder(String command) {
			this.events.add("recorder of " + command);
			return (nanos) -> this.events.add("recorded " + command);
		}

	}

	private TinoClientListener recording() {
		return new TinoClientListener() {

			@Override
			public void connectionOpened() {
				NettyTinoClientTests.this.events.add("opened");
			}

			@Override
			public void connectionClosed() {
				NettyTinoClientTests.this.events.add("closed");
			}

			@Override
			public void callCompleted(String command, @Nullable String errorCode, long nanos) {
				NettyTinoClientTests.this.events.add(command + " " + ((errorCode != null) ? errorCode : "ok"));
			}

		};
	}

	private InetSocketAddress address() {
		InetSocketAddress address = (InetSocketAddress) this.server.localAddress();
		if (address == null) {
			throw new IllegalStateException("Server does not run");
		}
		return address;
	}

	public static final class Broken {

		public Object getSelf() {
			throw new IllegalStateException("broken");
		}

	}

	/** Cannot read strings. */
	private static final class ThrowingCodec implements PayloadCodec {

		static final AtomicReference<Throwable> THROWN = new AtomicReference<>();

		@Override
		public PayloadFormat format() {
			return CODEC.format();
		}

		@Override
		public <T> PayloadReader<T> reader(Type type) {
			return (type != String.class) ? CODEC.reader(type) : (payload) -> {
				if (THROWN.get() instanceof Error error) {
					throw error;
				}
				throw (RuntimeException) THROWN.get();
			};
		}

		@Override
		public <T> PayloadWriter<T> writer(Type type) {
			return CODEC.writer(type);
		}

		@Override
		public void write(@Nullable Object value, ByteBuf out) {
			CODEC.write(value, out);
		}

	}

}
