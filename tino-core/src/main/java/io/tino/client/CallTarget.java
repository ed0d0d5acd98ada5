package io.tino.client;

/**
 * Sends calls. Called on any thread.
 */
@FunctionalInterface
interface CallTarget {

	/**
	 * Choose where a call goes that has just begun.
	 * @param call the call
	 * @return what sends it
	 */
	default CallTarget choose(ClientCall<?> call) {
		return this;
	}

	/**
	 * Send a call that has not been counted, and count it, if it is made as another one
	 * is answered where it goes.
	 * @param call the call
	 * @return {@code false} if nothing has been done
	 */
	default boolean sendAtOnce(ClientCall<?> call) {
		return false;
	}

	/** Take a call that has been counted, and send it soon. */
	void submit(ClientCall<?> call);

}
