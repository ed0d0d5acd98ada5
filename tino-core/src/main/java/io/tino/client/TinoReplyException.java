package io.tino.client;

import io.tino.command.ErrorCode;

/**
 * A reply has come, but is not of the type that was asked for.
 *
 * @since 0.1.0
 */
public class TinoReplyException extends TinoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param command the command that was called
	 * @param replyType the type that was asked for
	 * @param cause why the reply is not of that type
	 */
	public TinoReplyException(String command, String replyType, Throwable cause) {
		super(ErrorCode.VALIDATION_ERROR, true,
				"Reply to " + command + " is no " + replyType + ": " + cause.getMessage(), cause);
	}

}
