package io.tino.benchmarks.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Values to bytes and back: by Tino, by Jackson's MessagePack, and by Jackson's JSON.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class BindingBenchmark {

	/** Who binds. */
	@Param
	public Binding binding = Binding.TINO;

	/** What is bound. */
	@Param
	public BoundValue value = BoundValue.INT;

	private final ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer();

	private final ByteBuf in = ByteBufAllocator.DEFAULT.heapBuffer();

	private @Nullable Bound bound;

	/**
	 * Encode the value once, for reading.
	 * @throws IOException if it cannot be encoded
	 */
	@Setup(Level.Trial)
	public void encode() throws IOException {
		Bound created = this.binding.bind(this.value.type());
		created.write(this.value.value(), this.in.clear());
		if (!this.value.value().equals(created.read(this.in.duplicate()))) {
			throw new IllegalStateException("The value is another one");
		}
		this.bound = created;
	}

	/**
	 * Write the value.
	 * @return the bytes
	 * @throws IOException if it cannot be encoded
	 */
	@Benchmark
	public ByteBuf write() throws IOException {
		bound().write(this.value.value(), this.out.clear());
		return this.out;
	}

	/**
	 * Read the value.
	 * @return the value
	 * @throws IOException if it cannot be decoded
	 */
	@Benchmark
	public @Nullable Object read() throws IOException {
		return bound().read(this.in.readerIndex(0));
	}

	private Bound bound() {
		Bound current = this.bound;
		if (current == null) {
			throw new IllegalStateException("There is no binding yet");
		}
		return current;
	}

	/** Give buffers back. */
	@TearDown
	public void close() {
		this.in.release();
		this.out.release();
	}

}
