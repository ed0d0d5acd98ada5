package io.tino.payload;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What writes values that contain others.
 */
final class ContainerWriters {

	private ContainerWriters() {
	}

	private static void writeNullable(@Nullable Object value, ValueWriter writer, ArrayOutput out, int depth)
			throws Throwable {
		if (value == null) {
			out.writeNil();
		}
		else {
			writer.write(value, out, depth);
		}
	}

	/** What has changed while it was written is left to Jackson. */
	private static void requireSame(int size, int written) {
		if (size != written) {
			throw ValueWriter.Unwritable.INSTANCE;
		}
	}

	/**
	 * Writes a collection.
	 *
	 * @param element what writes its elements
	 */
	record CollectionWriter(ValueWriter element) implements ValueWriter {

		@Override
		public void write(Object value, ArrayOutput out, int depth) throws Throwable {
			int within = ValueWriter.within(depth);
			Collection<?> collection = (Collection<?>) value;
			int size = collection.size();
			out.writeArrayHeader(size);
			int written = 0;
			for (Object each : collection) {
				writeNullable(each, this.element, out, within);
				written++;
			}
			requireSame(size, written);
		}

	}

	/**
	 * Writes an array of objects.
	 *
	 * @param element what writes its elements
	 */
	record ArrayWriter(ValueWriter element) implements ValueWriter {

		@Override
		public void write(Object value, ArrayOutput out, int depth) throws Throwable {
			int within = ValueWriter.within(depth);
			@Nullable Object[] array = (@Nullable Object[]) value;
			out.writeArrayHeader(array.length);
			for (Object each : array) {
				writeNullable(each, this.element, out, within);
			}
		}

	}

	/**
	 * Writes a map whose keys are strings.
	 *
	 * @param content what writes its values
	 */
	record MapWriter(ValueWriter content) implements ValueWriter {

		@Override
		public void write(Object value, ArrayOutput out, int depth) throws Throwable {
			int within = ValueWriter.within(depth);
			Map<?, ?> map = (Map<?, ?>) value;
			int size = map.size();
			out.writeMapHeader(size);
			int written = 0;
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				if (!(entry.getKey() instanceof String key)) {
					throw Unwritable.INSTANCE;
				}
				out.writeString(key);
				writeNullable(entry.getValue(), this.content, out, within);
				written++;
			}
			requireSame(size, written);
		}

	}

	/**
	 * Writes what is in an {@code Optional}, or nil.
	 *
	 * @param content what writes its value
	 */
	record OptionalWriter(ValueWriter content) implements ValueWriter {

		@Override
		public void write(Object value, ArrayOutput out, int depth) throws Throwable {
			writeNullable(((Optional<?>) value).orElse(null), this.content, out, depth);
		}

	}

	/**
	 * Writes a value whose class is most often the one that is expected, which is a
	 * constant to a JIT compiler.
	 *
	 * @param expected what writes values of the expected class
	 * @param runtime what knows all classes
	 */
	record ExpectedWriter(ValueWriter expected, RuntimeWriter runtime) implements ValueWriter {

		@Override
		public void write(Object value, ArrayOutput out, int depth) throws Throwable {
			ValueWriter found = this.runtime.find(value.getClass());
			if (found == this.expected) {
				this.expected.write(value, out, depth);
			}
			else {
				found.write(value, out, depth);
			}
		}

	}

	/**
	 * Writes values of a type that contains itself, once its writer is there.
	 */
	static final class LateWriter implements ValueWriter {

		private @Nullable ValueWriter target;

		void complete(ValueWriter target) {
			this.target = target;
		}

		@Override
		public void write(Object value, ArrayOutput out, int depth) throws Throwable {
			ValueWriter writer = this.target;
			if (writer == null) {
				throw Unwritable.INSTANCE;
			}
			writer.write(value, out, depth);
		}

	}

}
