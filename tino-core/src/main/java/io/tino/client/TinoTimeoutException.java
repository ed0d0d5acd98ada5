package io.tino.client;

import java.time.Duration;

import io.tino.command.ErrorCode;

/**
 * The time for a call is over: no reply has come, or the server says so.
 *
 * @since 0.1.0
 */
public class TinoTimeoutException extends TinoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param command the command that was called
	 * @param timeout how long a reply has been waited for
	 * @param mayHaveRun whether the call had been sent
	 */
	public TinoTimeoutException(String command, Duration timeout, boolean mayHaveRun) {
		super(ErrorCode.DEADLINE_EXCEEDED, mayHaveRun, command + " has " + (mayHaveRun ? "no reply" : "not been sent")
				+ " after " + timeout.toMillis() + " ms", null);
	}

	TinoTimeoutException(String command, String detail, boolean mayHaveRun) {
		super(ErrorCode.DEADLINE_EXCEEDED, mayHaveRun,
				TinoCommandException.message(command, ErrorCode.DEADLINE_EXCEEDED.name(), detail), null);
	}

}
