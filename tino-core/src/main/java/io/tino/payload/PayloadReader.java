package io.tino.payload;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of one type. Thread-safe, and resolved once for a type.
 *
 * @param <T> the type of the values
 * @since 0.1.0
 */
@FunctionalInterface
public interface PayloadReader<T> {

	/**
	 * Read one value.
	 * @param in the readable bytes are the value and nothing else; its indexes may move
	 * @return the value, which refers to none of the bytes; {@code null} if it is a null
	 * and the type allows one
	 * @throws MalformedPayloadException if the bytes are not exactly one value of the
	 * format
	 * @throws MismatchedPayloadException if they are, but not of this type
	 */
	@Nullable T read(ByteBuf in);

}
