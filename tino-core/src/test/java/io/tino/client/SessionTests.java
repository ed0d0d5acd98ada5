package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.server.NettyTinoServer;
import io.tino.server.WatchedKeys;
import io.tino.testing.RedisServer;
import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TinoSession}, over real sockets.
 */
class SessionTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private final CountDownLatch release = new CountDownLatch(1);

	private final WatchedKeys watchedKeys = new WatchedKeys();

	private final Queue<String> connections = new ConcurrentLinkedQueue<>();

	private final Queue<String> ran = new ConcurrentLinkedQueue<>();

	private NettyTinoServer server = server();

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
	void everySessionHasAConnectionOfItsOwn() {
		NettyTinoClient client = client((builder) -> builder.eventLoops(2));
		long shared = id(client.call("ID", Long.class));
		try (TinoSession one = client.session(); TinoSession two = client.session()) {
			long first = id(one.call("ID", Long.class));
			long second = id(two.call("ID", Long.class));
			assertThat(List.of(shared, first, second)).doesNotHaveDuplicates();
			assertThat(id(one.call("ID", Long.class))).isEqualTo(first);
			assertThat(id(two.call("ID", Long.class))).isEqualTo(second);
			assertThat(one.isOpen()).isTrue();
		}
		assertThat(id(client.call("ID", Long.class))).isEqualTo(shared);
		await().atMost(GRACE)
			.untilAsserted(() -> assertThat(this.connections).containsExactlyInAnyOrder("opened", "opened", "opened",
					"closed", "closed"));
	}

	@Test
	void callsAreAnsweredInOrderEvenIfTheFirstOneIsSlow() {
		try (TinoSession session = client().session()) {
			CompletableFuture<@Nullable String> slow = session.call("BLOCK", String.class);
			CompletableFuture<@Nullable Integer> next = session.call("ECHO_VALUE", Integer.class, 1);
			assertThat(this.<Integer>get(client().call("ECHO_VALUE", Integer.class, 2))).isEqualTo(2);
			assertThat(next).isNotDone();
			this.release.countDown();
			assertThat(get(slow)).isEqualTo("released");
			assertThat(get(next)).isEqualTo(1);
		}
	}

	@Test
	void theCallsOfATransactionHaveRepliesOfTheirOwnTypes() {
		try (TinoSession session = client().session()) {
			List<CompletableFuture<?>> replies = get(session
				.transaction((transaction) -> List.of(transaction.<Integer>call("ECHO_VALUE", Integer.class, 7),
						transaction.<String>call("ECHO_VALUE", String.class, "h\u00e9\ud83d\ude00"),
						transaction.<Void>call("ECHO_VALUE", Void.class, 1),
						transaction.<List<String>>call("ECHO_VALUE", List.class, List.of("a", "b")),
						transaction.<String>call("PING", String.class))));
			assertThat(replies.stream().<Object>map(CompletableFuture::join)).containsExactly(7, "h\u00e9\ud83d\ude00",
					null, List.of("a", "b"), "PONG");
			assertThat(this.<Integer>get(session.call("ECHO_VALUE", Integer.class, 8))).isEqualTo(8);
		}
	}

	@Test
	void transactionsOfManyThreadsDoNotMixWithOtherCalls() {
		try (TinoSession session = client().session()) {
			List<CompletableFuture<@Nullable Boolean>> all = IntStream.range(0, 200)
				.parallel()
				.mapToObj((i) -> (i % 2 == 0) ? session.<Integer>call("ECHO_VALUE", Integer.class, i)
					.thenApply((value) -> Objects.equals(value, i)) : pair(session, i))
				.toList();
			assertThat(all).allSatisfy((each) -> assertThat(get(each)).isTrue());
		}
	}

	private static CompletableFuture<@Nullable Boolean> pair(TinoSession session, int i) {
		return session
			.transaction((transaction) -> transaction.<Integer>call("ECHO_VALUE", Integer.class, i)
				.thenCombine(transaction.<Integer>call("ECHO_VALUE", Integer.class, -i),
						(one, two) -> Objects.equals(one, i) && Objects.equals(two, -i)))
			.thenCompose((combined) -> combined);
	}

	@Test
	void aCallThatFailsLeavesTheOthersAsTheyAre() {
		try (TinoSession session = client().session()) {
			AtomicReference<CompletableFuture<@Nullable Integer>> kept = new AtomicReference<>();
			TinoException failure = failure(session.transaction((transaction) -> {
				transaction.call("FAIL", Void.class);
				kept.set(transaction.call("ECHO_VALUE", Integer.class, 1));
				return kept.get();
			}));
			assertThat(failure).isInstanceOf(TinoTransactionException.class)
				.hasMessage("1 of 2 calls of the transaction failed: FAIL has failed: BROKEN no");
			assertThat(kept.get()).isCompletedWithValue(1);
		}
	}

	@Test
	void whatTheServerCannotRunKeepsAllFromRunning() {
		try (TinoSession session = client().session()) {
			TinoException failure = failure(session.transaction((transaction) -> {
				transaction.call("RECORD", Void.class, "a");
				return transaction.call("NOPE", Void.class);
			}));
			assertThat(failure.code()).isEqualTo("EXECABORT");
			assertThat(failure.mayHaveRun()).isFalse();
			assertThat(failure.getSuppressed()[0]).hasMessage("NOPE has failed: INVALID_COMMAND NOPE");
			assertThat(this.ran).isEmpty();
		}
	}

	@Test
	void whatIsWatchedAndChangesKeepsATransactionFromRunning() {
		try (TinoSession session = client().session()) {
			get(session.watch("note:7", "h\u00e9"));
			this.watchedKeys.changed("h\u00e9");
			TinoException failure = failure(
					session.transaction((transaction) -> transaction.call("RECORD", Void.class, "a")));
			assertThat(failure).isInstanceOf(TinoWatchException.class);
			assertThat(this.ran).isEmpty();
			get(session.transaction((transaction) -> transaction.call("RECORD", Void.class, "b")));
			get(session.watch("note:7"));
			get(session.unwatch());
			this.watchedKeys.changed("note:7");
			get(session.transaction((transaction) -> transaction.call("RECORD", Void.class, "c")));
			assertThat(this.ran).containsExactly("b", "c");
			assertThat(failure(session.watch()).code()).isEqualTo("ERR");
		}
	}

	@Test
	void whenTheCallsCannotBeMadeNothingIsSent() {
		try (TinoSession session = client().session()) {
			AtomicReference<CompletableFuture<@Nullable Void>> kept = new AtomicReference<>();
			assertThatExceptionOfType(UnsupportedPayloadException.class)
				.isThrownBy(() -> session.transaction((transaction) -> {
					kept.set(transaction.call("RECORD", Void.class, "a"));
					return transaction.call("RECORD", Void.class, new Object());
				}));
			assertThat(failure(kept.get()).mayHaveRun()).isFalse();
			assertThat(this.<Integer>get(session.call("ECHO_VALUE", Integer.class, 1))).isEqualTo(1);
			assertThat(this.ran).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void whenThereAreTooManyCallsNothingIsSent(int limit) {
		NettyTinoClient client = client((builder) -> builder.maxPendingCalls(limit));
		try (TinoSession session = client.session()) {
			TinoException failure = failure(session.transaction((transaction) -> {
				transaction.call("RECORD", Void.class, "a");
				return transaction.call("RECORD", Void.class, "b");
			}));
			assertThat(failure).isInstanceOf(TinoOverloadedException.class);
			assertThat(this.<Integer>get(session.call("ECHO_VALUE", Integer.class, 1))).isEqualTo(1);
			assertThat(this.ran).isEmpty();
		}
	}

	@Test
	void aTransactionThatLacksACallIsNotSent() {
		NettyTinoClient client = client((builder) -> builder.maxPendingCalls(2));
		try (TinoSession session = client.session()) {
			CompletableFuture<@Nullable String> other = client.call("BLOCK", String.class);
			TinoException failure = failure(session.transaction((transaction) -> {
				transaction.call("RECORD", Void.class, "a");
				CompletableFuture<@Nullable Void> refused = transaction.call("RECORD", Void.class, "b");
				this.release.countDown();
				get(other);
				return refused;
			}));
			assertThat(failure).isInstanceOf(TinoOverloadedException.class);
			assertThat(this.<Integer>get(session.call("ECHO_VALUE", Integer.class, 1))).isEqualTo(1);
			assertThat(this.ran).isEmpty();
		}
	}

	@Test
	void aReplyOfATransactionCannotBeWaitedForBeforeItRuns() {
		try (TinoSession session = client().session()) {
			get(session.transaction((transaction) -> {
				CompletableFuture<@Nullable Integer> reply = transaction.call("ECHO_VALUE", Integer.class, 1);
				assertThatIllegalStateException().isThrownBy(reply::join)
					.withMessageContaining("when the transaction has run");
				assertThatIllegalStateException().isThrownBy(reply::get);
				assertThatIllegalStateException().isThrownBy(() -> reply.get(1, TimeUnit.SECONDS));
				assertThatIllegalStateException().isThrownBy(() -> reply.thenApply((value) -> 2).join());
				return reply;
			}));
			TinoTransaction[] kept = new TinoTransaction[1];
			get(session.transaction((transaction) -> kept[0] = transaction));
			assertThatIllegalStateException().isThrownBy(() -> kept[0].call("PING", Void.class))
				.withMessageContaining("too late");
		}
	}

	@Test
	void aCallThatIsGivenUpIsNoPartOfTheTransaction() {
		try (TinoSession session = client().session()) {
			get(session.transaction((transaction) -> {
				transaction.call("RECORD", Void.class, "a").cancel(false);
				return transaction.call("RECORD", Void.class, "b");
			}));
			assertThat(this.ran).containsExactly("b");
		}
	}

	@Test
	void aTransactionThatIsGivenUpInTimeDoesNotRun() {
		try (TinoSession session = client().session()) {
			session.call("BLOCK", Void.class);
			AtomicReference<CompletableFuture<@Nullable Void>> kept = new AtomicReference<>();
			session.transaction((transaction) -> {
				kept.set(transaction.call("RECORD", Void.class, "a"));
				return 1;
			}).cancel(false);
			CompletableFuture<@Nullable Integer> later = session.call("ECHO_VALUE", Integer.class, 1);
			this.release.countDown();
			assertThat(get(later)).isEqualTo(1);
			assertThat(failure(kept.get())).isInstanceOf(TinoCancelledException.class);
			assertThat(this.ran).isEmpty();
		}
	}

	@Test
	void whenTheServerHasGoneTheSessionHasEnded() {
		NettyTinoClient client = client();
		try (TinoSession session = client.session()) {
			id(session.call("ID", Long.class));
			InetSocketAddress address = address();
			this.server.stop(GRACE).join();
			await().atMost(GRACE).until(() -> !session.isOpen());
			this.server = server((builder) -> builder.address(address));
			this.server.start();
			TinoException failure = failure(session.call("ID", Long.class));
			assertThat(failure).isInstanceOf(TinoConnectionException.class)
				.hasMessageStartingWith("The session has ended");
			assertThat(failure.mayHaveRun()).isFalse();
		}
		try (TinoSession session = client.session()) {
			assertThat(id(session.call("ID", Long.class))).isPositive();
		}
	}

	@Test
	void thereAreOnlySoManySessions() {
		NettyTinoClient client = client((builder) -> builder.maxSessions(2));
		TinoSession one = client.session();
		try (TinoSession two = client.session()) {
			get(two.call("PING", Void.class));
			assertThatExceptionOfType(TinoOverloadedException.class).isThrownBy(client::session)
				.withMessage("No session has been opened: 2 are open");
			one.close();
			one.close();
			await().atMost(GRACE).untilAsserted(() -> client.session());
			assertThatExceptionOfType(TinoOverloadedException.class).isThrownBy(client::session);
			assertThat(failure(one.call("PING", Void.class))).hasMessage("The session is closed");
		}
	}

	@Test
	void closingTheClientClosesItsSessions() {
		NettyTinoClient client = client();
		TinoSession session = client.session();
		CompletableFuture<?> call = session.call("BLOCK", Void.class);
		TinoSession unused = client.session();
		client.close();
		assertThat(failure(call)).isInstanceOf(TinoConnectionException.class);
		assertThat(failure(session.call("PING", Void.class)).mayHaveRun()).isFalse();
		assertThat(failure(unused.call("PING", Void.class)).mayHaveRun()).isFalse();
		assertThat(failure(client.session().call("PING", Void.class)).mayHaveRun()).isFalse();
	}

	@Test
	void closingTheClientEndsCallsThatWaitForAConnection() {
		CountDownLatch asked = new CountDownLatch(1);
		try (ScriptedServer silent = new ScriptedServer((connection) -> {
			connection.read();
			asked.countDown();
			connection.read();
		})) {
			NettyTinoClient calling = NettyTinoClient.builder().address(silent.address()).build();
			CompletableFuture<?> call = calling.session().call("PING", Void.class);
			await().atMost(GRACE).until(() -> asked.getCount() == 0);
			calling.close();
			assertThat(failure(call)).hasMessage("The session is closed");
			assertThat(calling.session().isOpen()).isFalse();
		}
	}

	@Test
	void aServerWithoutTransactionsRunsNothing() {
		Queue<List<String>> requests = new ConcurrentLinkedQueue<>();
		try (ScriptedServer plain = new ScriptedServer((connection) -> {
			for (List<String> request = connection.read(); request != null; request = connection.read()) {
				requests.add(request);
				connection.send("-INVALID_COMMAND " + request.get(0) + "\r\n");
			}
		}); NettyTinoClient calling = NettyTinoClient.builder().address(plain.address()).build()) {
			TinoException failure = failure(
					calling.session().transaction((transaction) -> transaction.call("RECORD", Void.class)));
			assertThat(failure.code()).isEqualTo("INVALID_COMMAND");
			assertThat(requests).doesNotContain(List.of("RECORD"), List.of("EXEC"));
		}
	}

	@Test
	void redisKnowsTransactionsToo() {
		try (RedisServer redis = RedisServer.start();
				NettyTinoClient calling = NettyTinoClient.builder()
					.address(new InetSocketAddress("127.0.0.1", redis.port()))
					.build();
				TinoSession session = calling.session();
				TinoSession other = calling.session()) {
			int key = 'a'; // one byte in MessagePack
			get(session.watch("a"));
			get(other.call("INCR", Long.class, key));
			assertThat(failure(session.transaction((transaction) -> transaction.call("INCR", Long.class, key))))
				.isInstanceOf(TinoWatchException.class);
			List<CompletableFuture<@Nullable Long>> replies = get(session.transaction((transaction) -> List
				.of(transaction.call("INCR", Long.class, key), transaction.call("INCR", Long.class, key))));
			assertThat(replies.stream().map(CompletableFuture::join)).containsExactly(2L, 3L);
		}
	}

	private NettyTinoServer server() {
		return server((builder) -> builder.address(new InetSocketAddress("127.0.0.1", 0)));
	}

	private NettyTinoServer server(UnaryOperator<NettyTinoServer.Builder> settings) {
		return settings.apply(NettyTinoServer.builder())
			.watchedKeys(this.watchedKeys)
			.commands(List.of(command("ECHO_VALUE", (call) -> call.reply(read(call), CODEC::write)),
					command("ID", (call) -> call.reply(call.connection().id(), CODEC::write)),
					command("RECORD", (call) -> {
						this.ran.add(String.valueOf(read(call)));
						call.reply(null, CODEC::write);
					}), command("FAIL", (call) -> {
						throw new CommandException("BROKEN", "no");
					}), command("BLOCK", (call) -> {
						this.release.await();
						call.reply("released", CODEC::write);
					})))
			.build();
	}

	private NettyTinoClient client() {
		return (this.client != null) ? this.client : client((builder) -> builder);
	}

	private NettyTinoClient client(UnaryOperator<NettyTinoClient.Builder> settings) {
		this.server.start();
		NettyTinoClient built = settings.apply(NettyTinoClient.builder())
			.address(address())
			.timeout(Duration.ofSeconds(60))
			.listener(new TinoClientListener() {

				@Override
				public void connectionOpened() {
					SessionTests.this.connections.add("opened");
				}

				@Override
				public void connectionClosed() {
					SessionTests.this.connections.add("closed");
				}

			})
			.build();
		this.client = built;
		return built;
	}

	private InetSocketAddress address() {
		return (InetSocketAddress) Objects.requireNonNull(this.server.localAddress());
	}

	private long id(CompletableFuture<@Nullable Long> reply) {
		return Objects.requireNonNull(get(reply));
	}

	private <T extends @Nullable Object> T get(CompletableFuture<T> reply) {
		return reply.orTimeout(30, TimeUnit.SECONDS).join();
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

	private static @Nullable Object read(Call call) {
		return CODEC.reader(Object.class).read(call.argument(0));
	}

	private static Command command(String name, ServedCommand.Body body) {
		CommandSpec spec = CommandSpec.named(name)
			.arguments(0, 1)
			.execution(name.equals("BLOCK") ? Execution.WORKER : Execution.EVENT_LOOP)
			.build();
		return new ServedCommand(spec, body);
	}

}
