package io.tino.convert;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;

/**
 * Converts results of one type to replies in the types of RESP. Thread-safe, and resolved
 * once for a type.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ResultConverter {

	/**
	 * Make a reply of a result.
	 * @param result the result
	 * @return the reply; it writes the result as it is then, and throws an
	 * {@link io.tino.payload.UnsupportedPayloadException} if that cannot be written, when
	 * bytes may have been appended
	 */
	Call.Reply convert(@Nullable Object result);

}
