package io.tino.client;

import io.tino.command.ErrorCode;

/**
 * The server has answered a call with an error.
 *
 * @since 0.1.0
 */
public class TinoCommandException extends TinoException {

	private static final long serialVersionUID = 1L;

	private final String detail;

	/**
	 * Create an exception.
	 * @param command the command that was called
	 * @param code the code that the server has sent
	 * @param detail what the server has sent behind the code, may be empty
	 */
	public TinoCommandException(String command, String code, String detail) {
		this(command, code, detail, ErrorCode.mayHaveRun(code));
	}

	TinoCommandException(String command, String code, String detail, boolean mayHaveRun) {
		super(code, mayHaveRun, message(command, code, detail), null);
		this.detail = detail;
	}

	static String message(String command, String code, String detail) {
		return command + " has failed: " + (code + " " + detail).strip();
	}

	/**
	 * Return what the server says behind the code.
	 * @return the text, may be empty
	 */
	public String detail() {
		return this.detail;
	}

}
