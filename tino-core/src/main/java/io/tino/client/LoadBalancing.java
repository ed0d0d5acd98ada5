package io.tino.client;

/**
 * How a client chooses a server for a call, among those that it is connected to.
 *
 * @since 0.1.0
 */
public enum LoadBalancing {

	/**
	 * One after another.
	 */
	ROUND_ROBIN,

	/**
	 * The one that has the fewest calls of this client without a reply; one after another
	 * of those that have equally few. A server that has become slow gets less to do, and
	 * the others more.
	 */
	LEAST_OUTSTANDING

}
