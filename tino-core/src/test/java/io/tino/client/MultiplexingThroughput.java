package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.server.NettyTinoServer;

/**
 * Measures small calls that overtake each other against those in order, side by side:
 * rounds of both in turn, in one process. Prints calls per second and their ratio. See
 * {@code src/docs/measurements.md}.
 */
public final class MultiplexingThroughput {

	private static final PayloadCodec CODEC = new MessagePackCodec(PayloadMappers.messagePack());

	private static final int ROUNDS = 21;

	private static final long ROUND_NANOS = 1_000_000_000L;

	private MultiplexingThroughput() {
	}

	/**
	 * Measure.
	 * @param arguments none
	 * @throws InterruptedException if interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		NettyTinoServer multiplexing = server(true);
		NettyTinoServer inOrder = server(false);
		try (NettyTinoClient multiplexed = client(multiplexing); NettyTinoClient pipelined = client(inOrder)) {
			compare("64 threads that wait", () -> waiting(multiplexed, 64), () -> waiting(pipelined, 64));
			compare("1,000 in flight, from one thread", () -> inFlight(multiplexed, 1000),
					() -> inFlight(pipelined, 1000));
			compare("1,000 in flight, each from the reply before", () -> chained(multiplexed, 1000),
					() -> chained(pipelined, 1000));
		}
		finally {
			multiplexing.stop(Duration.ZERO).join();
			inOrder.stop(Duration.ZERO).join();
		}
	}

	private static NettyTinoServer server(boolean multiplexing) {
		NettyTinoServer server = NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", 0))
			.multiplexing(multiplexing)
			.commands(List.of(new Add()))
			.build();
		server.start();
		return server;
	}

	/** One connection each, so that nothing but the protocol differs. */
	private static NettyTinoClient client(NettyTinoServer server) {
		return NettyTinoClient.builder().address(server.localAddress()).maxConnections(1).build();
	}

	private static void compare(String work, Supplier<Double> multiplexed, Supplier<Double> inOrder) {
		List<Double> ratios = new ArrayList<>();
		double[] first = new double[ROUNDS];
		double[] second = new double[ROUNDS];
		for (int round = -4; round < ROUNDS; round++) {
			double one = multiplexed.get();
			double other = inOrder.get();
			if (round >= 0) { // the others warm up
				first[round] = one;
				second[round] = other;
				ratios.add(one / other);
			}
		}
		System.out.printf("%s: multiplexed %,.0f/s, in order %,.0f/s, ratio %.2f (%.2f to %.2f)%n", work, median(first),
				median(second), median(ratios.stream().mapToDouble(Double::doubleValue).toArray()),
				ratios.stream().min(Double::compare).orElseThrow(), ratios.stream().max(Double::compare).orElseThrow());
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static double waiting(TinoClient client, int threads) {
		LongAdder calls = new LongAdder();
		CountDownLatch ended = new CountDownLatch(threads);
		long end = System.nanoTime() + ROUND_NANOS;
		for (int i = 0; i < threads; i++) {
			new Thread(() -> {
				while (System.nanoTime() - end < 0) {
					client.call("ADD", int.class, 1, 2).join();
					calls.increment();
				}
				ended.countDown();
			}).start();
		}
		await(ended);
		return calls.sum() * 1e9 / ROUND_NANOS;
	}

	private static double inFlight(TinoClient client, int most) {
		Semaphore room = new Semaphore(most);
		LongAdder calls = new LongAdder();
		long end = System.nanoTime() + ROUND_NANOS;
		while (System.nanoTime() - end < 0) {
			room.acquireUninterruptibly();
			client.call("ADD", int.class, 1, 2).whenComplete((reply, failure) -> {
				room.release();
				calls.increment();
			});
		}
		room.acquireUninterruptibly(most);
		return calls.sum() * 1e9 / ROUND_NANOS;
	}

	private static double chained(TinoClient client, int callers) {
		LongAdder calls = new LongAdder();
		CountDownLatch ended = new CountDownLatch(callers);
		long end = System.nanoTime() + ROUND_NANOS;
		for (int i = 0; i < callers; i++) {
			callAgain(client, end, calls, ended);
		}
		await(ended);
		return calls.sum() * 1e9 / ROUND_NANOS;
	}

	private static void callAgain(TinoClient client, long end, LongAdder calls, CountDownLatch ended) {
		client.call("ADD", int.class, 1, 2).whenComplete((reply, failure) -> {
			calls.increment();
			if (System.nanoTime() - end < 0) {
				callAgain(client, end, calls, ended);
			}
			else {
				ended.countDown();
			}
		});
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Adds two numbers, on the event loop. */
	private static final class Add implements Command {

		private static final PayloadReader<Integer> READER = CODEC.reader(int.class);

		private final CommandSpec spec = CommandSpec.named("ADD")
			.arguments(2, 2)
			.execution(Execution.EVENT_LOOP)
			.build();

		@Override
		public CommandSpec spec() {
			return this.spec;
		}

		@Override
		public void call(Call call) {
			Integer one = READER.read(call.argument(0));
			Integer other = READER.read(call.argument(1));
			call.reply((one != null && other != null) ? one + other : 0, CODEC::write);
		}

	}

}
