package io.tino.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells several listeners.
 *
 * @param listeners the listeners
 */
record CompositeClientListener(List<TinoClientListener> listeners) implements TinoClientListener {

	@Override
	public void connectionOpened() {
		this.listeners.forEach(TinoClientListener::connectionOpened);
	}

	@Override
	public void connectionClosed() {
		this.listeners.forEach(TinoClientListener::connectionClosed);
	}

	@Override
	public void callStarted(String command) {
		this.listeners.forEach((listener) -> listener.callStarted(command));
	}

	@Override
	public void callCompleted(String command, @Nullable String errorCode, long nanos) {
		this.listeners.forEach((listener) -> listener.callCompleted(command, errorCode, nanos));
	}

}
