package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.CloseableIterator;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.server.NettyTinoServer;
import io.tino.testing.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams of a {@link NettyTinoServer} that answers in order.
 */
class CursorStreamTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final PayloadReader<Long> NUMBERS = CODEC.reader(Long.class);

	private final AtomicLong produced = new AtomicLong();

	private final AtomicBoolean closed = new AtomicBoolean();

	/** Whether a thread has waited for what the test does not let come. */
	private final AtomicBoolean interrupted = new AtomicBoolean();

	private final CountDownLatch never = new CountDownLatch(1);

	private final CountingListener listener = new CountingListener();

	private UnaryOperator<NettyTinoServer.Builder> serverSettings = UnaryOperator.identity();

	private UnaryOperator<NettyTinoClient.Builder> clientSettings = UnaryOperator.identity();

	private @Nullable NettyTinoServer server;

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
		if (this.server != null) {
			this.server.stop(Duration.ZERO).join();
		}
	}

	@Test
	void allItemsComeInOrder() {
		try (Stream<Long> numbers = numbers("COUNT", 20_000)) {
			Iterator<Long> expected = LongStream.iterate(0, (number) -> number + 1).iterator();
			assertThat(numbers.filter((number) -> !number.equals(expected.next())).findAny()).isEmpty();
			assertThat(expected.next()).isEqualTo(20_000);
		}
		await().atMost(GRACE).untilTrue(this.closed);
		assertThat(this.listener.calls).hasValue(1);
		await().atMost(GRACE).untilAtomic(this.listener.connections, (open) -> assertThat(open).isEqualTo(1));
	}

	@Test
	void closingEarlyEndsTheProducer() {
		try (Stream<Long> numbers = numbers("COUNT", Long.MAX_VALUE)) {
			assertThat(numbers.limit(1000)).hasSize(1000);
		}
		await().atMost(GRACE).untilTrue(this.closed);
		assertThat(this.produced.get()).isLessThan(1000 + 2 * 64);
	}

	@Test
	void aSubscriberGetsAsManyAsItAsksFor() {
		LongSubscriber subscriber = new LongSubscriber();
		client().<Long>stream("COUNT", Long.class, TinoCallOptions.DEFAULTS, 100L).subscribe(subscriber);
		subscriber.request(3);
		subscriber.awaitItems(3);
		assertThat(this.client.<Long>call("ECHO_NUMBER", Long.class, 1L)).succeedsWithin(GRACE).isEqualTo(1L);
		assertThat(subscriber.items).hasValue(3);
		assertThat(this.produced).hasValue(3);
		subscriber.request(Long.MAX_VALUE);
		assertThat(subscriber.end).succeedsWithin(GRACE);
		assertThat(subscriber.items).hasValue(100);
	}

	@Test
	void itemsComeWhenTheyAreThereAndHoldUpNoCalls() {
		this.clientSettings = (builder) -> builder.maxConnections(1);
		LongSubscriber subscriber = new LongSubscriber();
		client().<Long>stream("STALL", Long.class, TinoCallOptions.DEFAULTS, 5L).subscribe(subscriber);
		subscriber.request(64);
		subscriber.awaitItems(5);
		assertThat(client().<Long>call("ECHO_NUMBER", Long.class, 7L)).succeedsWithin(GRACE).isEqualTo(7L);
		assertThat(subscriber.end).isNotDone();
		subscriber.cancel();
		await().atMost(GRACE).untilTrue(this.interrupted);
		await().atMost(GRACE).untilTrue(this.closed);
	}

	@Test
	void whatFailsInTheMiddleFailsBehindTheItems() {
		AtomicLong read = new AtomicLong();
		try (Stream<Long> numbers = numbers("BREAK", 100)) {
			assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> numbers.forEach((number) -> read.incrementAndGet()))
				.withMessage("BREAK has failed: BROKEN as the test wants it")
				.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
		}
		assertThat(read).hasValue(100);
	}

	@Test
	void whatFailsAtOnceFails() {
		try (Stream<Long> numbers = numbers("NONE", 1)) {
			assertThatExceptionOfType(TinoCommandException.class).isThrownBy(numbers::count)
				.withMessage("NONE has failed: INVALID_COMMAND NONE")
				.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
		}
	}

	@Test
	void aConnectionThatBreaksFailsTheStream() {
		LongSubscriber subscriber = new LongSubscriber();
		client().<Long>stream("STALL", Long.class, TinoCallOptions.DEFAULTS, 5L).subscribe(subscriber);
		subscriber.request(64);
		subscriber.awaitItems(5);
		Objects.requireNonNull(this.server).stop(Duration.ZERO).join();
		assertThat(subscriber.failure()).isInstanceOf(TinoException.class)
			.satisfies((ex) -> assertThat(((TinoException) ex).mayHaveRun()).isTrue());
		assertThat(subscriber.items).hasValue(5);
	}

	@Test
	void theFirstItemHasToComeInTime() {
		this.clientSettings = (builder) -> builder.timeout(Duration.ofMillis(200));
		try (Stream<Long> numbers = numbers("STALL", 0)) {
			assertThatExceptionOfType(TinoTimeoutException.class).isThrownBy(numbers::count)
				.withMessage("STALL has no reply after 200 ms");
		}
		await().atMost(GRACE).untilTrue(this.interrupted);
	}

	@Test
	void theTimeOfACallIsForAllItems() {
		LongSubscriber subscriber = new LongSubscriber();
		TinoCallOptions options = TinoCallOptions.DEFAULTS.withTimeout(Duration.ofMillis(300));
		client().<Long>stream("COUNT", Long.class, options, Long.MAX_VALUE).subscribe(subscriber);
		subscriber.request(2);
		assertThat(subscriber.failure()).isInstanceOf(TinoTimeoutException.class);
		await().atMost(GRACE).untilTrue(this.closed);
	}

	@Test
	void aResultIsTheOnlyItem() {
		try (Stream<Long> numbers = numbers("ECHO_NUMBER", 7)) {
			assertThat(numbers).containsExactly(7L);
		}
	}

	@Test
	void streamsCountAsSessions() {
		this.clientSettings = (builder) -> builder.maxSessions(1);
		LongSubscriber first = new LongSubscriber();
		client().<Long>stream("STALL", Long.class, TinoCallOptions.DEFAULTS, 1L).subscribe(first);
		first.request(2);
		first.awaitItems(1);
		try (Stream<Long> numbers = numbers("COUNT", 1)) {
			assertThatExceptionOfType(TinoOverloadedException.class).isThrownBy(numbers::count)
				.withMessageContaining("(tino.client.max-sessions)");
		}
		first.cancel();
		await().atMost(GRACE).untilAsserted(() -> {
			try (Stream<Long> numbers = numbers("COUNT", 1)) {
				assertThat(numbers).hasSize(1);
			}
		});
	}

	@Test
	void aStreamThatNobodyAsksForIsGivenUpByTheServer() {
		this.serverSettings = (builder) -> builder.cursorTimeout(Duration.ofMillis(100));
		LongSubscriber subscriber = new LongSubscriber();
		client().<Long>stream("COUNT", Long.class, TinoCallOptions.DEFAULTS, 100L).subscribe(subscriber);
		subscriber.request(1);
		await().atMost(GRACE).untilTrue(this.closed);
		subscriber.request(1);
		assertThat(subscriber.failure()).hasMessageContaining("tino.server.limits.cursor-timeout");
	}

	@Test
	void streamsAreSentToServersThatMultiplexOnly() {
		TinoCallOptions options = TinoCallOptions.DEFAULTS
			.withItems(client().stream("COUNT", Long.class, TinoCallOptions.DEFAULTS, 10L));
		assertThat(client().<Long>call("SUM", Long.class, options)).failsWithin(GRACE)
			.withThrowableThat()
			.withMessageContaining("(tino.server.multiplexing.enabled)");
		Flow.Publisher<Long> both = client().stream("COUNT", Long.class, options, 10L);
		try (Stream<Long> numbers = BlockingStream.of("COUNT", both, 64, client())) {
			assertThatExceptionOfType(TinoCommandException.class).isThrownBy(numbers::count)
				.withMessageContaining("(tino.server.multiplexing.enabled)");
		}
	}

	@Test
	void aServerWithoutIterKnowsNoStreams() {
		try (RedisServer redis = RedisServer.start();
				NettyTinoClient plain = NettyTinoClient.builder()
					.address(new InetSocketAddress("127.0.0.1", redis.port()))
					.build()) {
			Flow.Publisher<String> items = plain.stream("LRANGE", String.class, TinoCallOptions.DEFAULTS, "list");
			try (Stream<String> stream = BlockingStream.of("LRANGE", items, 64, plain)) {
				assertThatExceptionOfType(TinoCommandException.class).isThrownBy(stream::count)
					.withMessage("LRANGE has failed: ERR not run: the server knows no streams. They need one that "
							+ "multiplexes calls, or knows ITER")
					.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
			}
		}
	}

	@Test
	void closingTheClientEndsItsStreams() {
		LongSubscriber subscriber = new LongSubscriber();
		client().<Long>stream("STALL", Long.class, TinoCallOptions.DEFAULTS, 1L).subscribe(subscriber);
		subscriber.request(2);
		subscriber.awaitItems(1);
		Objects.requireNonNull(this.client).close();
		assertThat(subscriber.failure()).isInstanceOf(TinoConnectionException.class);
		await().atMost(GRACE).untilTrue(this.interrupted);
	}

	private Stream<Long> numbers(String command, long count) {
		return BlockingStream.of(command, client().<Long>stream(command, Long.class, TinoCallOptions.DEFAULTS, count),
				64, client());
	}

	private NettyTinoClient client() {
		NettyTinoClient built = this.client;
		if (built == null) {
			built = this.clientSettings
				.apply(NettyTinoClient.builder().address(startServer()).timeout(GRACE).listener(this.listener))
				.build();
			this.client = built;
		}
		return built;
	}

	private InetSocketAddress startServer() {
		NettyTinoServer started = this.serverSettings.apply(NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", 0))
			.multiplexing(false)
			.commands(List.of(stream("COUNT", (number) -> number), stream("STALL", this::stall),
					stream("BREAK", CursorStreamTests::fail),
					command(CommandSpec.named("SUM").takesStream(true), CursorStreamTests::echo),
					command(CommandSpec.named("ECHO_NUMBER"), CursorStreamTests::echo))))
			.build();
		this.server = started;
		started.start();
		return (InetSocketAddress) Objects.requireNonNull(started.localAddress());
	}

	private static void echo(Call call) {
		call.reply(read(call), CODEC::write);
	}

	private static @Nullable Long fail(long number) {
		throw new CommandException("BROKEN", "as the test wants it");
	}

	private @Nullable Long stall(long number) {
		try {
			this.never.await();
		}
		catch (InterruptedException ex) {
			this.interrupted.set(true);
			Thread.currentThread().interrupt();
		}
		return null;
	}

	/** Return a command that counts to its argument, and then does something else. */
	private Command stream(String name, LongFunction<@Nullable Long> then) {
		return command(CommandSpec.named(name).returnsStream(true), (call) -> {
			long end = read(call);
			Iterator<@Nullable Long> numbers = Stream.iterate(0L, (number) -> number + 1)
				.limit(name.equals("COUNT") ? end : end + 1)
				.peek((number) -> this.produced.incrementAndGet())
				.<@Nullable Long>map((number) -> (number < end) ? number : then.apply(number))
				.iterator();
			call.replyStream(CloseableIterator.of(numbers, () -> this.closed.set(true)),
					(number) -> Call.Reply.payload(number, CODEC::write));
		});
	}

	private static long read(Call call) {
		return Objects.requireNonNull(NUMBERS.read(call.argument(0)));
	}

	private static Command command(CommandSpec.Builder builder, ServedCommand.Body body) {
		CommandSpec spec = builder.arguments(1, 1).build();
		return new ServedCommand(spec, body);
	}

	/** Counts connections that are open, and calls. */
	private static final class CountingListener implements TinoClientListener {

		private final AtomicInteger connections = new AtomicInteger();

		private final AtomicLong calls = new AtomicLong();

		@Override
		public void connectionOpened() {
			this.connections.incrementAndGet();
		}

		@Override
		public void connectionClosed() {
			this.connections.decrementAndGet();
		}

		@Override
		public void callCompleted(String command, @Nullable String errorCode, long nanos) {
			this.calls.incrementAndGet();
		}

	}

	/** Counts items, and requests them when it is told to. */
	private static final class LongSubscriber implements Flow.Subscriber<Long> {

		private final AtomicLong items = new AtomicLong();

		private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

		private Flow.@Nullable Subscription subscription;

		void request(long count) {
			Objects.requireNonNull(this.subscription).request(count);
		}

		void cancel() {
			Objects.requireNonNull(this.subscription).cancel();
		}

		void awaitItems(long count) {
			await().atMost(GRACE).untilAtomic(this.items, (items) -> assertThat(items).isEqualTo(count));
		}

		Throwable failure() {
			await().atMost(GRACE).until(this.end::isCompletedExceptionally);
			return Objects.requireNonNull(this.end.handle((nothing, failure) -> failure).join());
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(Long item) {
			this.items.incrementAndGet();
		}

		@Override
		public void onError(Throwable failure) {
			this.end.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.end.complete(null);
		}

	}

}
