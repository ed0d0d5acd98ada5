package io.tino.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.tino.server.SimulatedServer;
import io.tino.testing.DiscardingConnection;
import io.tino.testing.SimulatedWorld;
import io.tino.transport.TransportHandler;

/**
 * Sessions of a server without sockets, which are fed with batches of 16 calls of
 * {@code ADD}: bytes in, bytes out, each operation one call. Among the tests, as theirs
 * is what makes sessions from other packages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ServerSessionBenchmark {

	private static final int BATCH = 16;

	private static final String ADD = "$3\r\nADD\r\n$1\r\n\1\r\n$1\r\n\2\r\n";

	private static final byte[] IN_ORDER = batch((id) -> "*3\r\n" + ADD);

	private static final int REPLIES_IN_ORDER = BATCH * "$1\r\n\3\r\n".length();

	/** Ids of two digits, which are free again with each reply. */
	private static final byte[] MULTIPLEXED = batch(
			(id) -> "*6\r\n$9\r\nTINO.CALL\r\n$2\r\n" + id + "\r\n$0\r\n\r\n" + ADD);

	private static final int REPLIES_MULTIPLEXED = BATCH * ">3\r\n$10\r\ntino.reply\r\n:10\r\n$1\r\n\3\r\n".length();

	private final DiscardingConnection connection = new DiscardingConnection(ByteBufAllocator.DEFAULT);

	private final TransportHandler session;

	/**
	 * Connect to a server, by RESP3.
	 */
	public ServerSessionBenchmark() {
		this.session = new SimulatedServer(new SimulatedWorld(1), List.of(new AddCommand()), true)
			.connected(this.connection);
		receive("*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n".getBytes(StandardCharsets.US_ASCII));
		this.connection.takeBytes();
	}

	private static byte[] batch(IntFunction<String> request) {
		return IntStream.range(10, 10 + BATCH)
			.mapToObj(request)
			.collect(Collectors.joining())
			.getBytes(StandardCharsets.US_ASCII);
	}

	private void receive(byte[] bytes) {
		this.session.received(ByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes));
		this.session.receivedAll();
	}

	/**
	 * Calls that are answered in order.
	 * @return how many bytes the replies have
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public long inOrder() {
		receive(IN_ORDER);
		return require(this.connection.takeBytes(), REPLIES_IN_ORDER);
	}

	/**
	 * Calls by {@code TINO.CALL}.
	 * @return how many bytes the replies have
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public long multiplexed() {
		receive(MULTIPLEXED);
		return require(this.connection.takeBytes(), REPLIES_MULTIPLEXED);
	}

	private static long require(long actual, long expected) {
		if (actual != expected) {
			throw new IllegalStateException(actual + " bytes of replies instead of " + expected);
		}
		return actual;
	}

	/** Give buffers back. */
	@TearDown
	public void close() {
		this.session.closed(null);
	}

}
