package io.tino.client;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several listeners. What one of them throws is logged and keeps nobody else from
 * going on.
 *
 * @param listeners the listeners
 */
record CompositeClientListener(List<TinoClientListener> listeners) implements TinoClientListener {

	private static final Logger logger = LoggerFactory.getLogger(CompositeClientListener.class);

	/** Make what a listener throws do no harm. */
	static TinoClientListener guard(TinoClientListener listener) {
		boolean harmless = listener == NONE || listener instanceof CompositeClientListener;
		return harmless ? listener : new CompositeClientListener(List.of(listener));
	}

	@Override
	public void clientBuilt(TinoClient client) {
		tell((listener) -> listener.clientBuilt(client));
	}

	@Override
	public void connectionOpened() {
		tell(TinoClientListener::connectionOpened);
	}

	@Override
	public void connectionClosed() {
		tell(TinoClientListener::connectionClosed);
	}

	private void tell(Consumer<TinoClientListener> event) {
		for (TinoClientListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public void callStarted(String command) {
		for (int index = 0; index < this.listeners.size(); index++) { // as often as calls
			TinoClientListener listener = this.listeners.get(index);
			try {
				listener.callStarted(command);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public void callCompleted(String command, @Nullable String errorCode, long nanos) {
		for (int index = 0; index < this.listeners.size(); index++) { // as often as calls
			TinoClientListener listener = this.listeners.get(index);
			try {
				listener.callCompleted(command, errorCode, nanos);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public @Nullable LongConsumer recorder(String command) {
		return (this.listeners.size() == 1) ? recorder(this.listeners.get(0), command) : null;
	}

	private static @Nullable LongConsumer recorder(TinoClientListener listener, String command) {
		LongConsumer recorder = null;
		try {
			recorder = listener.recorder(command);
		}
		catch (Throwable ex) {
			failed(listener, ex);
		}
		return (recorder != null) ? guard(listener, recorder) : null;
	}

	private static LongConsumer guard(TinoClientListener listener, LongConsumer recorder) {
		return (nanos) -> {
			try {
				recorder.accept(nanos);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		};
	}

	private static void failed(TinoClientListener listener, Throwable failure) {
		logger.warn("Client listener {} has failed", listener.getClass().getName(), failure);
	}

}
