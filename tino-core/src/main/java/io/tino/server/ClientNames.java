package io.tino.server;

/**
 * Names that clients give: they stand in lines of words, separated by spaces.
 */
final class ClientNames {

	private ClientNames() {
	}

	/**
	 * Check a name as Redis does.
	 * @param what what has the name, to begin the error with
	 * @param name the name
	 * @return the name
	 * @throws io.tino.command.CommandException if it has other characters than printable
	 * ASCII without spaces
	 */
	static String require(String what, String name) {
		if (name.chars().anyMatch((c) -> c < '!' || c > '~')) {
			throw BuiltInCommand.error(what + " cannot contain spaces, newlines or special characters.");
		}
		return name;
	}

}
