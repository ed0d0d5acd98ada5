package io.tino.client;

import java.util.concurrent.Flow;

/**
 * Takes the items of a stream together with their lengths, and says later when they are
 * out of the way, by {@link ItemSubscription#taken(long)}. Until then their bytes are
 * kept from the server, so that it sends no more than the window.
 *
 * @param <T> the type of the items
 */
interface ItemSubscriber<T> extends Flow.Subscriber<T> {

	/**
	 * Take an item, in the place of {@link #onNext}.
	 * @param item the item
	 * @param length how many bytes it counts
	 */
	void onItem(T item, int length);

}
