package io.tino.client;

import io.tino.command.ErrorCode;

/**
 * Too many calls wait for a reply already, so that this one has not been sent.
 *
 * @since 0.1.0
 */
public class TinoOverloadedException extends TinoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param command the command that was called
	 * @param limit how many calls may wait
	 */
	public TinoOverloadedException(String command, int limit) {
		super(ErrorCode.OVERLOADED, false, command + " has not been sent: " + limit + " calls wait for a reply", null);
	}

}
