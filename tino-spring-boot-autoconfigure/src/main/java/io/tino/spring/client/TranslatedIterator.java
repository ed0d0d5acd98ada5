package io.tino.spring.client;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.tino.client.TinoException;

/**
 * Items that throw the exceptions that a client has for error codes, unless they are
 * checked: no iterator may throw those.
 *
 * @param source the items
 * @param errors the exceptions
 * @param <T> the type of the items
 */
record TranslatedIterator<T>(Iterator<T> source, ErrorTypes errors) implements Iterator<T> {

	/**
	 * Make a stream of the items.
	 * @param closed closed with the stream
	 */
	Stream<T> stream(Stream<T> closed) {
		int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, characteristics), false)
			.onClose(closed::close);
	}

	@Override
	public boolean hasNext() {
		return translating(this.source::hasNext);
	}

	@Override
	public T next() {
		return translating(this.source::next);
	}

	private <R> R translating(Supplier<R> reading) {
		try {
			return reading.get();
		}
		catch (TinoException ex) {
			if (this.errors.translate(ex) instanceof RuntimeException translated) {
				throw translated;
			}
			throw ex;
		}
	}

}
