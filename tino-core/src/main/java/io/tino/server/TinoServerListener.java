package io.tino.server;

import java.net.SocketAddress;
import java.util.List;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.TinoConnection;

/**
 * Is told what a server does, to measure it. Called on event loops, so no method may
 * block.
 *
 * @since 0.1.0
 */
public interface TinoServerListener {

	/**
	 * A listener that ignores everything.
	 */
	TinoServerListener NONE = new TinoServerListener() {
	};

	/**
	 * Combine listeners.
	 * @param listeners the listeners, told in this order
	 * @return one listener that tells them all, and logs what they throw
	 */
	static TinoServerListener composite(List<? extends TinoServerListener> listeners) {
		return listeners.isEmpty() ? NONE : new CompositeServerListener(List.copyOf(listeners));
	}

	/**
	 * A connection has been accepted.
	 * @param connection the connection
	 */
	default void connectionOpened(TinoConnection connection) {
	}

	/**
	 * A connection has not been accepted. The other methods are not called for it.
	 * @param remoteAddress where it came from
	 * @param limit the limit that it was over
	 */
	default void connectionRejected(SocketAddress remoteAddress, ConnectionLimit limit) {
	}

	/**
	 * A connection is being closed as it is over a limit.
	 * {@link #connectionClosed(TinoConnection)} follows.
	 * @param connection the connection
	 * @param limit the limit
	 */
	default void connectionEvicted(TinoConnection connection, ConnectionLimit limit) {
	}

	/**
	 * A connection has been closed.
	 * @param connection the connection
	 */
	default void connectionClosed(TinoConnection connection) {
	}

	/**
	 * A call has begun to run, and will not complete at once.
	 * @param command the command
	 */
	default void callStarted(Command command) {
	}

	/**
	 * A call has been answered.
	 * @param command the command, or {@code null} if there is none of the name
	 * @param errorCode the code of the error, or {@code null} if it has succeeded
	 * @param nanos how long it took from the arrival of the request to its answer; 0 if
	 * it was refused
	 * @param started whether {@link #callStarted} has been called for it
	 */
	default void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
	}

	/**
	 * Return what is told of calls of a command in place of {@link #callCompleted}, if
	 * they have succeeded and {@link #callStarted} has not been called for them. Asked
	 * once for each command and event loop, on that event loop, on which alone it is told
	 * then: it need share nothing with others, nor look for what belongs to the command.
	 * Not asked if there are several listeners.
	 * @param command the command
	 * @return is told how many nanoseconds each call took; {@code null}, as it is by
	 * default, if {@code callCompleted} is to be told
	 */
	default @Nullable LongConsumer recorder(Command command) {
		return null;
	}

}
