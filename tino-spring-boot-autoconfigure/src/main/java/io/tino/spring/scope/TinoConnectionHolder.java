package io.tino.spring.scope;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

import io.tino.command.TinoConnection;

/**
 * Knows the connection whose call runs on the current thread.
 *
 * @since 0.1.0
 */
public final class TinoConnectionHolder {

	/**
	 * An array of one connection, so that a call looks into the map of its thread once to
	 * set it and once to take it back, and leaves no garbage there. Nor does the thread
	 * keep a class of ours by it. Found by an index on threads of Netty.
	 */
	private static final FastThreadLocal<@Nullable Object @Nullable []> CURRENT = new FastThreadLocal<>();

	private TinoConnectionHolder() {
	}

	/**
	 * Return the connection of the call that runs on this thread.
	 * @return the connection, or {@code null} outside of calls
	 */
	public static @Nullable TinoConnection current() {
		Object[] slot = CURRENT.getIfExists();
		return (slot != null) ? (TinoConnection) slot[0] : null;
	}

	/**
	 * Set the connection of this thread.
	 * @param connection the connection, or {@code null} for none
	 * @return the connection that was set before, to be set again afterwards
	 */
	public static @Nullable TinoConnection set(@Nullable TinoConnection connection) {
		Object[] slot = CURRENT.getIfExists();
		if (slot == null) {
			slot = new Object[1];
			CURRENT.set(slot);
		}
		TinoConnection previous = (TinoConnection) slot[0];
		slot[0] = connection;
		return previous;
	}

}
