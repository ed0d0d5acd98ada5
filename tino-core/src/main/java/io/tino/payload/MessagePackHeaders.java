package io.tino.payload;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a call: one map of MessagePack with names of type str.
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
	 * @param bytes whose readable bytes are the map
	 * @param visitor told each header
	 * @throws MalformedPayloadException if the bytes are not exactly one such map
	 */
	public static void read(ByteBuf bytes, Visitor visitor) {
		try {
			int size = MessagePackInput.readMapHeader(bytes);
			for (int i = 0; i < size; i++) {
				visitor.header(MessagePackInput.readString(bytes), MessagePackInput.readAny(bytes, MAX_DEPTH));
			}
		}
		catch (MessagePackInput.Unreadable ex) {
			throw new MalformedPayloadException("not a map of MessagePack with names of type str");
		}
		if (bytes.isReadable()) {
			throw new MalformedPayloadException("bytes after the map");
		}
	}

	/**
	 * Is told headers.
	 */
	@FunctionalInterface
	public interface Visitor {

		/**
		 * Take a header.
		 * @param name its name
		 * @param value its value, as what it is
		 */
		void header(String name, @Nullable Object value);

	}

}
