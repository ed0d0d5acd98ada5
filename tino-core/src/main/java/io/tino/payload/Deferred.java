package io.tino.payload;

import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made with a mapper, and not before it is needed: loading Jackson
 * takes longer than anything else that has to be done before a server can listen.
 * Thread-safe.
 */
final class Deferred<T> {

	private final Supplier<ObjectMapper> mapper;

	private final Function<ObjectMapper, T> factory;

	private volatile @Nullable T value;

	/**
	 * Create an instance.
	 * @param mapper gives the mapper, always the same
	 * @param factory makes it, once
	 */
	Deferred(Supplier<ObjectMapper> mapper, Function<ObjectMapper, T> factory) {
		this.mapper = mapper;
		this.factory = factory;
	}

	T get() {
		T known = this.value;
		// Whoever gives the mapper may have locks of its own
		return (known != null) ? known : make(this.mapper.get());
	}

	private synchronized T make(ObjectMapper mapper) {
		T known = this.value;
		if (known == null) {
			known = this.factory.apply(mapper);
			this.value = known;
		}
		return known;
	}

}
