package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.server.NettyTinoServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for calls that overtake each other, with a {@link NettyTinoServer} over one
 * connection.
 */
class MultiplexedClientTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final List<Integer> noted = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger started = new AtomicInteger();

	private final AtomicInteger cancelled = new AtomicInteger();

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.allowedHeaders(Set.of("tenant"))
		.multiplexingLimits((limits) -> limits.withMaxConcurrentCalls(1000))
		.commands(List.of(command("SLEEP", this::sleep), command("HEADERS", MultiplexedClientTests::headers),
				command("NOTE", this::note),
				command("REPEAT",
						(call) -> call.reply("x".repeat(MultiplexedClientTests.<Integer>read(call, 0)), CODEC::write))))
		.build();

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
		this.server.stop(GRACE).join();
		this.clock.shutdownNow();
	}

	/** Return its second argument after as many milliseconds as the first one says. */
	private void sleep(Call call) {
		Integer value = read(call, 1);
		ScheduledFuture<?> waking = this.clock.schedule(() -> call.reply(value, CODEC::write),
				MultiplexedClientTests.<Integer>read(call, 0), TimeUnit.MILLISECONDS);
		call.onCancel(() -> {
			if (waking.cancel(false)) {
				this.cancelled.incrementAndGet();
				call.reply(null, CODEC::write);
			}
		});
		this.started.incrementAndGet();
	}

	private void note(Call call) {
		this.noted.add(MultiplexedClientTests.<Integer>read(call, 0));
		call.reply(null, CODEC::write);
	}

	private static void headers(Call call) {
		Duration left = Objects.requireNonNull(call.context().remaining());
		call.reply(List.of(call.context().headers(), left.toMillis()), CODEC::write);
	}

	@Test
	void aThousandCallsOvertakeEachOtherAndAreCancelledAndLateEachForItself() {
		NettyTinoClient client = client();
		Random random = new Random(4);
		List<CompletableFuture<@Nullable Integer>> replies = new ArrayList<>();
		List<CompletableFuture<@Nullable Integer>> given = new ArrayList<>();
		List<CompletableFuture<@Nullable Integer>> late = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			switch (i % 10) {
				case 3 -> given.add(client.call("SLEEP", Integer.class, 600_000, i));
				case 7 -> late.add(client.call("SLEEP", Integer.class,
						TinoCallOptions.DEFAULTS.withTimeout(Duration.ofSeconds(3)), 600_000, i));
				default -> replies.add(client.call("SLEEP", Integer.class, random.nextInt(200), i));
			}
		}
		await().atMost(GRACE).untilAtomic(this.started, (count) -> assertThat(count.intValue()).isEqualTo(1000));
		given.forEach((call) -> call.cancel(true));
		for (int i = 0; i < replies.size(); i++) {
			assertThat(replies.get(i)).succeedsWithin(GRACE);
		}
		assertThat(replies.stream().map(CompletableFuture::join)).isSorted().doesNotHaveDuplicates();
		late.forEach((call) -> assertThat(failure(call)).isInstanceOf(TinoTimeoutException.class)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue()));
		await().atMost(GRACE).untilAtomic(this.cancelled, (count) -> assertThat(count.intValue()).isEqualTo(200));
		assertThat(client.<Integer>call("SLEEP", Integer.class, 0, 7).join()).isEqualTo(7);
		assertThat(this.connections).hasValue(1);
	}

	@Test
	void eachEventLoopHasAConnectionThatItsOwnCallsShareWithThoseOfSomeThreads() throws Exception {
		NettyTinoClient client = client(3);
		List<Thread> threads = IntStream.range(0, 12).mapToObj((i) -> new Thread(() -> callTwice(client))).toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.connections).hasValue(3);
	}

	private static void callTwice(NettyTinoClient client) {
		client.call("SLEEP", Integer.class, 0, 1)
			.thenCompose((reply) -> client.call("SLEEP", Integer.class, 0, 2))
			.join();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void callsOfOneThreadDoNotOvertakeEachOtherOnTheirWay(int eventLoops) {
		for (int round = 0; round < 50; round++) {
			this.noted.clear();
			NettyTinoClient fresh = client(eventLoops); // which connects while the calls
														// are made
			CompletableFuture<?>[] replies = IntStream.range(0, 200)
				.mapToObj((i) -> fresh.call("NOTE", Void.class, i))
				.toArray(CompletableFuture<?>[]::new);
			assertThat(CompletableFuture.allOf(replies)).succeedsWithin(GRACE);
			assertThat(this.noted).hasSize(200).isSorted();
			fresh.close();
		}
	}

	@Test
	void headersAndTheTimeThatIsLeftAreSentAlong() {
		TinoCallOptions options = TinoCallOptions.DEFAULTS.withTimeout(Duration.ofMinutes(5))
			.withHeader("tenant", "h\u00f6ge")
			.withHeader("other", "not let in");
		List<Object> seen = Objects.requireNonNull(client().<List<Object>>call("HEADERS", List.class, options).join());
		assertThat(seen.get(0)).isEqualTo(Map.of("tenant", "h\u00f6ge"));
		assertThat(((Number) seen.get(1)).longValue()).isBetween(1L, 300_000L);
	}

	@Test
	void longRepliesComeWhole() {
		NettyTinoClient client = client();
		List<CompletableFuture<@Nullable String>> replies = new ArrayList<>();
		for (int length : List.of(0, 5_000_000, 1, 65_536, 1_000_000, 65_500, 200_000)) {
			replies.add(client.call("REPEAT", String.class, length));
		}
		assertThat(replies.stream().map(CompletableFuture::join).map(String::length)).containsExactly(0, 5_000_000, 1,
				65_536, 1_000_000, 65_500, 200_000);
		assertThat(client.<String>call("ECHO", String.class, "y".repeat(1_000_000)).join()).hasSizeGreaterThan(999_999);
	}

	@Test
	void whatTheServerRefusesSaysWhy() {
		NettyTinoClient client = client();
		assertThat(failure(client.call("NOPE", String.class)).code()).isEqualTo("INVALID_COMMAND");
		assertThat(failure(client.call("SUBSCRIBE", String.class, "a")).code()).isEqualTo("ERR");
		TinoCallOptions tooMuch = TinoCallOptions.DEFAULTS.withHeader("tenant", "x".repeat(10_000));
		assertThat(failure(client.call("HEADERS", String.class, tooMuch)).code()).isEqualTo("PAYLOAD_TOO_LARGE");
		assertThat(client.ping().join()).isNull();
		assertThat(this.connections).hasValue(1);
	}

	private NettyTinoClient client() {
		return client(1);
	}

	private NettyTinoClient client(int eventLoops) {
		this.server.start();
		NettyTinoClient built = NettyTinoClient.builder()
			.address(Objects.requireNonNull(this.server.localAddress()))
			.maxConnections(1)
			.eventLoops(eventLoops)
			.timeout(Duration.ofSeconds(60))
			.listener(new TinoClientListener() {

				@Override
				public void connectionOpened() {
					MultiplexedClientTests.this.connections.incrementAndGet();
				}

			})
			.build();
		this.client = built;
		return built;
	}

	private static <T> T read(Call call, int index) {
		return Objects.requireNonNull(CODEC.<T>reader(Integer.class).read(call.argument(index)));
	}

	private static Command command(String name, ServedCommand.Body body) {
		CommandSpec spec = CommandSpec.named(name).arguments(0, 2).execution(Execution.EVENT_LOOP).build();
		return new ServedCommand(spec, body);
	}

	private static TinoException failure(CompletableFuture<?> call) {
		return (TinoException) assertThatExceptionOfType(CompletionException.class).isThrownBy(call::join)
			.actual()
			.getCause();
	}

}
