package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespWriter;

/**
 * Asks for the items of a cursor, by one {@code NEXT} for each: an answer comes when it
 * has all items that it was asked for, so that one of several would be late. Confined to
 * the event loop of the connection.
 */
final class CursorCredit implements StreamCredit {

	/** Enough to keep the server busy, and short enough to be written at once. */
	private static final int MAX_REQUESTED = 128;

	private final RequestBatch requests;

	/** {@code null} before it is known, and when nothing more is wanted of it. */
	private @Nullable String cursor;

	/** How many items are wanted that have not been asked for. */
	private long wanted;

	/** How many items have been asked for that have not come. */
	private int requested;

	/** How many bytes have come that nobody has taken. */
	private long kept;

	/** How many bytes the next items have at most, as far as the last ones tell. */
	private int expectedLength;

	CursorCredit(RequestBatch requests) {
		this.requests = requests;
	}

	/** Ask for the first item, by what is written next. */
	void begin(long credit) {
		this.wanted = credit - 1;
		this.requested = 1;
	}

	/**
	 * An answer has come.
	 * @param cursor what to ask for more items of
	 * @param items how many items have come
	 * @param length how many bytes
	 */
	void answered(String cursor, int items, int length) {
		this.cursor = cursor;
		this.requested--;
		this.wanted += (items == 0) ? 1 : 0;
		this.expectedLength = Math.max(length, this.expectedLength - this.expectedLength / 16);
	}

	/** Bytes have come that are taken later. */
	void kept(int length) {
		this.kept += length;
	}

	@Override
	public void credit(long id, long count) {
		this.wanted += count;
		proceed();
	}

	@Override
	public void taken(long bytes) {
		this.kept -= bytes;
		proceed();
	}

	/** Ask for what is wanted, as far as there is room for it. */
	void proceed() {
		String current = this.cursor;
		while (current != null && this.wanted > 0 && hasRoom()) {
			RespWriter writer = this.requests.writer();
			writer.array(3);
			writer.bulk("NEXT");
			writer.bulk(current);
			writer.bulk(1);
			this.wanted--;
			this.requested++;
		}
	}

	private boolean hasRoom() {
		long bytes = this.kept + (long) this.requested * this.expectedLength;
		return this.requested < MAX_REQUESTED && bytes < ClientStreams.WINDOW;
	}

	/** Ask for nothing more. */
	void end() {
		this.cursor = null;
	}

	@Override
	public void flush() {
		this.requests.flushIfAny();
	}

}
