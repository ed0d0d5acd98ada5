package io.tino.client;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes publishers of items that have to be waited for, as
 * {@link TinoCallOptions#withItems} takes them.
 *
 * @since 0.1.0
 */
public final class BlockingPublisher {

	private BlockingPublisher() {
	}

	/**
	 * Make a publisher of the items of an iterator. They are taken one by one as they are
	 * requested, on a daemon thread that is started for them and waits while none is, so
	 * that an iterator may block. Cancelling interrupts the thread, which ends when the
	 * iterator lets it go.
	 * <p>
	 * Calls that the iterator makes have the time, and the headers, that are left to
	 * those of the thread that subscribes. Other values of that thread are not there.
	 * @param items the items, of which none may be {@code null}
	 * @param <T> the type of the items
	 * @return the items, for one subscriber: those who subscribe once the first one has
	 * been requested get an {@link IllegalStateException}
	 */
	public static <T> Flow.Publisher<T> of(Iterator<? extends T> items) {
		Objects.requireNonNull(items, "items must not be null");
		AtomicBoolean taken = new AtomicBoolean();
		return (subscriber) -> {
			Objects.requireNonNull(subscriber, "subscriber must not be null");
			subscriber.onSubscribe(new BlockingSubscription<T>(items, taken, subscriber));
		};
	}

}
