package io.tino.spring.listener;

import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of messages, to measure it. Called on worker threads. What it
 * throws is logged, and changes nothing else.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoListenerObserver {

	/**
	 * A listener has done with a message.
	 * @param listener the id of the listener
	 * @param errorCode why it has failed, a code as of calls: {@code INVALID_MSGPACK},
	 * {@code VALIDATION_ERROR} or {@code UNEXPECTED_ERROR}; {@code null} if it has not
	 * @param nanos how long it took, the time in the queue not included
	 */
	void messageHandled(String listener, @Nullable String errorCode, long nanos);

}
