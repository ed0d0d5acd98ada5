package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.CloseableIterator;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.server.NettyTinoServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams in both directions, with a {@link NettyTinoServer} over one
 * connection.
 */
class StreamingTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final PayloadReader<Integer> NUMBERS = CODEC.reader(Integer.class);

	private final AtomicLong produced = new AtomicLong();

	private final AtomicBoolean closed = new AtomicBoolean();

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.commands(List.of(command(CommandSpec.named("COUNT").returnsStream(true), this::count),
				command(CommandSpec.named("TEXTS").returnsStream(true), this::texts),
				command(CommandSpec.named("MIRROR").returnsStream(true).takesStream(true),
						(call) -> call.replyStream(call.items(NUMBERS), CODEC::write)),
				command(CommandSpec.named("SUM").takesStream(true), StreamingTests::sum)))
		.build();

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
		this.server.stop(GRACE).join();
	}

	private void count(Call call) {
		Iterator<Integer> numbers = IntStream.range(0, read(call, 0))
			.peek((number) -> this.produced.incrementAndGet())
			.iterator();
		call.replyStream(CloseableIterator.of(numbers, () -> this.closed.set(true)),
				(number) -> Call.Reply.payload(number, CODEC::write));
	}

	private void texts(Call call) {
		String text = "x".repeat(read(call, 1));
		Iterator<String> texts = IntStream.range(0, read(call, 0)).mapToObj((number) -> {
			this.produced.incrementAndGet();
			return text;
		}).iterator();
		call.replyStream(CloseableIterator.of(texts, () -> this.closed.set(true)),
				(number) -> Call.Reply.payload(number, CODEC::write));
	}

	private static void sum(Call call) {
		long sum = 0;
		for (Iterator<Integer> items = call.blockingItems(NUMBERS); items.hasNext();) {
			sum += Objects.requireNonNull(items.next());
		}
		call.reply(sum, CODEC::write);
	}

	@Test
	void allItemsComeInOrder() {
		try (Stream<Integer> numbers = numbers(50_000)) {
			Iterator<Integer> expected = IntStream.iterate(0, (number) -> number + 1).iterator();
			assertThat(numbers.filter((number) -> !number.equals(expected.next())).findAny()).isEmpty();
			assertThat(expected.next()).isEqualTo(50_000);
		}
		await().atMost(GRACE).untilTrue(this.closed);
	}

	@Test
	void closingEndsTheProducer() {
		try (Stream<Integer> numbers = numbers(Integer.MAX_VALUE)) {
			assertThat(numbers.limit(1000)).hasSize(1000);
		}
		await().atMost(GRACE).untilTrue(this.closed);
		assertThat(this.produced.get()).isLessThan(1000 + 2 * 64);
	}

	@Test
	void longItemsAreKeptWithinTheWindow() {
		try (Stream<String> texts = stream("TEXTS", String.class, 1000, 100_000)) {
			Iterator<String> iterator = texts.iterator();
			for (int i = 0; i < 1000; i++) {
				assertThat(iterator.next()).hasSize(100_000);
				assertThat(this.produced.get() - i).isLessThan(30);
			}
			assertThat(iterator.hasNext()).isFalse();
		}
	}

	@Test
	void streamsAreReadWithinEachOther() {
		try (Stream<String> outer = stream("TEXTS", String.class, 100, 60_000)) {
			assertThat(outer.mapToInt((text) -> {
				try (Stream<String> inner = stream("TEXTS", String.class, 10, 60_000)) {
					return (int) inner.count();
				}
			}).sum()).isEqualTo(1000);
		}
	}

	@Test
	void manyStreamsShareAConnection() {
		List<CompletableFuture<Long>> sums = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			CompletableFuture<Long> sum = new CompletableFuture<>();
			sums.add(sum);
			client().<Integer>stream("COUNT", Integer.class, TinoCallOptions.DEFAULTS.withPrefetch(1 + i), 1_000)
				.subscribe(new Summing(sum));
		}
		assertThat(sums).allSatisfy((sum) -> assertThat(sum).succeedsWithin(GRACE).isEqualTo(999L * 500));
	}

	@Test
	void callsTakeStreams() {
		TinoCallOptions options = TinoCallOptions.DEFAULTS
			.withItems(client().stream("COUNT", Integer.class, TinoCallOptions.DEFAULTS, 20_000));
		assertThat(client().<Long>call("SUM", Long.class, options)).succeedsWithin(GRACE).isEqualTo(19_999L * 10_000);
	}

	@Test
	void streamsGoBothWays() {
		TinoCallOptions options = TinoCallOptions.DEFAULTS
			.withItems(client().stream("COUNT", Integer.class, TinoCallOptions.DEFAULTS, 20_000));
		try (Stream<Integer> numbers = BlockingStream.of("MIRROR",
				client().<Integer>stream("MIRROR", Integer.class, options), 64, client())) {
			assertThat(numbers.mapToLong(Integer::longValue).sum()).isEqualTo(19_999L * 10_000);
		}
	}

	@Test
	void closingTheOneEndsTheOther() {
		TinoCallOptions options = TinoCallOptions.DEFAULTS
			.withItems(client().stream("COUNT", Integer.class, TinoCallOptions.DEFAULTS, Integer.MAX_VALUE));
		try (Stream<Integer> numbers = BlockingStream.of("MIRROR",
				client().<Integer>stream("MIRROR", Integer.class, options), 64, client())) {
			assertThat(numbers.limit(10)).hasSize(10);
		}
		await().atMost(GRACE).untilTrue(this.closed);
		assertThat(this.produced.get()).isLessThan(500);
	}

	@Test
	void whatAStreamFailsWithIsKnown() {
		TinoCallOptions options = TinoCallOptions.DEFAULTS.withItems((subscriber) -> {
			subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long count) {
					subscriber.onError(new IllegalStateException("as the test wants it"));
				}

				@Override
				public void cancel() {
				}

			});
		});
		CompletableFuture<Long> sum = client().call("SUM", Long.class, options);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(sum::join)
			.havingCause()
			.isInstanceOf(TinoCancelledException.class)
			.withMessageContaining("the client's stream has failed")
			.satisfies((ex) -> assertThat(ex.getSuppressed()[0]).hasMessage("as the test wants it"));
	}

	private Stream<Integer> numbers(int count) {
		return stream("COUNT", Integer.class, count);
	}

	private <T> Stream<T> stream(String command, Class<T> type, Object... arguments) {
		return BlockingStream.of(command, client().<T>stream(command, type, TinoCallOptions.DEFAULTS, arguments), 64,
				client());
	}

	private NettyTinoClient client() {
		NettyTinoClient built = this.client;
		if (built == null) {
			this.server.start();
			built = NettyTinoClient.builder()
				.address(Objects.requireNonNull(this.server.localAddress()))
				.maxConnections(1)
				.timeout(GRACE)
				.build();
			this.client = built;
		}
		return built;
	}

	private static int read(Call call, int index) {
		return Objects.requireNonNull(NUMBERS.read(call.argument(index)));
	}

	private static Command command(CommandSpec.Builder builder, ServedCommand.Body body) {
		CommandSpec spec = builder.arguments(0, 2).build();
		return new ServedCommand(spec, body);
	}

	/** Requests one item after another. */
	private static final class Summing implements Flow.Subscriber<Integer> {

		private final CompletableFuture<Long> result;

		private final AtomicLong sum = new AtomicLong();

		private Flow.@Nullable Subscription subscription;

		Summing(CompletableFuture<Long> result) {
			this.result = result;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(3);
		}

		@Override
		public void onNext(Integer item) {
			this.sum.addAndGet(item);
			Objects.requireNonNull(this.subscription).request(1);
		}

		@Override
		public void onError(Throwable failure) {
			this.result.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.result.complete(this.sum.get());
		}

	}

}
