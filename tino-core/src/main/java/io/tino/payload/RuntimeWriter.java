package io.tino.payload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Writes values as what they are at run time, where their declared type does not say it.
 */
final class RuntimeWriter implements ValueWriter {

	/** How many classes are remembered. Jackson remembers them too, and no more. */
	private static final int MAX_CLASSES = 2000;

	private static final ValueWriter JACKSON = (value, out, depth) -> {
		throw Unwritable.INSTANCE;
	};

	private final Map<Class<?>, ValueWriter> writers = new ConcurrentHashMap<>();

	private final Function<Class<?>, @Nullable ValueWriter> compiler;

	/** The class that came last. Written by any thread, whole or not at all. */
	private @Nullable Last last;

	/**
	 * Create an instance.
	 * @param compiler makes a writer of a class, or {@code null} if it is left to Jackson
	 */
	RuntimeWriter(Function<Class<?>, @Nullable ValueWriter> compiler) {
		this.compiler = compiler;
	}

	@Override
	public void write(Object value, ArrayOutput out, int depth) throws Throwable {
		find(value.getClass()).write(value, out, depth);
	}

	ValueWriter find(Class<?> type) {
		Last known = this.last;
		if (known != null && known.type == type) {
			return known.writer;
		}
		ValueWriter writer = this.writers.get(type);
		if (writer == null) {
			writer = this.compiler.apply(type);
			writer = (writer != null) ? writer : JACKSON;
			if (this.writers.size() < MAX_CLASSES) {
				this.writers.putIfAbsent(type, writer);
			}
		}
		this.last = new Last(type, writer);
		return writer;
	}

	/** Tell whether values of a class are written here. */
	boolean knows(Class<?> type) {
		return find(type) != JACKSON;
	}

	private record Last(Class<?> type, ValueWriter writer) {
	}

}
