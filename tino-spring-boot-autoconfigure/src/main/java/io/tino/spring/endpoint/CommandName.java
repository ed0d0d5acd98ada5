package io.tino.spring.endpoint;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names commands after methods.
 */
final class CommandName {

	/**
	 * Between a lower-case letter or digit and an upper-case letter, or before a word.
	 */
	private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

	private CommandName() {
	}

	/**
	 * Make a name.
	 * @param prefix the prefix of the endpoint, may be empty
	 * @param methodName the name of the method
	 * @return the name, {@code NOTES.CREATE_NOTE} of {@code notes} and {@code createNote}
	 */
	static String of(String prefix, String methodName) {
		String name = WORD_BOUNDARY.matcher(methodName).replaceAll("_");
		return (prefix.isEmpty() ? name : prefix + "." + name).toUpperCase(Locale.ROOT);
	}

}
