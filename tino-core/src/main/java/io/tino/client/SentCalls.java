package io.tino.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;

/**
 * The calls that have been sent on a connection and are not over, and what tells which of
 * them the server answers. Confined to the event loop of the connection.
 */
interface SentCalls {

	/** Tell whether the server takes one more. */
	boolean hasRoom();

	/** Tell whether nothing is to come any more. */
	boolean isEmpty();

	/**
	 * Send a call, with the next flush.
	 * @param call the call, whose request is not needed any more or kept by it
	 * @param nanoTime the time, before the deadline of the call
	 */
	void send(ClientCall<?> call, long nanoTime);

	/**
	 * A reply or push has come.
	 * @param decoder what has it
	 */
	void received(ReplyDecoder decoder);

	/**
	 * Nobody waits for a call any more.
	 * @param call a call that has been sent
	 * @param cancelled whether that is the caller's wish, and not because time is over
	 */
	void giveUp(ClientCall<?> call, boolean cancelled);

	/**
	 * Return whom to wake when all that has come is dealt with.
	 * @return takes callers, or {@code null} if they are to be woken at once
	 */
	@Nullable AnsweredCallers answeredCallers();

	/** Return the streams of the calls, {@code null} if there can be none. */
	@Nullable ClientStreams streams();

	/** Return what lets the server send items, {@code null} if it can send none. */
	default @Nullable StreamCredit credit() {
		return streams();
	}

	/**
	 * Return when a connection that has been silent is to be looked at.
	 * @param receivedNanos since when it is
	 * @return the time, or {@code null} as long as nothing is waited for
	 */
	@Nullable Long lookAt(long receivedNanos);

	/**
	 * Ask a server that has been silent whether it is there.
	 * @param nanoTime the time
	 * @return {@code false} if it has been asked, so that the connection is broken
	 */
	boolean probe(long nanoTime);

	/** Return how long a connection that is broken has been silent. */
	Duration silence();

	/**
	 * The connection is closed: no call will be answered any more.
	 * @param cause why, or {@code null}
	 */
	void closed(@Nullable Throwable cause);

	/**
	 * Is told what becomes of the calls.
	 */
	interface Owner {

		/** A call counts no more: it has its reply, or will get none. */
		void ended(ClientCall<?> call);

		/**
		 * Return whom to wake when all that has come is dealt with.
		 * @return takes callers, or {@code null} as long as nothing comes
		 */
		@Nullable AnsweredCallers answeredCallers();

		/** A call that may take any time once it is answered has its first answer. */
		void begun(ClientCall<?> call);

		/** A call has not been run, and is to be sent again on another connection. */
		void resend(ClientCall<?> call);

		/**
		 * The server wants no more calls on the connection.
		 * @param time how long it runs those that come all the same
		 */
		void draining(Duration time);

		/** The server has sent what makes no sense. */
		void broken(String reason);

	}

}
