package io.tino.sample.reference;

/**
 * Bytes as text that can be read and typed: one character a byte, with the escapes
 * {@code \r \n \t \a \b \" \\}, {@code \xHH}, and <code>\{text*3}</code> for the text
 * three times.
 */
final class Escapes {

	private static final String LETTERS = "rntab";

	private static final String MEANT = "\r\n\t\u0007\b";

	private final String text;

	private int index;

	private Escapes(String text) {
		this.text = text;
	}

	/**
	 * Replace the escapes of a text by what they stand for.
	 * @param text the text
	 * @return the bytes, one character each
	 */
	static String unescape(String text) {
		Escapes escapes = new Escapes(text);
		StringBuilder bytes = new StringBuilder();
		while (escapes.index < text.length()) {
			char c = text.charAt(escapes.index++);
			bytes.append((c == '\\') ? escapes.escape() : String.valueOf(c));
		}
		return bytes.toString();
	}

	private String escape() {
		char c = this.text.charAt(this.index++);
		int letter = LETTERS.indexOf(c);
		if (letter >= 0) {
			return MEANT.substring(letter, letter + 1);
		}
		if (c == 'x') {
			this.index += 2;
			return String.valueOf((char) Integer.parseInt(this.text, this.index - 2, this.index, 16));
		}
		return (c == '{') ? repeat() : String.valueOf(c);
	}

	private String repeat() {
		int end = closingBrace();
		int star = this.text.lastIndexOf('*', end);
		String repeated = unescape(this.text.substring(this.index, star));
		this.index = end + 1;
		return repeated.repeat(Integer.parseInt(this.text, star + 1, end, 10));
	}

	private int closingBrace() {
		int open = 1;
		for (int i = this.index; i < this.text.length(); i++) {
			open += (this.text.charAt(i) == '{') ? 1 : (this.text.charAt(i) == '}') ? -1 : 0;
			if (open == 0) {
				return i;
			}
		}
		throw new IllegalArgumentException("No } in " + this.text);
	}

	/**
	 * Write bytes in quotes.
	 * @param bytes the bytes, one character each
	 * @return the text
	 */
	static String quote(String bytes) {
		return '"' + escape(bytes).replace("\"", "\\\"") + '"';
	}

	/**
	 * Write bytes with escapes.
	 * @param bytes the bytes, one character each
	 * @return the text
	 */
	static String escape(String bytes) {
		StringBuilder text = new StringBuilder();
		for (char c : bytes.toCharArray()) {
			int letter = MEANT.indexOf(c);
			if (letter >= 0) {
				text.append('\\').append(LETTERS.charAt(letter));
			}
			else if (c == '\\') {
				text.append("\\\\");
			}
			else {
				text.append((c >= ' ' && c <= '~') ? String.valueOf(c) : String.format("\\x%02x", (int) c));
			}
		}
		return text.toString();
	}

}
