package io.tino.transport;

/**
 * Whether a server asks clients for a certificate during the handshake of TLS.
 *
 * @since 0.1.0
 */
public enum ClientAuth {

	/**
	 * It does not ask.
	 */
	NONE,

	/**
	 * It asks, and takes clients that have none. One that it does not trust is refused.
	 */
	WANT,

	/**
	 * It refuses clients that have none which it trusts.
	 */
	NEED

}
