package io.tino.command;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the JSON values that stand in the messages of errors, spaced as Python Tino
 * spaces them.
 *
 * @since 0.1.0
 */
public final class JsonText {

	private JsonText() {
	}

	/**
	 * Write a string.
	 * @param text the text
	 * @return the text in quotes, its quotes, backslashes and control characters escaped
	 */
	public static String quote(String text) {
		StringBuilder json = new StringBuilder(text.length() + 2).append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '"' -> json.append("\\\"");
				case '\\' -> json.append("\\\\");
				case '\n' -> json.append("\\n");
				case '\r' -> json.append("\\r");
				case '\t' -> json.append("\\t");
				default -> {
					if (c < ' ') {
						json.append(String.format("\\u%04x", (int) c));
					}
					else {
						json.append(c);
					}
				}
			}
		}
		return json.append('"').toString();
	}

	/**
	 * Write an array of strings and numbers.
	 * @param elements the elements
	 * @return the array
	 */
	public static String array(List<?> elements) {
		return elements.stream()
			.map((element) -> (element instanceof Number) ? element.toString() : quote(element.toString()))
			.collect(Collectors.joining(", ", "[", "]"));
	}

}
