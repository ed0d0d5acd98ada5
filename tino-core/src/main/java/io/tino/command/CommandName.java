package io.tino.command;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at the bytes of commands' names, ignoring the case of ASCII letters: eight at a
 * time, as it is done for each call.
 */
final class CommandName {

	private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long EACH_BYTE = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x80 * EACH_BYTE;

	private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

	private CommandName() {
	}

	/** Return the hash code of a name, in any case. */
	static int hash(byte[] name, int start, int end) {
		long hash = end - start;
		int index = start;
		for (; end - index > Long.BYTES; index += Long.BYTES) {
			hash = (hash ^ upperCase((long) WORD.get(name, index))) * GOLDEN_RATIO;
		}
		hash = (hash ^ upperCase(lastWord(name, start, end))) * GOLDEN_RATIO;
		return (int) (hash ^ hash >>> 32);
	}

	/**
	 * Tell whether a name is the one that is expected.
	 * @param expected the one, in upper case
	 * @param name where the name stands, in any case
	 * @param start index of its first byte
	 * @param end index after its last byte
	 * @return whether it is
	 */
	static boolean matches(byte[] expected, byte[] name, int start, int end) {
		if (expected.length != end - start) {
			return false;
		}
		for (int i = 0; expected.length - i > Long.BYTES; i += Long.BYTES) {
			if ((long) WORD.get(expected, i) != upperCase((long) WORD.get(name, start + i))) {
				return false;
			}
		}
		return lastWord(expected, 0, expected.length) == upperCase(lastWord(name, start, end));
	}

	/** Return the last eight bytes of a name, or all of them if they are fewer. */
	private static long lastWord(byte[] name, int start, int end) {
		if (end - start >= Long.BYTES) {
			return (long) WORD.get(name, end - Long.BYTES);
		}
		long word = 0;
		for (int index = start; index < end; index++) {
			word = word << Byte.SIZE | (name[index] & 0xff);
		}
		return word;
	}

	/** Turn the small letters among eight bytes into capitals. */
	private static long upperCase(long word) {
		long sevenBits = word & ~HIGH_BITS;
		long fromA = sevenBits + (0x80 - 'a') * EACH_BYTE;
		long behindZ = sevenBits + (0x80 - 'z' - 1) * EACH_BYTE;
		long small = fromA & ~behindZ & ~word & HIGH_BITS;
		return word ^ small >>> 2;
	}

}
