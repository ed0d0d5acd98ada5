package io.tino.payload;

/**
 * The bytes are not exactly one well-formed value of the format.
 *
 * @since 0.1.0
 */
public final class MalformedPayloadException extends PayloadException {

	private static final long serialVersionUID = 1L;

	MalformedPayloadException(String message) {
		super(message);
	}

}
