package io.tino.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;

/**
 * What a server answers to {@code ITER} and {@code NEXT}.
 *
 * @param cursor what to ask for more items of
 * @param items the items
 */
record CursorAnswer(String cursor, List<RespValue> items) {

	private static final String END = "0";

	/**
	 * Read an answer.
	 * @param value what has come
	 * @return the answer, or {@code null} if it is none
	 */
	static @Nullable CursorAnswer of(RespValue value) {
		if (value instanceof RespValue.Array array && array.elements().size() == 2
				&& array.elements().get(0) instanceof RespValue.BulkString cursor
				&& array.elements().get(1) instanceof RespValue.Array items) {
			return new CursorAnswer(StandardCharsets.UTF_8.decode(cursor.bytes().duplicate()).toString(),
					items.elements());
		}
		return null;
	}

	/** Tell whether there are no more items. */
	boolean isLast() {
		return this.cursor.equals(END);
	}

}
