package io.tino.client;

import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of a {@link TinoSubscription}. All methods are called on an event
 * loop of the client, one at a time, and must not block. What they throw is logged, and
 * changes nothing else.
 *
 * @param <T> the type of the payloads
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoMessageHandler<T extends @Nullable Object> {

	/**
	 * A message has come. A channel that is subscribed to by its name and by a pattern
	 * gives each of its messages twice.
	 * @param message the message
	 */
	void handle(TinoMessage<T> message);

	/**
	 * The connection of a subscription that was active has broken. From now on messages
	 * may be lost.
	 * @param cause why, or {@code null} if the server has closed it
	 */
	default void interrupted(@Nullable Throwable cause) {
	}

	/**
	 * A subscription that was interrupted is active again. What was published in the
	 * meantime has been lost.
	 */
	default void resubscribed() {
	}

}
