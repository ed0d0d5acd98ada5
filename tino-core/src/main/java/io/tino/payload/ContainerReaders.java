package io.tino.payload;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * What reads values that contain others.
 */
final class ContainerReaders {

	/**
	 * For how many elements memory is set aside on the word of a header. Each level of
	 * nesting may claim that all the bytes that follow are its elements.
	 */
	private static final int MAX_CLAIM = 64;

	private ContainerReaders() {
	}

	private static <C extends Collection<@Nullable Object>> C fill(C target, int size, ValueReader element,
			ArrayInput in, int depth) throws Throwable {
		for (int i = 0; i < size; i++) {
			target.add(element.read(in, depth));
		}
		return target;
	}

	/**
	 * Reads an {@code ArrayList}.
	 *
	 * @param element what reads its elements
	 */
	record ListReader(ValueReader element) implements ValueReader {

		@Override
		public @Nullable Object read(ArrayInput in, int depth) throws Throwable {
			if (in.readNil()) {
				return null;
			}
			int size = in.within(depth).readArrayHeader();
			return fill(new ArrayList<>(Math.min(size, MAX_CLAIM)), size, this.element, in, depth - 1);
		}

	}

	/**
	 * Reads a {@code HashSet}.
	 *
	 * @param element what reads its elements
	 */
	record SetReader(ValueReader element) implements ValueReader {

		@Override
		public @Nullable Object read(ArrayInput in, int depth) throws Throwable {
			if (in.readNil()) {
				return null;
			}
			int size = in.within(depth).readArrayHeader();
			return fill(new HashSet<>(), size, this.element, in, depth - 1);
		}

	}

	/**
	 * Reads an array of objects.
	 *
	 * @param type the type of its elements
	 * @param element what reads them
	 */
	record ArrayReader(Class<?> type, ValueReader element) implements ValueReader {

		@Override
		public @Nullable Object read(ArrayInput in, int depth) throws Throwable {
			if (in.readNil()) {
				return null;
			}
			int size = in.within(depth).readArrayHeader();
			List<@Nullable Object> list = fill(new ArrayList<>(Math.min(size, MAX_CLAIM)), size, this.element, in,
					depth - 1);
			return list.toArray((Object[]) Array.newInstance(this.type, size));
		}

	}

	/**
	 * Reads a {@code LinkedHashMap} whose keys are strings.
	 *
	 * @param content what reads its values
	 */
	record MapReader(ValueReader content) implements ValueReader {

		@Override
		public @Nullable Object read(ArrayInput in, int depth) throws Throwable {
			if (in.readNil()) {
				return null;
			}
			int size = in.within(depth).readMapHeader();
			Map<String, @Nullable Object> map = new LinkedHashMap<>(Math.min(size, MAX_CLAIM) * 4 / 3 + 1);
			for (int i = 0; i < size; i++) {
				map.put(in.readString(), this.content.read(in, depth - 1));
			}
			return map;
		}

	}

	/**
	 * Reads an {@code Optional}, empty if it is nil.
	 *
	 * @param content what reads its value
	 */
	record OptionalReader(ValueReader content) implements ValueReader {

		@Override
		public Object read(ArrayInput in, int depth) throws Throwable {
			return in.readNil() ? Optional.empty() : Optional.ofNullable(this.content.read(in, depth));
		}

	}

	/**
	 * Reads values of a type that contains itself, once its reader is there.
	 */
	static final class LateReader implements ValueReader {

		private @Nullable ValueReader target;

		void complete(ValueReader target) {
			this.target = target;
		}

		@Override
		public @Nullable Object read(ArrayInput in, int depth) throws Throwable {
			ValueReader reader = this.target;
			if (reader == null) {
				throw Unreadable.INSTANCE;
			}
			return reader.read(in, depth);
		}

	}

}
