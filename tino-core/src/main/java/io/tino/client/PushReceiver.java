package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.RespValue;

/**
 * What waits for the pushes of an id, until one of them is the last. Called on the event
 * loop of the connection.
 */
interface PushReceiver {

	/** What is left of a call that has been given up: its end has still to come. */
	PushReceiver GIVEN_UP = new GivenUp();

	/** Return the call that is over with the last push, {@code null} if it is before. */
	@Nullable ClientCall<?> call();

	/**
	 * An item of a stream has come.
	 * @param item what has it
	 * @param length how many bytes it counts
	 * @return whether it has been taken, or else is by {@link ClientStreams#taken(long)}
	 * later
	 */
	boolean item(ReplyDecoder item, int length);

	/**
	 * The server takes more items of the stream of arguments.
	 * @param count how many
	 */
	void credit(long count);

	/**
	 * The result has come, which is the last push.
	 * @param result what has it
	 */
	void reply(ReplyDecoder result);

	/** An error has come, which is the last push. */
	void error(RespValue.SimpleError error);

	/** The end of a stream has come, which is the last push. */
	void end();

	/**
	 * The connection is closed, so that no push will come any more.
	 * @param cause why, or {@code null}
	 */
	void closed(@Nullable Throwable cause);

	/** Receives for nobody. */
	final class GivenUp implements PushReceiver {

		@Override
		public @Nullable ClientCall<?> call() {
			return null;
		}

		@Override
		public boolean item(ReplyDecoder item, int length) {
			return true; // so that its bytes are given back
		}

		@Override
		public void credit(long count) {
			// Nothing more is sent
		}

		@Override
		public void reply(ReplyDecoder result) {
			// Nobody wants it
		}

		@Override
		public void error(RespValue.SimpleError error) {
			// Nobody wants it
		}

		@Override
		public void end() {
			// Nobody wants it
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			// Nobody waits
		}

	}

}
