package io.tino.command;

/**
 * A call has failed in a way that its caller is told about: the code and the message are
 * sent as they are.
 *
 * @since 0.1.0
 */
public class CommandException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * Create an exception with one of the known codes. It has no stack trace: it is an
	 * answer, and refusing a call must not cost more than running it.
	 * @param code the code
	 * @param message what the caller is told, may be empty
	 */
	public CommandException(ErrorCode code, String message) {
		super(message, null, true, false);
		this.code = code.name();
	}

	/**
	 * Create an exception with an application's own code.
	 * @param code the code
	 * @param message what the caller is told, may be empty
	 * @throws IllegalArgumentException if the code is not usable, see
	 * {@link ErrorCode#requireUsable}
	 */
	public CommandException(String code, String message) {
		super(message);
		this.code = ErrorCode.requireUsable(code);
	}

	/**
	 * Return the code that the error begins with.
	 * @return the code, in upper case
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Return what the caller is told.
	 * @return the message, may be empty
	 */
	@Override
	public String getMessage() {
		return String.valueOf(super.getMessage());
	}

}
