package io.tino.payload;

/**
 * A value, or values of a type, cannot be encoded or decoded at all.
 *
 * @since 0.1.0
 */
public final class UnsupportedPayloadException extends PayloadException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what cannot be done, without the value
	 * @param cause why
	 */
	public UnsupportedPayloadException(String message, Throwable cause) {
		super(message, cause);
	}

}
