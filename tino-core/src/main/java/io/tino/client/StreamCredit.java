package io.tino.client;

/**
 * Lets a server send items of the streams that answer calls: as many as are wanted, and
 * no more bytes than are taken. Confined to the event loop of the connection.
 */
interface StreamCredit {

	/**
	 * Take more items.
	 * @param id the id of the call
	 * @param count how many
	 */
	void credit(long id, long count);

	/** Bytes of items have been taken, so that as many more may come. */
	void taken(long bytes);

	/** Send what has been written. */
	void flush();

}
