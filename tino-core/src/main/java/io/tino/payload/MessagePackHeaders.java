package io.tino.payload;

import java.math.BigInteger;

import io.netty.buffer.ByteBuf;

/**
 * Reads the headers of a call: one map of MessagePack with names of type str, or an
 * integer alone, which is the header that most calls have.
 *
 * @since 0.1.0
 */
public final class MessagePackHeaders {

	/** As values may be lists and maps, which nobody looks at. */
	private static final int MAX_DEPTH = 8;

	private MessagePackHeaders() {
	}

	/**
	 * Read headers.
	 * @param bytes whose readable bytes, one at least, are the headers; they are read
	 * @param alone the name of an integer that stands alone
	 * @param visitor told each header
	 * @throws MalformedPayloadException if the bytes are not exactly one such value
	 */
	public static void read(ByteBuf bytes, String alone, Visitor visitor) {
		try {
			if (MessagePackInput.isInteger(bytes)) {
				readValue(alone, bytes, visitor);
			}
			else {
				int size = MessagePackInput.readMapHeader(bytes);
				for (int i = 0; i < size; i++) {
					readValue(MessagePackInput.readString(bytes), bytes, visitor);
				}
			}
		}
		catch (MessagePackInput.Unreadable ex) {
			throw new MalformedPayloadException("neither a map of MessagePack with names of type str nor an integer");
		}
		if (bytes.isReadable()) {
			throw new MalformedPayloadException("bytes behind the end");
		}
	}

	private static void readValue(String name, ByteBuf bytes, Visitor visitor) {
		Object value = MessagePackInput.readAny(bytes, MAX_DEPTH);
		if (value instanceof Integer || value instanceof Long) {
			visitor.number(name, ((Number) value).longValue());
		}
		else if (value instanceof BigInteger) { // of 64 bits without a sign
			visitor.number(name, Long.MAX_VALUE);
		}
		else if (value instanceof String text) {
			visitor.text(name, text);
		}
		else {
			visitor.other(name);
		}
	}

	/**
	 * Is told headers.
	 */
	public interface Visitor {

		/**
		 * Take a header that is an integer.
		 * @param name its name
		 * @param value its value, {@link Long#MAX_VALUE} if it is larger
		 */
		void number(String name, long value);

		/**
		 * Take a header that is text.
		 * @param name its name
		 * @param value its value
		 */
		void text(String name, String value);

		/**
		 * Take a header that is anything else.
		 * @param name its name
		 */
		void other(String name);

	}

}
