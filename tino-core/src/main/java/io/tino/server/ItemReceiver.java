package io.tino.server;

import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * Takes the items of a stream that a call returns. Called on the event loop of the
 * connection, but for the methods that say otherwise.
 */
interface ItemReceiver {

	/** Return how items are written. Called on any thread. */
	RespVersion version();

	/** Write what goes before an item. Called on any thread. */
	void begin(RespWriter writer);

	/**
	 * Something new is there: the stream has started, has brought items, or has ended.
	 * @param items the stream
	 */
	void arrived(ItemStream<?> items);

	/** The stream, which was cancelled, is over now. */
	void stopped();

}
