package io.tino.boot.autoconfigure.server;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Permissions of a file as people write them: {@code 770} or {@code rwxrwx---}.
 */
final class SocketPermissions {

	private static final String LETTERS = "rwxrwxrwx";

	private SocketPermissions() {
	}

	/**
	 * Read permissions.
	 * @throws IllegalArgumentException if they are neither of the two
	 */
	static Set<PosixFilePermission> parse(String text) {
		try {
			return PosixFilePermissions
				.fromString(text.matches("[0-7]{3}") ? letters(Integer.parseInt(text, 8)) : text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"It must be three octal digits, such as 770, or letters such as rwxrwx---", ex);
		}
	}

	private static String letters(int bits) {
		StringBuilder letters = new StringBuilder();
		for (int i = 0; i < LETTERS.length(); i++) {
			boolean set = (bits & (1 << (LETTERS.length() - 1 - i))) != 0;
			letters.append(set ? LETTERS.charAt(i) : '-');
		}
		return letters.toString();
	}

}
