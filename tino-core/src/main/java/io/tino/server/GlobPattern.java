package io.tino.server;

/**
 * A pattern of Redis: {@code *}, {@code ?}, {@code [abc]}, {@code [^a-c]}, and a
 * backslash to escape them, ignoring the case of ASCII letters. Matching takes at most
 * the product of the lengths of pattern and text, whatever the pattern.
 */
final class GlobPattern {

	private final String glob;

	GlobPattern(String glob) {
		this.glob = glob;
	}

	boolean matches(String text) {
		int index = 0;
		int position = 0;
		int starIndex = -1;
		int starPosition = 0;
		while (position < text.length()) {
			if (index < this.glob.length() && this.glob.charAt(index) == '*') {
				starIndex = index++;
				starPosition = position;
			}
			else if (index < this.glob.length() && matchesOne(index, text.charAt(position))) {
				index = next(index);
				position++;
			}
			else if (starIndex >= 0) { // let the last star take one more; earlier ones
										// need not
				index = starIndex + 1;
				position = ++starPosition;
			}
			else {
				return false;
			}
		}
		while (index < this.glob.length() && this.glob.charAt(index) == '*') {
			index++;
		}
		return index == this.glob.length();
	}

	private boolean matchesOne(int index, char c) {
		return switch (this.glob.charAt(index)) {
			case '?' -> true;
			case '[' -> matchesClass(index + 1, lowerCase(c));
			case '\\' -> lowerCase(this.glob.charAt(isLast(index) ? index : index + 1)) == lowerCase(c);
			default -> lowerCase(this.glob.charAt(index)) == lowerCase(c);
		};
	}

	private boolean matchesClass(int start, char c) {
		int end = classEnd(start);
		boolean negated = start < end && this.glob.charAt(start) == '^';
		boolean found = false;
		for (int index = negated ? start + 1 : start; index < end; index++) {
			char low = lowerCase(this.glob.charAt(index));
			if (low == '\\' && index + 1 < end) {
				low = lowerCase(this.glob.charAt(++index));
			}
			char high = low;
			if (index + 2 < end && this.glob.charAt(index + 1) == '-') {
				index += 2;
				high = lowerCase(this.glob.charAt(index));
			}
			found |= c >= Math.min(low, high) && c <= Math.max(low, high);
		}
		return found != negated;
	}

	/** A class that is not closed takes the rest of the pattern. */
	private int classEnd(int start) {
		for (int index = start; index < this.glob.length(); index++) {
			if (this.glob.charAt(index) == '\\') {
				index++;
			}
			else if (this.glob.charAt(index) == ']') {
				return index;
			}
		}
		return this.glob.length();
	}

	private int next(int index) {
		return switch (this.glob.charAt(index)) {
			case '[' -> Math.min(classEnd(index + 1) + 1, this.glob.length());
			case '\\' -> isLast(index) ? index + 1 : index + 2;
			default -> index + 1;
		};
	}

	private boolean isLast(int index) {
		return index == this.glob.length() - 1;
	}

	private static char lowerCase(char c) {
		return (c >= 'A' && c <= 'Z') ? (char) (c + ('a' - 'A')) : c;
	}

}
