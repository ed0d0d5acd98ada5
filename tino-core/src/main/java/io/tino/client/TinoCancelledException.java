package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.command.ErrorCode;

/**
 * A call was cancelled: the caller has given up waiting for a reply, or the server says
 * so.
 *
 * @since 0.1.0
 */
public class TinoCancelledException extends TinoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param command the command that was called
	 * @param cause why, or {@code null}
	 */
	public TinoCancelledException(String command, @Nullable Throwable cause) {
		super(ErrorCode.CANCELLED, true, "Waiting for the reply to " + command + " was given up", cause);
	}

	TinoCancelledException(String command, String detail, boolean mayHaveRun) {
		super(ErrorCode.CANCELLED, mayHaveRun,
				TinoCommandException.message(command, ErrorCode.CANCELLED.name(), detail), null);
	}

}
