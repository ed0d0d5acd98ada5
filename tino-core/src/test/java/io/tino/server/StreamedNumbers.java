package io.tino.server;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

import io.tino.command.CloseableIterator;
import io.tino.resp.RespValue;
import io.tino.testing.RespSocket;

/**
 * A stream of numbers from a server to a client that is slow at times, over a real
 * socket. Run by its main method it has ten million, and prints what it took:
 * {@code src/docs/measurements.md} has the command.
 */
public final class StreamedNumbers implements AutoCloseable {

	private static final int CREDIT = 1000;

	private static final int WINDOW_PART = 64 * 1024;

	private final AtomicLong produced = new AtomicLong();

	private final AtomicLong closed = new AtomicLong();

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.eventLoops(1)
		.commands(List.of(TestCommand.of("NUMBERS", (spec) -> spec.arguments(1, 1).returnsStream(true), (call) -> {
			LongStream numbers = LongStream.range(0, TestCommand.readInt(call, 0))
				.peek((number) -> this.produced.incrementAndGet())
				.onClose(this.closed::incrementAndGet);
			call.replyStream(CloseableIterator.of(numbers.boxed()),
					(item) -> (writer) -> writer.bulk("number " + item));
		})))
		.build();

	/** The largest heap that was in use after a collection, in bytes. */
	private long usedHeap;

	private final RespSocket socket;

	StreamedNumbers() {
		this.server.start();
		this.socket = new RespSocket(Objects.requireNonNull(this.server.localAddress()));
		this.socket.call("HELLO 3");
		this.socket.call("TINO.FORMAT json");
	}

	/** Return how many numbers have been made. */
	long produced() {
		return this.produced.get();
	}

	/** Return how many streams have been closed. */
	long closed() {
		return this.closed.get();
	}

	long usedHeap() {
		return this.usedHeap;
	}

	/** Begin a stream. */
	void begin(int count) {
		this.socket.send("TINO.CALL 1 \"\\x81\\xa6credit\\xcd\\x03\\xe8\" NUMBERS " + count + "\r\n");
	}

	/**
	 * Read numbers, and check that none is lost or doubled.
	 * @param from the first number
	 * @param count how many numbers
	 * @param pauses how many pauses to make, and look at the heap
	 */
	void read(int from, int count, int pauses) {
		long bytes = 0;
		for (int i = 0; i < count; i++) {
			String payload = readItem();
			if (!payload.equals("number " + (from + i))) {
				throw new IllegalStateException("Number " + (from + i) + " is " + payload);
			}
			bytes += payload.length();
			if (bytes >= WINDOW_PART) {
				this.socket.send("TINO.CREDIT 0 " + bytes + "\r\n");
				bytes = 0;
			}
			if (i % (CREDIT / 2) == CREDIT / 2 - 1) {
				this.socket.send("TINO.CREDIT 1 " + CREDIT / 2 + "\r\n");
			}
			if (pauses > 0 && i % (count / pauses) == 0) {
				LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
				measureHeap();
			}
		}
		this.socket.send("TINO.CREDIT 0 " + bytes + "\r\n");
	}

	private String readItem() {
		RespValue.Push push = (RespValue.Push) this.socket.read();
		return text(push.elements().get(2));
	}

	private static String text(RespValue value) {
		return StandardCharsets.ISO_8859_1.decode(((RespValue.BulkString) value).bytes()).toString();
	}

	/** Return the name of what comes next. */
	String readName() {
		return text(((RespValue.Push) this.socket.read()).elements().get(0));
	}

	/** Give the stream up, and return how many items come nevertheless. */
	int cancel() {
		this.socket.send("TINO.CANCEL 1\r\n");
		int count = 0;
		while (!readName().equals("tino.error")) {
			count++;
		}
		return count;
	}

	private void measureHeap() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		this.usedHeap = Math.max(this.usedHeap, runtime.totalMemory() - runtime.freeMemory());
	}

	@Override
	public void close() {
		this.socket.close();
		this.server.stop(Duration.ZERO).join();
	}

	/**
	 * Measure ten million numbers, or as many as are asked for.
	 * @param arguments the number of numbers, if it is another
	 */
	public static void main(String[] arguments) {
		int count = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 10_000_000;
		try (StreamedNumbers numbers = new StreamedNumbers()) {
			long start = System.nanoTime();
			numbers.begin(count);
			numbers.read(0, count, 20);
			String end = numbers.readName();
			long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
			System.out.printf("%,d numbers in order, then %s, in %,d ms; heap in use at most %,d KiB%n", count, end,
					millis, numbers.usedHeap() >> 10);
		}
	}

}
