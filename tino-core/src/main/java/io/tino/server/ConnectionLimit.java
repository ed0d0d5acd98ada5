package io.tino.server;

/**
 * What a connection was not accepted, or was closed, for.
 *
 * @since 0.1.0
 */
public enum ConnectionLimit {

	/**
	 * The number of connections.
	 */
	CONNECTIONS,

	/**
	 * The number of connections of one address.
	 */
	CONNECTIONS_PER_ADDRESS,

	/**
	 * What waits for a client that does not read.
	 */
	OUTPUT,

	/**
	 * The time to authenticate.
	 */
	AUTHENTICATION_TIMEOUT,

	/**
	 * The number of failed attempts to authenticate.
	 */
	AUTHENTICATION_FAILURES,

	/**
	 * The time without a request.
	 */
	IDLE_TIMEOUT,

	/**
	 * The age, of a connection that has not been left in time.
	 */
	CONNECTION_AGE

}
