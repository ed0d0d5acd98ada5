package io.tino.payload;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values without Jackson, where that makes no difference. What does not
 * succeed is left to Jackson as a whole, so that errors are those of Jackson, too.
 */
final class DirectPayloads {

	private final int maxDepth;

	private final Deferred<DirectCompilers> compilers;

	private final RuntimeWriter values;

	DirectPayloads(Supplier<ObjectMapper> mapper, int maxDepth) {
		this.maxDepth = maxDepth;
		this.compilers = new Deferred<>(mapper, DirectCompilers::new);
		this.values = new RuntimeWriter((type) -> this.compilers.get().writer(type));
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
	 * @param container its class, if it says what the values contain
	 * @param jackson what writes all values
	 * @return a writer that leaves to the other what it has to
	 */
	<T> PayloadWriter<T> writer(Type type, @Nullable Class<?> container, PayloadWriter<T> jackson) {
		if (container == null) {
			return (value, out) -> {
				if (value == null || !write(value, out)) {
					jackson.write(value, out);
				}
			};
		}
		Lazy<ValueWriter> lazy = new Lazy<>(() -> this.compilers.get().writer(type));
		return (value, out) -> {
			ValueWriter writer = lazy.get();
			if (writer == null || !container.isInstance(value) || !write(writer, value, out)) {
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
		return this.compilers.get().reader(type);
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
