package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.tino.resp.Request;

/**
 * A request as an operator is shown it: cut where it is long, and without passwords. Its
 * elements are strings of one character a byte.
 */
final class CallText {

	private static final int MAX_ELEMENTS = 32;

	private static final int MAX_LENGTH = 128;

	private static final String REDACTED = "(redacted)";

	private CallText() {
	}

	/** Return the elements of a call's request. */
	static List<String> of(ServerCall call) {
		Request request = call.request();
		List<String> elements = new ArrayList<>();
		int shown = (request.size() > MAX_ELEMENTS) ? MAX_ELEMENTS - 1 : request.size();
		for (int index = 0; index < shown; index++) {
			elements.add(isSecret(call, index) ? REDACTED : element(request, index));
		}
		if (shown < request.size()) {
			elements.add("... (" + (request.size() - shown) + " more arguments)");
		}
		return elements;
	}

	/**
	 * Tell whether an element may be a password: {@code AUTH} has nothing else, and
	 * {@code HELLO} has them behind that word.
	 */
	private static boolean isSecret(ServerCall call, int index) {
		Request request = call.request();
		if (call.command() instanceof HelloCommand) {
			return index > 1 && (request.matches(index - 1, "AUTH") || request.matches(index - 2, "AUTH"));
		}
		return call.command() instanceof AuthCommand && index > 0;
	}

	private static String element(Request request, int index) {
		int length = request.length(index);
		int shown = Math.min(length, MAX_LENGTH);
		String text = request.element(index)
			.toString(request.element(index).readerIndex(), shown, StandardCharsets.ISO_8859_1);
		return (shown < length) ? text + "... (" + (length - shown) + " more bytes)" : text;
	}

	/** Quote an element as Redis does, in printable ASCII. */
	static String quote(String element) {
		StringBuilder quoted = new StringBuilder("\"");
		for (int i = 0; i < element.length(); i++) {
			append(element.charAt(i), quoted);
		}
		return quoted.append('"').toString();
	}

	private static void append(char c, StringBuilder out) {
		switch (c) {
			case '\\', '"' -> out.append('\\').append(c);
			case '\n' -> out.append("\\n");
			case '\r' -> out.append("\\r");
			case '\t' -> out.append("\\t");
			case 7 -> out.append("\\a");
			case '\b' -> out.append("\\b");
			default -> {
				if (c >= ' ' && c <= '~') {
					out.append(c);
				}
				else {
					out.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
				}
			}
		}
	}

}
