package io.tino.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.tino.client.ConnectedClient;
import io.tino.resp.RespTemplate;
import io.tino.testing.DiscardingConnection;

/**
 * Sessions of a client without sockets, which are fed with batches of 16 replies to calls
 * of {@code ADD}, each of which makes the next call: bytes in, bytes out, each operation
 * one call. The time includes writing the reply. Among the tests, as theirs is what makes
 * sessions from other packages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ClientSessionBenchmark {

	private static final int BATCH = 16;

	private static final byte[] PAYLOAD = ascii("$1\r\n\3\r\n");

	/** Whether the server multiplexes calls. */
	@Param({ "true", "false" })
	public boolean multiplexed;

	private final DiscardingConnection connection = new DiscardingConnection(ByteBufAllocator.DEFAULT);

	private final RespTemplate push = RespTemplate.ofNumber(">3\r\n$10\r\ntino.reply\r\n");

	private ConnectedClient client;

	private long answered;

	private long sum;

	/** Connect, and make the first calls. */
	@Setup
	public void connect() {
		String multiplexing = this.multiplexed ? "%3\r\n+proto\r\n:3\r\n+tino\r\n:1\r\n+tino_max_calls\r\n:100\r\n"
				: "%1\r\n+proto\r\n:3\r\n";
		this.client = new ConnectedClient(this.connection, buffer().writeBytes(ascii(multiplexing)));
		for (int i = 0; i < BATCH; i++) {
			call();
		}
		this.connection.takeBytes();
	}

	private static byte[] ascii(String bytes) {
		return bytes.getBytes(StandardCharsets.US_ASCII);
	}

	private static ByteBuf buffer() {
		return ByteBufAllocator.DEFAULT.directBuffer(1024);
	}

	private void call() {
		this.client.call("ADD", 1, 2).whenComplete(this::answered);
	}

	private void answered(@Nullable Integer reply, @Nullable Throwable failure) {
		if (failure == null) {
			this.sum += reply;
			call();
		}
	}

	/**
	 * Replies that cause calls.
	 * @return how many bytes the requests have
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public long replies() {
		ByteBuf replies = buffer();
		for (int i = 0; i < BATCH; i++) {
			if (this.multiplexed) {
				this.push.write(++this.answered, replies);
			}
			replies.writeBytes(PAYLOAD);
		}
		this.sum = 0;
		this.client.receive(replies);
		if (this.sum != 3 * BATCH) {
			throw new IllegalStateException("The sum of all replies is " + this.sum);
		}
		return this.connection.takeBytes();
	}

	/** Give buffers back. */
	@TearDown
	public void close() {
		this.client.close();
	}

}
