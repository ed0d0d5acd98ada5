package io.tino.spring.endpoint;

import io.tino.command.TinoConnection;

/**
 * Makes the state that each connection has for itself. A bean of this type gives
 * {@link ConnectionState @ConnectionState} parameters of type {@code T} their values.
 *
 * @param <T> the type of the state, usually mutable
 * @since 0.1.0
 */
@FunctionalInterface
public interface ConnectionStateFactory<T> {

	/**
	 * Make the state of a connection. Called when the first call needs it, on the thread
	 * of that call.
	 * @param connection the connection
	 * @return the state, which no other connection sees
	 */
	T create(TinoConnection connection);

	/**
	 * Let go of the state of a connection that has been closed or reset. Called on the
	 * worker executor, after the last call of the connection.
	 * @param state the state
	 */
	default void destroy(T state) {
	}

}
