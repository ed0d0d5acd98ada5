package io.tino.sample.reference;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A reply or push as it came, so that equal replies have been equal bytes. Written in the
 * notation of conversations.
 */
sealed interface Reply {

	/**
	 * A value that has no others in it.
	 *
	 * @param type the byte that it begins with
	 * @param text what follows, one character a byte, without the length
	 */
	record Scalar(char type, String text) implements Reply {

		@Override
		public String toString() {
			return switch (this.type) {
				case ':' -> this.text;
				case '$' -> Escapes.quote(this.text);
				case '=' -> this.text.substring(0, 4) + Escapes.quote(this.text.substring(4));
				case '#' -> this.text.equals("t") ? "true" : "false";
				case '+', '-' -> this.type + Escapes.quote(this.text);
				default -> this.type + this.text;
			};
		}

	}

	/**
	 * One of the three nulls.
	 *
	 * @param wire {@code $-1}, {@code *-1} or {@code _}
	 */
	record Null(String wire) implements Reply {

		@Override
		public String toString() {
			return this.wire.equals("*-1") ? "nil[]" : "nil";
		}

	}

	/**
	 * A value that is made of others.
	 *
	 * @param type the byte that it begins with
	 * @param elements the others, of a map its keys and values in turn
	 */
	record Aggregate(char type, List<Reply> elements) implements Reply {

		@Override
		public String toString() {
			if (this.type == '%') {
				StringBuilder pairs = new StringBuilder();
				for (int i = 0; i < this.elements.size(); i++) {
					pairs.append((i == 0) ? "" : (i % 2 == 0) ? ", " : ": ").append(this.elements.get(i));
				}
				return "{" + pairs + "}";
			}
			return ((this.type == '*') ? "" : String.valueOf(this.type))
					+ this.elements.stream().map(Reply::toString).collect(Collectors.joining(", ", "[", "]"));
		}

	}

}
