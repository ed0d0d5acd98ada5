package io.tino.client;

/**
 * What a client knows of one of its servers.
 *
 * @param address the address, such as {@code example.org/192.0.2.1:7777} or
 * {@code unix:/run/tino.sock}
 * @param state whether it can be called
 * @param outstanding how many calls have been made to it that have no reply, those of
 * sessions included
 * @since 0.1.0
 */
public record TinoNode(String address, State state, int outstanding) {

	/**
	 * Whether a server can be called.
	 */
	public enum State {

		/**
		 * It has not been needed yet, or not for long.
		 */
		IDLE,

		/**
		 * A connection is being opened.
		 */
		CONNECTING,

		/**
		 * It takes calls.
		 */
		READY,

		/**
		 * It could not be reached, and will be tried again after some time.
		 */
		BACKING_OFF

	}

}
