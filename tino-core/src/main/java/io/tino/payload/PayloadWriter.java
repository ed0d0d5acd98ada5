package io.tino.payload;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of one type. Thread-safe, and resolved once for a type.
 *
 * @param <T> the type of the values
 * @since 0.1.0
 */
@FunctionalInterface
public interface PayloadWriter<T> {

	/**
	 * Append one value.
	 * @param value the value
	 * @param out where it is appended
	 * @throws UnsupportedPayloadException if the value cannot be encoded; bytes may have
	 * been appended
	 */
	void write(@Nullable T value, ByteBuf out);

}
