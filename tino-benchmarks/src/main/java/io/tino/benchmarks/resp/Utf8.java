package io.tino.benchmarks.resp;

import java.util.Arrays;

/**
 * Encodes texts in half of the time that the JDK takes for emoji.
 */
final class Utf8 {

	/** A character of 2 bytes takes up to 3, a pair of them 4. */
	private static final int MAX_BYTES = 3;

	private static final int SURROGATES = Character.toCodePoint((char) 0, (char) 0);

	private Utf8() {
	}

	/** Encode a text whose surrogates are pairs. */
	static byte[] encode(String text) {
		char[] chars = text.toCharArray();
		byte[] bytes = new byte[MAX_BYTES * chars.length];
		int at = 0;
		for (int i = 0; i < chars.length; i++) {
			int c = chars[i];
			if (c < 0x80) {
				bytes[at++] = (byte) c;
				continue;
			}
			if (c < 0x800) {
				bytes[at++] = (byte) (0xc0 | c >> 6);
			}
			else {
				if (Character.isSurrogate((char) c)) {
					c = (c << 10) + chars[++i] + SURROGATES;
					bytes[at++] = (byte) (0xf0 | c >> 18);
					bytes[at++] = (byte) (0x80 | c >> 12 & 0x3f);
				}
				else {
					bytes[at++] = (byte) (0xe0 | c >> 12);
				}
				bytes[at++] = (byte) (0x80 | c >> 6 & 0x3f);
			}
			bytes[at++] = (byte) (0x80 | c & 0x3f);
		}
		return Arrays.copyOf(bytes, at);
	}

}
