package io.tino.client;

import io.tino.command.ErrorCode;

/**
 * A transaction has not run, as a watched key has changed. Whoever wants it still reads
 * again what it depends on.
 *
 * @since 0.1.0
 */
public class TinoWatchException extends TinoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 */
	public TinoWatchException() {
		super(ErrorCode.EXECABORT, false, "A watched key has changed, so that the transaction has not run", null);
	}

}
