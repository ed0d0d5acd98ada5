package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.command.ErrorCode;

/**
 * A call has failed. Says why by a {@linkplain #code() code}, and whether the call
 * {@linkplain #mayHaveRun() may have run}.
 *
 * @since 0.1.0
 */
public abstract class TinoException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String code;

	private final boolean mayHaveRun;

	/**
	 * Create an exception.
	 * @param code the code
	 * @param mayHaveRun whether the call may have run
	 * @param message what has happened
	 * @param cause why, or {@code null}
	 */
	protected TinoException(String code, boolean mayHaveRun, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.code = code;
		this.mayHaveRun = mayHaveRun;
	}

	TinoException(ErrorCode code, boolean mayHaveRun, String message, @Nullable Throwable cause) {
		this(code.name(), mayHaveRun, message, cause);
	}

	/**
	 * Return why the call has failed: the code that the server has sent, or that says the
	 * same if it comes from this side.
	 * @return the code, in upper case
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Tell whether the server may have run the call.
	 * @return {@code false} if it has certainly not, so that calling again does no harm
	 */
	public boolean mayHaveRun() {
		return this.mayHaveRun;
	}

}
