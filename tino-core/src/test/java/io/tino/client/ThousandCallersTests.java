package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.server.NettyTinoServer;
import io.tino.server.TinoServerListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a thousand callers who share one connection, and whose calls block workers of
 * the server: none waits for another. The limits of both sides are just enough for them,
 * so that what any call leaves behind keeps a later one from being made.
 */
class ThousandCallersTests {

	private static final int CALLERS = 1000;

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final int FOR_EVER = 600_000;

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final PayloadReader<Integer> INTEGER = CODEC.reader(Integer.class);

	private final Random random = new Random(4);

	private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

	private final AtomicInteger connections = new AtomicInteger();

	/** How many calls have begun to sleep. */
	private final AtomicInteger asleep = new AtomicInteger();

	/** Opened when all sleep: each of them has been there at the same time. */
	private final CountDownLatch allAsleep = new CountDownLatch(1);

	/** The numbers of the calls that were interrupted. */
	private final Set<Integer> interrupted = ConcurrentHashMap.newKeySet();

	/** What became of the calls in the eyes of the server. */
	private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

	private @Nullable NettyTinoServer server;

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		this.callers.shutdownNow();
		if (this.client != null) {
			this.client.close();
		}
		if (this.server != null) {
			this.server.stop(LONG).join();
		}
	}

	@Test
	void eachCallEndsForItselfOnThreadsOfThePlatform() throws Exception {
		drill((builder) -> builder.workerThreads(CALLERS));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void eachCallEndsForItselfOnVirtualThreads() throws Exception {
		ExecutorService workers = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		try {
			drill((builder) -> builder.workers(workers));
		}
		finally {
			workers.shutdownNow();
		}
	}

	/**
	 * Every tenth call is cancelled, and the time of every tenth is over before it is,
	 * while the others sleep as long as they are told.
	 */
	private void drill(UnaryOperator<NettyTinoServer.Builder> workers) throws Exception {
		NettyTinoClient client = connect(start(workers));
		Map<Integer, Future<@Nullable Integer>> own = calls(numbers((digit) -> digit != 3 && digit != 7),
				(number) -> client.call("SLEEP", Integer.class, number, this.random.nextInt(200)));
		Map<Integer, CompletableFuture<@Nullable Integer>> replies = new ConcurrentHashMap<>();
		Map<Integer, Future<@Nullable Integer>> cancelled = calls(numbers((digit) -> digit == 3), (number) -> {
			replies.put(number, client.call("SLEEP", Integer.class, number, FOR_EVER));
			return replies.get(number);
		});
		await().atMost(LONG).untilAsserted(() -> assertThat(this.asleep).hasValue(own.size() + cancelled.size()));
		TinoCallOptions hurry = TinoCallOptions.DEFAULTS.withTimeout(Duration.ofSeconds(3));
		Map<Integer, Future<@Nullable Integer>> late = calls(numbers((digit) -> digit == 7),
				(number) -> client.call("SLEEP", Integer.class, hurry, number, FOR_EVER));
		assertThat(this.allAsleep.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		replies.values().forEach((reply) -> reply.cancel(true));

		own.forEach((number, reply) -> assertThat(reply).succeedsWithin(LONG).isEqualTo(number));
		cancelled.values().forEach((reply) -> assertThat(failure(reply)).isInstanceOf(CancellationException.class));
		late.values()
			.forEach((reply) -> assertThat(failure(reply)).isInstanceOfSatisfying(TinoTimeoutException.class,
					(ex) -> assertThat(ex.mayHaveRun()).isTrue()));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(outcomes())
				.isEqualTo(Map.of("success", 800L, "CANCELLED", 100L, "DEADLINE_EXCEEDED", 100L)));
		assertThat(this.interrupted).isEqualTo(union(cancelled.keySet(), late.keySet()));

		calls(numbers((digit) -> true), (number) -> client.call("SLEEP", Integer.class, number, 0))
			.forEach((number, reply) -> assertThat(reply).succeedsWithin(LONG).isEqualTo(number));
		assertThat(this.connections).as("one for each event loop").hasValueLessThanOrEqualTo(2);
	}

	/** Return the numbers of the calls that end with some digits. */
	private static List<Integer> numbers(IntPredicate lastDigit) {
		return IntStream.range(0, CALLERS).filter((number) -> lastDigit.test(number % 10)).boxed().toList();
	}

	private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
		Set<Integer> both = new HashSet<>(one);
		both.addAll(other);
		return both;
	}

	/** Have as many callers call, each on a thread of its own, and wait for the reply. */
	private Map<Integer, Future<@Nullable Integer>> calls(List<Integer> numbers,
			Function<Integer, CompletableFuture<@Nullable Integer>> call) {
		Map<Integer, Future<@Nullable Integer>> calls = new TreeMap<>();
		numbers.forEach((number) -> calls.put(number, this.callers.submit(() -> call.apply(number).get())));
		return calls;
	}

	/** Return how many calls have come to which end. */
	private Map<String, Long> outcomes() {
		return this.outcomes.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

	private static Throwable failure(Future<?> reply) {
		Throwable failure = assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> reply.get(LONG.toSeconds(), TimeUnit.SECONDS))
			.actual()
			.getCause();
		return (failure instanceof ExecutionException) ? failure.getCause() : failure;
	}

	private NettyTinoServer start(UnaryOperator<NettyTinoServer.Builder> workers) {
		NettyTinoServer started = workers
			.apply(NettyTinoServer.builder()
				.address(new InetSocketAddress("127.0.0.1", 0))
				.multiplexingLimits((limits) -> limits.withMaxConcurrentCalls(CALLERS))
				.commands(List.of(new Sleep()))
				.listener(new Outcomes()))
			.build();
		started.start();
		this.server = started;
		return started;
	}

	private NettyTinoClient connect(NettyTinoServer started) {
		NettyTinoClient built = NettyTinoClient.builder()
			.address(Objects.requireNonNull(started.localAddress()))
			.timeout(LONG)
			.maxPendingCalls(CALLERS)
			.listener(new TinoClientListener() {

				@Override
				public void connectionOpened() {
					ThousandCallersTests.this.connections.incrementAndGet();
				}

			})
			.build();
		this.client = built;
		return built;
	}

	private void sleep(int number, int millis) throws InterruptedException {
		if (this.asleep.incrementAndGet() == CALLERS) {
			this.allAsleep.countDown();
		}
		try {
			this.allAsleep.await();
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			assertThat(this.interrupted.add(number)).isTrue();
			throw ex;
		}
	}

	/** {@code SLEEP number millis} sleeps, then returns the number. */
	private final class Sleep implements Command {

		private final CommandSpec spec = CommandSpec.named("SLEEP").arguments(2, 2).build();

		@Override
		public CommandSpec spec() {
			return this.spec;
		}

		@Override
		public void call(Call call) {
			int number = INTEGER.read(call.argument(0));
			int millis = INTEGER.read(call.argument(1));
			try {
				sleep(number, millis);
				call.reply(number, CODEC::write);
			}
			catch (InterruptedException ex) {
				call.fail(ex);
			}
		}

	}

	/** Notes what becomes of the calls. */
	private final class Outcomes implements TinoServerListener {

		@Override
		public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
			if (command instanceof Sleep) {
				ThousandCallersTests.this.outcomes.add((errorCode != null) ? errorCode : "success");
			}
		}

	}

}
