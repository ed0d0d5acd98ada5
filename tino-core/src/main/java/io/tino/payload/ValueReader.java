package io.tino.payload;

import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Reads values of one type from MessagePack without Jackson, as Jackson would read them.
 */
@FunctionalInterface
interface ValueReader {

	/**
	 * Read a value, which may be nil.
	 * @param in where it is
	 * @param depth how many levels of arrays and maps are left
	 * @return the value
	 * @throws Unreadable if it is left to Jackson to read it, or to say what is wrong
	 * @throws Throwable if a constructor or a method of the value throws it
	 */
	@Nullable Object read(ArrayInput in, int depth) throws Throwable;

}
