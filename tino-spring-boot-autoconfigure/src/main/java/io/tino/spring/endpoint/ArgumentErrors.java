package io.tino.spring.endpoint;

import java.util.ArrayList;
import java.util.List;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.command.JsonText;

/**
 * What callers are told of arguments and headers that are not what they must be: where,
 * why, and why as a program tells it, as JSON values.
 */
final class ArgumentErrors {

	private static final String COMMAND = "command";

	private static final String HEADER = "header";

	/** A map may have keys of any length, and whoever has sent them knows them. */
	private static final int MAX_SHOWN_KEY_LENGTH = 128;

	private ArgumentErrors() {
	}

	/**
	 * An argument is not exactly one value.
	 * @param argument the name of the argument
	 * @param why what is wrong
	 * @return the error
	 */
	static CommandException malformed(String argument, String why) {
		return new CommandException(ErrorCode.INVALID_MSGPACK, location(List.of(argument)) + " " + JsonText.quote(why));
	}

	/**
	 * An argument is not of its type, or breaks a constraint.
	 * @param path where: the name of the argument, and the way on in it; empty if it is
	 * all of the arguments together
	 * @param why what is wrong
	 * @param type what is wrong, as a program tells it
	 * @return the error
	 */
	static CommandException mismatch(List<Object> path, String why, String type) {
		return new CommandException(ErrorCode.VALIDATION_ERROR,
				location(path) + " " + JsonText.quote(why) + " " + JsonText.quote(type));
	}

	/**
	 * A header is missing, is not of its type, or breaks a constraint.
	 * @param name the name of the header
	 * @param why what is wrong
	 * @param type what is wrong, as a program tells it
	 * @return the error
	 */
	static CommandException header(String name, String why, String type) {
		return new CommandException(ErrorCode.VALIDATION_ERROR,
				JsonText.array(List.of(HEADER, name)) + " " + JsonText.quote(why) + " " + JsonText.quote(type));
	}

	private static String location(List<?> path) {
		List<Object> location = new ArrayList<>();
		location.add(COMMAND);
		path.forEach((element) -> location.add(shown(element)));
		return JsonText.array(location);
	}

	private static Object shown(Object element) {
		return (element instanceof String key && key.length() > MAX_SHOWN_KEY_LENGTH)
				? key.substring(0, MAX_SHOWN_KEY_LENGTH) : element;
	}

}
