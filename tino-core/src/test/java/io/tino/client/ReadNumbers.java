package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.tino.command.Call;
import io.tino.command.CloseableIterator;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.server.NettyTinoServer;

/**
 * A stream of numbers that a client reads, slowly at times, from a server in the same
 * process. Run by its main method it has ten million, and prints what it took:
 * {@code src/docs/measurements.md} has the command.
 */
public final class ReadNumbers implements AutoCloseable {

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private final AtomicLong produced = new AtomicLong();

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.eventLoops(1)
		.commands(List.of(new Numbers(this.produced)))
		.build();

	private final NettyTinoClient client;

	/** The largest heap that was in use after a collection, in bytes. */
	private long usedHeap;

	ReadNumbers() {
		this.server.start();
		this.client = NettyTinoClient.builder().address(Objects.requireNonNull(this.server.localAddress())).build();
	}

	/** Return how many numbers have been made. */
	long produced() {
		return this.produced.get();
	}

	/** Return the largest heap since this was called last. */
	long usedHeap() {
		long result = this.usedHeap;
		this.usedHeap = 0;
		return result;
	}

	/** Return all numbers there are. */
	Stream<Long> numbers() {
		return BlockingStream.of("NUMBERS", this.client.<Long>stream("NUMBERS", Long.class, TinoCallOptions.DEFAULTS),
				64, this.client);
	}

	/**
	 * Read numbers, and check that none is lost or doubled.
	 * @param numbers the numbers
	 * @param from the first one
	 * @param count how many
	 * @param pauses how many pauses to make, and look at the heap
	 */
	void read(Iterator<Long> numbers, long from, int count, int pauses) {
		for (int i = 0; i < count; i++) {
			long number = numbers.next();
			if (number != from + i) {
				throw new IllegalStateException("Number " + (from + i) + " is " + number);
			}
			if (i % (count / pauses) == 0) {
				LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
				measureHeap();
			}
		}
	}

	private void measureHeap() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		this.usedHeap = Math.max(this.usedHeap, runtime.totalMemory() - runtime.freeMemory());
	}

	@Override
	public void close() {
		this.client.close();
		this.server.stop(Duration.ZERO).join();
	}

	/**
	 * Measure ten million numbers, or as many as are asked for.
	 * @param arguments the number of numbers, if it is another
	 */
	public static void main(String[] arguments) {
		int count = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 10_000_000;
		try (ReadNumbers reading = new ReadNumbers(); Stream<Long> numbers = reading.numbers()) {
			long start = System.nanoTime();
			reading.read(numbers.iterator(), 0, count, 20);
			long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
			System.out.printf("%,d numbers in order, in %,d ms; heap in use at most %,d KiB; %,d were made ahead%n",
					count, millis, reading.usedHeap() >> 10, reading.produced() - count);
		}
	}

	/** Answers with numbers, without end. */
	private record Numbers(AtomicLong produced) implements Command {

		@Override
		public CommandSpec spec() {
			return CommandSpec.named("NUMBERS").returnsStream(true).build();
		}

		@Override
		public void call(Call call) {
			LongStream numbers = LongStream.iterate(0, (number) -> number + 1)
				.peek((number) -> this.produced.incrementAndGet());
			call.replyStream(CloseableIterator.of(numbers.boxed()),
					(number) -> Call.Reply.payload(number, CODEC::write));
		}

	}

}
