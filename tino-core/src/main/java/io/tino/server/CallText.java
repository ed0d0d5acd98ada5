package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.tino.resp.Request;

/**
 * A request as an operator is shown it: cut where it is long, and without passwords. Its
 * elements are strings of one character a byte.
 */
final class CallText {

	private static final int MAX_ELEMENTS = 32;

	private static final int MAX_LENGTH = 128;

	private static final int NO_SECRET = -2;

	private static final String REDACTED = "(redacted)";

	private CallText() {
	}

	/** Return the elements of a call's request. */
	static List<String> of(ServerCall call) {
		Request request = call.request();
		List<String> elements = new ArrayList<>();
		int shown = (request.size() > MAX_ELEMENTS) ? MAX_ELEMENTS - 1 : request.size();
		int secret = firstSecret(call);
		for (int index = 0; index < shown; index++) {
			elements.add((index == secret || index == secret + 1) ? REDACTED : element(request, index));
		}
		if (shown < request.size()) {
			elements.add("... (" + (request.size() - shown) + " more arguments)");
		}
		return elements;
	}

	/** {@code AUTH} has nothing but secrets, {@code HELLO} has them behind a word. */
	private static int firstSecret(ServerCall call) {
		if (call.command() instanceof AuthCommand) {
			return 1;
		}
		boolean mayHaveSecrets = call.command() instanceof HelloCommand;
		for (int index = 1; mayHaveSecrets && index < call.request().size(); index++) {
			if (call.request().matches(index, "AUTH")) {
				return index + 1;
			}
		}
		return NO_SECRET;
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
					out.append(String.format("\\x%02x", (int) c));
				}
			}
		}
	}

}
