package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.command.ErrorCode;

/**
 * The server cannot be reached, or the connection has broken before the reply has come.
 *
 * @since 0.1.0
 */
public class TinoConnectionException extends TinoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what has happened
	 * @param mayHaveRun whether the call had been sent
	 * @param cause why, or {@code null}
	 */
	public TinoConnectionException(String message, boolean mayHaveRun, @Nullable Throwable cause) {
		super(ErrorCode.UNAVAILABLE, mayHaveRun, message, cause);
	}

}
