package io.tino.server;

import java.net.SocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.Command;
import io.tino.command.TinoConnection;

/**
 * Tells several listeners, and lets none that fails keep the server from its work.
 *
 * @param listeners the listeners
 */
record CompositeServerListener(List<TinoServerListener> listeners) implements TinoServerListener {

	private static final Logger logger = LoggerFactory.getLogger(CompositeServerListener.class);

	/** Make what a listener throws do no harm. */
	static TinoServerListener guard(TinoServerListener listener) {
		boolean harmless = listener == NONE || listener instanceof CompositeServerListener;
		return harmless ? listener : new CompositeServerListener(List.of(listener));
	}

	@Override
	public void connectionOpened(TinoConnection connection) {
		tell((listener) -> listener.connectionOpened(connection));
	}

	@Override
	public void connectionRejected(SocketAddress remoteAddress, ConnectionLimit limit) {
		tell((listener) -> listener.connectionRejected(remoteAddress, limit));
	}

	@Override
	public void connectionEvicted(TinoConnection connection, ConnectionLimit limit) {
		tell((listener) -> listener.connectionEvicted(connection, limit));
	}

	@Override
	public void connectionClosed(TinoConnection connection) {
		tell((listener) -> listener.connectionClosed(connection));
	}

	@Override
	public void callStarted(Command command) {
		tell((listener) -> listener.callStarted(command));
	}

	@Override
	public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
		for (int index = 0; index < this.listeners.size(); index++) { // as often as calls
			TinoServerListener listener = this.listeners.get(index);
			try {
				listener.callCompleted(command, errorCode, nanos, started);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	private void tell(Consumer<TinoServerListener> event) {
		for (TinoServerListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public @Nullable LongConsumer recorder(Command command) {
		return (this.listeners.size() == 1) ? recorder(this.listeners.get(0), command) : null;
	}

	private static @Nullable LongConsumer recorder(TinoServerListener listener, Command command) {
		LongConsumer recorder = null;
		try {
			recorder = listener.recorder(command);
		}
		catch (Throwable ex) {
			failed(listener, ex);
		}
		return (recorder != null) ? guard(listener, recorder) : null;
	}

	private static LongConsumer guard(TinoServerListener listener, LongConsumer recorder) {
		return (nanos) -> {
			try {
				recorder.accept(nanos);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		};
	}

	private static void failed(TinoServerListener listener, Throwable failure) {
		logger.error("Listener {} has failed", listener, failure);
	}

}
