package io.tino.convert;

import io.netty.buffer.ByteBuf;

/**
 * Converts arguments in plain text or bytes to values of one type. Thread-safe, and
 * resolved once for a type.
 *
 * @param <T> the type of the values
 * @since 0.1.0
 */
@FunctionalInterface
public interface ArgumentConverter<T> {

	/**
	 * Convert an argument.
	 * @param argument whose readable bytes are the argument; its indexes do not move
	 * @return the value, which refers to none of the bytes
	 * @throws io.tino.payload.MismatchedPayloadException if the argument does not stand
	 * for a value of the type
	 */
	T convert(ByteBuf argument);

}
