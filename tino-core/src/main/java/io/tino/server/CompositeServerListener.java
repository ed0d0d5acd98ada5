package io.tino.server;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.TinoConnection;

/**
 * Tells several listeners.
 *
 * @param listeners the listeners
 */
record CompositeServerListener(List<TinoServerListener> listeners) implements TinoServerListener {

	@Override
	public void connectionOpened(TinoConnection connection) {
		this.listeners.forEach((listener) -> listener.connectionOpened(connection));
	}

	@Override
	public void connectionClosed(TinoConnection connection) {
		this.listeners.forEach((listener) -> listener.connectionClosed(connection));
	}

	@Override
	public void callStarted(Command command) {
		this.listeners.forEach((listener) -> listener.callStarted(command));
	}

	@Override
	public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
		this.listeners.forEach((listener) -> listener.callCompleted(command, errorCode, nanos, started));
	}

}
