package io.tino.payload;

/**
 * Encodes strings as UTF-8 into an array, without another array between them. A lone
 * surrogate becomes a question mark, as it does in {@link String#getBytes()}.
 */
final class Utf8 {

	private Utf8() {
	}

	/**
	 * Return how many bytes a string takes.
	 * @param value the string
	 * @param ascii how many chars at its beginning are known to be ASCII
	 * @return the number of bytes
	 * @throws IllegalArgumentException if no array has so many
	 */
	static int length(String value, int ascii) {
		int length = value.length();
		long bytes = length;
		for (int i = ascii; i < length; i++) {
			char unit = value.charAt(i);
			if (unit < 0x80) {
				continue;
			}
			if (unit < 0x800) {
				bytes++;
			}
			else if (!Character.isSurrogate(unit)) {
				bytes += 2;
			}
			else if (isPair(value, i)) {
				bytes += 2; // two chars, four bytes
				i++;
			}
		}
		if (bytes > Integer.MAX_VALUE - 8) {
			throw new IllegalArgumentException("String of " + bytes + " bytes");
		}
		return (int) bytes;
	}

	/**
	 * Encode a string.
	 * @param value the string
	 * @param target where its bytes go, with enough room for them
	 * @param index the index of the first of them
	 * @return the index after the last
	 */
	static int encode(String value, byte[] target, int index) {
		int length = value.length();
		int at = index;
		for (int i = 0; i < length; i++) {
			char unit = value.charAt(i);
			if (unit < 0x80) {
				target[at++] = (byte) unit;
			}
			else if (unit < 0x800) {
				target[at++] = (byte) (0xc0 | unit >> 6);
				target[at++] = (byte) (0x80 | unit & 0x3f);
			}
			else if (!Character.isSurrogate(unit)) {
				target[at++] = (byte) (0xe0 | unit >> 12);
				target[at++] = (byte) (0x80 | unit >> 6 & 0x3f);
				target[at++] = (byte) (0x80 | unit & 0x3f);
			}
			else if (isPair(value, i)) {
				int point = Character.toCodePoint(unit, value.charAt(++i));
				target[at] = (byte) (0xf0 | point >> 18);
				target[at + 1] = (byte) (0x80 | point >> 12 & 0x3f);
				target[at + 2] = (byte) (0x80 | point >> 6 & 0x3f);
				target[at + 3] = (byte) (0x80 | point & 0x3f);
				at += 4;
			}
			else {
				target[at++] = '?';
			}
		}
		return at;
	}

	private static boolean isPair(String value, int index) {
		return Character.isHighSurrogate(value.charAt(index)) && index + 1 < value.length()
				&& Character.isLowSurrogate(value.charAt(index + 1));
	}

}
