package io.tino.sample.reference;

import java.util.List;

/**
 * What a conversation begins with.
 *
 * @param guarded whether it is with a server that requires authentication
 * @param greeted whether each participant says {@code HELLO} first, once with version 2,
 * once with 3
 * @param authenticated whether each participant is the user {@code tina}
 */
record Setting(boolean guarded, boolean greeted, boolean authenticated) {

	static final Setting USUAL = new Setting(false, true, false);

	/** Tell whether a line is about the setting. */
	static boolean isOf(String line) {
		return line.matches("(server|hello|user): .*");
	}

	Setting with(String line) {
		return switch (line) {
			case "server: guarded" -> new Setting(true, false, false);
			case "hello: none" -> new Setting(this.guarded, false, false);
			case "user: tina" -> new Setting(this.guarded, this.greeted, true);
			default -> throw new IllegalArgumentException("not understood: " + line);
		};
	}

	/**
	 * Return what each participant says first.
	 * @param resp the version of the protocol
	 * @return the words, if any
	 */
	List<String> greeting(int resp) {
		if (!this.greeted) {
			return List.of();
		}
		String version = Integer.toString(resp);
		return this.authenticated ? List.of("HELLO", version, "AUTH", "tina", "tinaspassword")
				: List.of("HELLO", version);
	}

}
