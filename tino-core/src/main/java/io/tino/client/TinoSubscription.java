package io.tino.client;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A subscription to channels and patterns, which ends when it is closed. Thread-safe.
 * <p>
 * Whenever its connection breaks the client opens another one and subscribes again. A
 * message comes at most once: what is published while there is no connection is lost, and
 * {@link TinoMessageHandler} is told that it may have been.
 *
 * @since 0.1.0
 */
public interface TinoSubscription extends AutoCloseable {

	/**
	 * Return what is subscribed to.
	 * @return channels and patterns
	 */
	TinoTopics topics();

	/**
	 * Return what becomes of the subscription at first.
	 * @return completed when the server has confirmed all of it for the first time, or
	 * with a {@link TinoException} if the server has refused the client or a part of the
	 * subscription, or the subscription is closed before. It stays incomplete while the
	 * server cannot be reached. What was refused is tried again with the next connection
	 */
	CompletableFuture<@Nullable Void> confirmed();

	/**
	 * Tell whether messages come now.
	 * @return whether the server has confirmed all of the subscription since the last
	 * connection was opened
	 */
	boolean isActive();

	/**
	 * Do not take messages for a while. If called by the handler no message comes after
	 * the present one. Nothing more is read from the connection, which all subscriptions
	 * of the client share, so that they all pause; a server closes the connection if too
	 * much gathers.
	 */
	void pause();

	/**
	 * Take messages again.
	 */
	void resume();

	/**
	 * End the subscription. Does not wait: a message that is being handled is.
	 */
	@Override
	void close();

}
