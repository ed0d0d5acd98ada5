package io.tino.client;

/**
 * Has a say in each call before it is made, as to add headers.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoClientInterceptor {

	/**
	 * Decide how a call is made. Called on the thread that makes the call; must not
	 * block. What it throws fails the call.
	 * @param command the command's name
	 * @param options what has been decided so far
	 * @return the options of the call
	 */
	TinoCallOptions intercept(String command, TinoCallOptions options);

}
