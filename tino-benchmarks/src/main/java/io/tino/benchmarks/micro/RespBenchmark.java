package io.tino.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
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

import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.resp.RequestDecoder;
import io.tino.resp.RequestLimits;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * Bytes to requests and replies, and replies to bytes: batches of 16 as they are read
 * from a socket, each operation one of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RespBenchmark {

	private static final int BATCH = 16;

	private static final byte[] REQUESTS = repeat("*3\r\n$3\r\nADD\r\n$1\r\n\1\r\n$1\r\n\2\r\n");

	private static final byte[] REPLIES = repeat("$1\r\n\3\r\n");

	private final RequestDecoder requests = new RequestDecoder(RequestLimits.DEFAULT);

	private final ReplyDecoder replies = new ReplyDecoder(ReplyLimits.DEFAULT);

	private final ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(1024);

	private final RespWriter writer = new RespWriter(this.out, RespVersion.RESP3);

	private static byte[] repeat(String text) {
		return text.repeat(BATCH).getBytes(StandardCharsets.US_ASCII);
	}

	private static ByteBuf received(byte[] bytes) {
		return ByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
	}

	/**
	 * Decode requests.
	 * @return how many parts they have
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public int decodeRequest() {
		this.requests.append(received(REQUESTS));
		int parts = 0;
		for (RequestDecoder.Step step = this.requests
			.poll(); step != RequestDecoder.Step.NEED_MORE; step = this.requests.poll()) {
			if (step == RequestDecoder.Step.COMPLETE) {
				parts += this.requests.request().size();
			}
		}
		return require(parts, 3 * BATCH);
	}

	/**
	 * Decode replies.
	 * @return the sum of their bytes
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public int decodeReply() {
		this.replies.append(received(REPLIES));
		int sum = 0;
		while (this.replies.poll()) {
			sum += this.replies.bulk().readByte();
		}
		return require(sum, 3 * BATCH);
	}

	/**
	 * Write replies.
	 * @return how many bytes they have
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public int writeReply() {
		this.out.clear();
		for (int i = 0; i < BATCH; i++) {
			int mark = this.writer.beginBulk(1);
			this.out.writeByte(3);
			this.writer.endBulk(mark, 1);
		}
		return require(this.out.readableBytes(), REPLIES.length);
	}

	private static int require(int actual, int expected) {
		if (actual != expected) {
			throw new IllegalStateException(actual + " instead of " + expected);
		}
		return actual;
	}

	/** Give buffers back. */
	@TearDown
	public void close() {
		this.requests.close();
		this.replies.close();
		this.out.release();
	}

}
