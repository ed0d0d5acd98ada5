package io.tino.server;

/**
 * A pattern of Redis: {@code *}, {@code ?}, {@code [abc]}, {@code [^a-c]}, and a
 * backslash to escape them, with the corner cases of {@code stringmatchlen}: the empty
 * text matches only the empty pattern, and a class that is not closed takes the rest of
 * the pattern. Matching takes at most the product of the lengths of pattern and text,
 * whatever the pattern.
 *
 * @param glob the pattern
 * @param ignoresCase whether to ignore the case of ASCII letters
 */
record GlobPattern(String glob, boolean ignoresCase) {

	private static final int NO_MATCH = -1;

	boolean matches(String text) {
		if (text.isEmpty()) {
			return this.glob.isEmpty();
		}
		int index = 0;
		int position = 0;
		int starIndex = -1;
		int starPosition = 0;
		while (position < text.length()) {
			if (isStar(index)) {
				starIndex = index++;
				starPosition = position;
				continue;
			}
			int next = (index < this.glob.length()) ? matchOne(index, fold(text.charAt(position))) : NO_MATCH;
			if (next != NO_MATCH) {
				index = next;
				position++;
			}
			else if (starIndex >= 0) { // the last star takes one more; earlier ones need
										// not
				index = starIndex + 1;
				position = ++starPosition;
			}
			else {
				return false;
			}
		}
		while (isStar(index)) {
			index++;
		}
		return index == this.glob.length();
	}

	private boolean isStar(int index) {
		return index < this.glob.length() && this.glob.charAt(index) == '*';
	}

	/** Return where the pattern goes on behind what has matched one character. */
	private int matchOne(int index, char c) {
		return switch (this.glob.charAt(index)) {
			case '?' -> index + 1;
			case '[' -> matchClass(index + 1, c);
			case '\\' -> matchLiteral((index + 1 < this.glob.length()) ? index + 1 : index, c);
			default -> matchLiteral(index, c);
		};
	}

	private int matchLiteral(int index, char c) {
		return (folded(index) == c) ? index + 1 : NO_MATCH;
	}

	private int matchClass(int start, char c) {
		int end = this.glob.length();
		boolean negated = start < end && this.glob.charAt(start) == '^';
		int index = negated ? start + 1 : start;
		boolean found = false;
		while (index < end && this.glob.charAt(index) != ']') {
			if (this.glob.charAt(index) == '\\' && index + 1 < end) { // begins no range
				found |= folded(index + 1) == c;
				index += 2;
			}
			else if (index + 2 < end && this.glob.charAt(index + 1) == '-') {
				found |= isBetween(c, folded(index), folded(index + 2));
				index += 3;
			}
			else {
				found |= folded(index) == c;
				index++;
			}
		}
		return (found != negated) ? Math.min(index + 1, end) : NO_MATCH;
	}

	private static boolean isBetween(char c, char one, char other) {
		return c >= Math.min(one, other) && c <= Math.max(one, other);
	}

	private char folded(int index) {
		return fold(this.glob.charAt(index));
	}

	private char fold(char c) {
		return (this.ignoresCase && c >= 'A' && c <= 'Z') ? (char) (c + ('a' - 'A')) : c;
	}

}
