package io.tino.client;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Makes streams that wait for the items of {@link TinoClient#stream}.
 *
 * @since 0.1.0
 */
public final class BlockingStream {

	private BlockingStream() {
	}

	/**
	 * Make a stream of items. They are subscribed to when the first one is asked for.
	 * Those that have come and have not been asked for are few: at most the prefetch, at
	 * most about 256 KiB if they are of about the same length, and in any case no more
	 * than a connection lets the server send.
	 * <p>
	 * The stream must be closed unless it has been read to its end; closing it cancels
	 * the call. Reading it throws a {@link TinoException} if the call fails, a
	 * {@link TinoCancelledException} if the thread is interrupted while it waits, which
	 * cancels the call too, and an {@link IllegalStateException} where waiting would keep
	 * items from coming: on an event loop of the client.
	 * @param command the command that is called, for messages
	 * @param items the items
	 * @param prefetch how many items may wait to be asked for, at least 1
	 * @param client the client that the items come from
	 * @param <T> the type of the items
	 * @return the stream, sequential and ordered
	 * @throws IllegalArgumentException if the prefetch is below 1
	 */
	public static <T> Stream<T> of(String command, Flow.Publisher<T> items, int prefetch, TinoClient client) {
		if (prefetch < 1) {
			throw new IllegalArgumentException("prefetch must be at least 1, but is " + prefetch);
		}
		BlockingItems<T> iterator = new BlockingItems<>(command, items, prefetch, client::inEventLoop);
		int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, characteristics), false)
			.onClose(iterator::close);
	}

}
