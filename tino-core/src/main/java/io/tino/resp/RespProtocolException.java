package io.tino.resp;

/**
 * The bytes received are not RESP, or declare a length over a limit. Terminal for the
 * connection: a RESP stream cannot be resynchronised.
 *
 * @since 0.1.0
 */
public final class RespProtocolException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String reason;

	private final long offset;

	RespProtocolException(String reason, long offset) {
		super(reason + " at byte " + offset);
		this.reason = reason;
		this.offset = offset;
	}

	/**
	 * Return what is wrong in the words that Redis uses, without the place, so that it
	 * can be sent as {@code -ERR Protocol error: <reason>}.
	 * @return one line of text
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Return how many bytes of the stream precede the malformed element.
	 * @return the offset, counted from the first byte of the connection
	 */
	public long offset() {
		return this.offset;
	}

}
