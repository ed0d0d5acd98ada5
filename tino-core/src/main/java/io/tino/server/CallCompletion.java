package io.tino.server;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;

/**
 * Takes what a call has come to: a reply that is still to be written, or a failure.
 */
interface CallCompletion {

	/**
	 * Complete a call. Called once, on whichever thread the command has completed it.
	 * @param call the call
	 * @param reply the reply, or {@code null} if the call has failed
	 * @param failure why it has failed, or {@code null} if it has not
	 */
	void complete(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure);

	/**
	 * Find who takes the items of a stream that completes a call. Called once, instead of
	 * {@link #complete}, on whichever thread the command has completed it.
	 * @param call the call, which may have been cancelled
	 * @return who takes the items, and answers the call
	 */
	ItemReceiver receiver(ServerCall call);

	/**
	 * A call that has been cancelled is over now. Called once, instead of
	 * {@link #complete}, on whichever thread the command has completed it.
	 * @param call the call
	 */
	void dropped(ServerCall call);

}
