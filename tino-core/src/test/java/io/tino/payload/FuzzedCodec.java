package io.tino.payload;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

import io.tino.fuzz.CountingAllocator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A codec as the fuzz targets use it: reads one input as values of many types, and checks
 * what holds for each of them.
 */
final class FuzzedCodec {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/** A parser, its buffers and an exception with its stack. */
	private static final long BYTES_A_READ = 256 * 1024;

	/** An element of a byte may be an entry of a map of objects. */
	private static final long BYTES_A_BYTE = 1024;

	private final PayloadCodec codec;

	private final CountingAllocator allocator = new CountingAllocator();

	private final List<Typed<?>> types;

	FuzzedCodec(PayloadCodec codec) {
		this.codec = codec;
		this.types = Stream.of(Object.class, int.class, Long.class, short.class, double.class, Float.class,
				boolean.class, char.class, String.class, byte[].class, int[].class, BigInteger.class, BigDecimal.class,
				UUID.class, Instant.class, OffsetDateTime.class, LocalDate.class, Duration.class, TimeUnit.class,
				Note.class, type(new TypeReference<List<Integer>>() {
				}), type(new TypeReference<List<String>>() {
				}), type(new TypeReference<List<Note>>() {
				}), type(new TypeReference<Set<String>>() {
				}), type(new TypeReference<Optional<Double>>() {
				}), type(new TypeReference<Map<String, Object>>() {
				}), type(new TypeReference<Map<LocalDate, Integer>>() {
				}))
			.<Typed<?>>map(Typed::new)
			.toList();
	}

	/** What an application may take. */
	record Note(int id, String text, boolean done, @Nullable TimeUnit unit, @Nullable List<Double> numbers,
			Optional<Note> next, @Nullable Map<String, Long> counts, byte @Nullable [] content) {
	}

	private static Type type(TypeReference<?> reference) {
		return reference.getType();
	}

	/**
	 * Read an input as each of the types.
	 * @param input the bytes of one value, or of none
	 * @param wellFormed whether they are one
	 */
	void read(byte[] input, boolean wellFormed) {
		this.types.forEach((type) -> type.check(input, wellFormed));
		this.allocator.requireUnused();
	}

	/** A type, with its reader and its writer. */
	private final class Typed<T> {

		private final Type type;

		private final PayloadReader<T> reader;

		private final PayloadWriter<T> writer;

		Typed(Type type) {
			this.type = type;
			this.reader = FuzzedCodec.this.codec.reader(type);
			this.writer = FuzzedCodec.this.codec.writer(type);
		}

		void check(byte[] input, boolean wellFormed) {
			requireLittleMemory(input);
			T value;
			try {
				value = read(input);
			}
			catch (MalformedPayloadException ex) {
				assertThat(wellFormed).as("%s found malformed: %s", this.type, ex.getMessage()).isFalse();
				return;
			}
			catch (MismatchedPayloadException ex) {
				assertThat(wellFormed).as("%s found well-formed", this.type).isTrue();
				return;
			}
			assertThat(wellFormed).as("%s found well-formed", this.type).isTrue();
			byte[] written = write(value);
			assertThat(write(read(written))).as("%s, written, read and written again", this.type).isEqualTo(written);
		}

		private void requireLittleMemory(byte[] input) {
			long limit = BYTES_A_READ + BYTES_A_BYTE * input.length;
			if (allocated(input) > limit) { // once, as classes may have been loaded
				assertThat(allocated(input)).as("bytes allocated for a %s", this.type).isLessThan(limit);
			}
		}

		private long allocated(byte[] input) {
			long before = THREADS.getCurrentThreadAllocatedBytes();
			try {
				read(input);
			}
			catch (PayloadException ex) {
				// Not what is looked at
			}
			return THREADS.getCurrentThreadAllocatedBytes() - before;
		}

		private @Nullable T read(byte[] bytes) {
			ByteBuf in = FuzzedCodec.this.allocator.buffer(bytes.length + 4).writeInt(-1).writeBytes(bytes);
			try {
				return this.reader.read(in.skipBytes(4));
			}
			finally {
				in.release();
			}
		}

		private byte[] write(@Nullable T value) {
			ByteBuf out = FuzzedCodec.this.allocator.buffer();
			try {
				this.writer.write(value, out);
				return ByteBufUtil.getBytes(out);
			}
			finally {
				out.release();
			}
		}

	}

}
