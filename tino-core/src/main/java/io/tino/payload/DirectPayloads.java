package io.tino.payload;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values without Jackson, where that makes no difference. What does not
 * succeed is left to Jackson as a whole, so that errors are those of Jackson, too.
 */
final class DirectPayloads {

	private final ObjectMapper mapper;

	private final int maxDepth;

	private final Lazy<Boolean> enabled;

	private final WriterCompiler writers;

	private final ReaderCompiler readers;

	private final RuntimeWriter values;

	DirectPayloads(ObjectMapper mapper, int maxDepth) {
		this.mapper = mapper;
		this.maxDepth = maxDepth;
		this.enabled = new Lazy<>(() -> DirectMappers.include(mapper));
		this.writers = new WriterCompiler(mapper);
		this.readers = new ReaderCompiler(mapper);
		this.values = new RuntimeWriter((type) -> isEnabled() ? this.writers.compile(type) : null);
	}

	private boolean isEnabled() {
		return Boolean.TRUE.equals(this.enabled.get());
	}

	/**
	 * Append a value as what it is at run time.
	 * @param value the value
	 * @param out where it is appended
	 * @return whether it was; if not, nothing was, and Jackson has to
	 */
	boolean write(Object value, ByteBuf out) {
		return this.values.knows(value.getClass()) && write(this.values, value, out);
	}

	/**
	 * Find a writer of values of a type.
	 * @param type the type
	 * @param jackson what writes all values
	 * @return a writer that leaves to the other what it has to
	 */
	<T> PayloadWriter<T> writer(Type type, PayloadWriter<T> jackson) {
		JavaType javaType = this.mapper.constructType(type);
		if (!javaType.isContainerType() && !javaType.isReferenceType()) {
			return (value, out) -> {
				if (value == null || !write(value, out)) {
					jackson.write(value, out);
				}
			};
		}
		Lazy<ValueWriter> lazy = new Lazy<>(() -> isEnabled() ? this.writers.compile(javaType) : null);
		return (value, out) -> {
			ValueWriter writer = lazy.get();
			if (writer == null || !javaType.getRawClass().isInstance(value) || !write(writer, value, out)) {
				jackson.write(value, out);
			}
		};
	}

	/**
	 * Find a reader of values of a type.
	 * @param type the type
	 * @param jackson what reads all values, and says what is wrong with others
	 * @return a reader that leaves to the other what it has to
	 */
	@SuppressWarnings("unchecked")
	<T> PayloadReader<T> reader(Type type, PayloadReader<T> jackson) {
		Lazy<ValueReader> lazy = new Lazy<>(() -> findReader(type));
		return (in) -> {
			ValueReader reader = lazy.get();
			if (reader != null) {
				ArrayInput input = new ArrayInput(in);
				try {
					T value = (T) reader.read(input, this.maxDepth);
					if (input.isAtEnd()) {
						return value;
					}
				}
				catch (Throwable ex) {
					requireRecoverable(ex);
				}
			}
			return jackson.read(in);
		};
	}

	/** Find what reads values of a type without Jackson. */
	@Nullable ValueReader findReader(Type type) {
		return isEnabled() ? this.readers.compile(this.mapper.constructType(type)) : null;
	}

	/** Tell whether values of a class are written without Jackson. */
	boolean writes(Class<?> type) {
		return this.values.knows(type);
	}

	private static boolean write(ValueWriter writer, Object value, ByteBuf out) {
		ArrayOutput output = ArrayOutput.open();
		try {
			writer.write(value, output, 0);
			output.copyTo(out);
			return true;
		}
		catch (Throwable ex) {
			requireRecoverable(ex);
			return false;
		}
		finally {
			output.close();
		}
	}

	/** Whatever the value throws it throws again, for Jackson to say so. */
	private static void requireRecoverable(Throwable ex) {
		if (ex instanceof VirtualMachineError error && !(ex instanceof StackOverflowError)) {
			throw error;
		}
	}

	/**
	 * Something that takes its time to be compiled, and is not before it is needed.
	 */
	private static final class Lazy<T> {

		private final Supplier<@Nullable T> compiler;

		/** The result, whether there is one or not. Set twice at worst. */
		private volatile @Nullable Optional<T> result;

		Lazy(Supplier<@Nullable T> compiler) {
			this.compiler = compiler;
		}

		@Nullable T get() {
			Optional<T> known = this.result;
			if (known == null) {
				known = Optional.ofNullable(this.compiler.get());
				this.result = known;
			}
			return known.orElse(null);
		}

	}

}
