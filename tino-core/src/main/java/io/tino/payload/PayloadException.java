package io.tino.payload;

/**
 * A payload could not be decoded or encoded. The message never contains the payload.
 *
 * @since 0.1.0
 */
public abstract sealed class PayloadException extends RuntimeException
		permits MalformedPayloadException, MismatchedPayloadException, UnsupportedPayloadException {

	private static final long serialVersionUID = 1L;

	PayloadException(String message) {
		super(message);
	}

	PayloadException(String message, Throwable cause) {
		super(message, cause);
	}

}
