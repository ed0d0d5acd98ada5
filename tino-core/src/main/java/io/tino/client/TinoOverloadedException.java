package io.tino.client;

import io.tino.command.ErrorCode;

/**
 * Too many calls wait for a reply already, or too many bytes to be sent, so that this one
 * has not been sent; or too many sessions are open.
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
		this(command + " has not been sent: " + limit + " calls wait for a reply");
	}

	private TinoOverloadedException(String message) {
		super(ErrorCode.OVERLOADED, false, message, null);
	}

	static TinoOverloadedException bytes(String command, long limit) {
		return new TinoOverloadedException(command + " has not been sent: " + limit + " bytes or more wait to be sent");
	}

	static TinoOverloadedException stream(String command) {
		return new TinoOverloadedException(command + " has not been sent: the server answers in order, so that its "
				+ "stream needs a connection like that of a session, and as many are open as may be "
				+ "(tino.client.max-sessions)");
	}

	static TinoOverloadedException sessions(int limit) {
		return new TinoOverloadedException("No session has been opened: " + limit + " are open");
	}

}
