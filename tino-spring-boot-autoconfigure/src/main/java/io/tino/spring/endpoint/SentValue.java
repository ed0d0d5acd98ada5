package io.tino.spring.endpoint;

import java.util.List;

import io.tino.command.CommandException;

/**
 * A parameter whose value callers send, so that they are told if it is not what it must
 * be.
 */
interface SentValue extends ArgumentResolver {

	/**
	 * Say that the value is not what it must be.
	 * @param path where in the value
	 * @param why why
	 * @param type why, as a program tells it
	 * @return the error
	 */
	CommandException mismatch(List<Object> path, String why, String type);

}
