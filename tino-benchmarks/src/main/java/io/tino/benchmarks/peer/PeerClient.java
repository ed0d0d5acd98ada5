package io.tino.benchmarks.peer;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.work.Work;

/**
 * A client that makes calls on behalf of a load. Its calls may be made by many threads at
 * a time. Each checks what comes back, so that nothing wrong is ever counted.
 */
public interface PeerClient extends AutoCloseable {

	/**
	 * Return the call of a thread that waits for the reply.
	 * @param work what is called
	 * @return the call, or {@code null} if the peer has none for this work
	 */
	@Nullable BlockingCall blocking(Work work);

	/**
	 * Return the call that does not wait.
	 * @param work what is called
	 * @return the call, or {@code null} if the peer has none for this work
	 */
	@Nullable AsyncCall async(Work work);

	@Override
	void close();

	/**
	 * A call that returns when the reply is there and has been checked.
	 */
	@FunctionalInterface
	interface BlockingCall {

		/**
		 * Make the call.
		 * @throws Exception if it fails
		 */
		void call() throws Exception;

	}

	/**
	 * A call that returns at once.
	 */
	@FunctionalInterface
	interface AsyncCall {

		/**
		 * Make the call.
		 * @param completion what is told, once, that the reply is there and has been
		 * checked. It may be told on any thread, but on this one while it starts the call
		 * only of a failure, as it may start the next call itself
		 */
		void start(Completion completion);

	}

	/**
	 * Is told that a call is over.
	 */
	@FunctionalInterface
	interface Completion {

		/**
		 * The call is over.
		 * @param failure why it has failed, or {@code null} if it has not
		 */
		void complete(@Nullable Throwable failure);

		/**
		 * The reply is there: the call is over, and has failed if that is a wrong one.
		 * @param reply the reply
		 * @param check throws if the reply is not what it should be
		 * @param <T> the type of the reply
		 */
		default <T> void completeWith(T reply, Consumer<? super T> check) {
			RuntimeException wrong = null;
			try {
				check.accept(reply);
			}
			catch (RuntimeException ex) {
				wrong = ex;
			}
			complete(wrong);
		}

	}

}
