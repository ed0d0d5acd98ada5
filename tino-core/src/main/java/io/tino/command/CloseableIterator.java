package io.tino.command;

import java.util.Iterator;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

/**
 * Items that may have to be waited for, and that hold something until they are closed.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public interface CloseableIterator<T extends @Nullable Object> extends Iterator<T>, AutoCloseable {

	/**
	 * Let go of what the items hold. Called once, whether all of them have been taken or
	 * not.
	 */
	@Override
	void close();

	/**
	 * Take the items of a stream.
	 * @param stream the stream, closed with what is returned
	 * @param <T> the type of the items
	 * @return its items
	 */
	static <T extends @Nullable Object> CloseableIterator<T> of(BaseStream<T, ?> stream) {
		return of(stream.iterator(), stream::close);
	}

	/**
	 * Take items and what is to be done when nothing more is taken of them.
	 * @param items the items
	 * @param close what to do
	 * @param <T> the type of the items
	 * @return both
	 */
	static <T extends @Nullable Object> CloseableIterator<T> of(Iterator<? extends T> items, Runnable close) {
		return new CloseableIterator<>() {

			@Override
			public boolean hasNext() {
				return items.hasNext();
			}

			@Override
			public T next() {
				return items.next();
			}

			@Override
			public void close() {
				close.run();
			}

		};
	}

}
