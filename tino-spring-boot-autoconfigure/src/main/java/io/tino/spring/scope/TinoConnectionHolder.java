package io.tino.spring.scope;

import org.jspecify.annotations.Nullable;

import io.tino.command.TinoConnection;

/**
 * Knows the connection whose call runs on the current thread.
 *
 * @since 0.1.0
 */
public final class TinoConnectionHolder {

	private static final ThreadLocal<@Nullable TinoConnection> CURRENT = new ThreadLocal<>();

	private TinoConnectionHolder() {
	}

	/**
	 * Return the connection of the call that runs on this thread.
	 * @return the connection, or {@code null} outside of calls
	 */
	public static @Nullable TinoConnection current() {
		return CURRENT.get();
	}

	/**
	 * Set the connection of this thread.
	 * @param connection the connection, or {@code null} for none
	 * @return the connection that was set before, to be set again afterwards
	 */
	public static @Nullable TinoConnection set(@Nullable TinoConnection connection) {
		TinoConnection previous = CURRENT.get();
		if (connection == null) {
			CURRENT.remove();
		}
		else {
			CURRENT.set(connection);
		}
		return previous;
	}

}
