package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.command.ErrorCode;
import io.tino.payload.PayloadException;

/**
 * A reply has come, but is not of the type that was asked for, or cannot be read as such.
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
		super(ErrorCode.VALIDATION_ERROR, true, "Reply to " + command + " is no " + replyType + ": " + reason(cause),
				cause);
	}

	/** Only payload exceptions are known not to repeat what was sent. */
	private static @Nullable String reason(Throwable cause) {
		return (cause instanceof PayloadException) ? cause.getMessage() : cause.getClass().getName();
	}

}
