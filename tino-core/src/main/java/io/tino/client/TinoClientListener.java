package io.tino.client;

import java.util.List;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Is told what a client does, to measure it. Called on any thread; no method may block.
 * What a method throws is logged, and changes nothing else.
 *
 * @since 0.1.0
 */
public interface TinoClientListener {

	/**
	 * A listener that ignores everything.
	 */
	TinoClientListener NONE = new TinoClientListener() {
	};

	/**
	 * The name of a client where there is no other.
	 */
	String DEFAULT_CLIENT = "default";

	/**
	 * Combine listeners.
	 * @param listeners the listeners, told in this order
	 * @return one listener that tells them all
	 */
	static TinoClientListener composite(List<? extends TinoClientListener> listeners) {
		return switch (listeners.size()) {
			case 0 -> NONE;
			case 1 -> listeners.get(0);
			default -> new CompositeClientListener(List.copyOf(listeners));
		};
	}

	/**
	 * Return the listener of one client, where several have listeners in common. Called
	 * once for each, before the client is built.
	 * @param client the name of the client, {@value #DEFAULT_CLIENT} for the one that has
	 * no other
	 * @return the listener, by default this one for all clients
	 */
	default TinoClientListener forClient(String client) {
		return this;
	}

	/**
	 * A client has been built, of which this is the listener.
	 * @param client the client, which may be asked for {@link TinoClient#pendingCalls()
	 * pending calls} at any time
	 */
	default void clientBuilt(TinoClient client) {
	}

	/**
	 * A connection has been established.
	 */
	default void connectionOpened() {
	}

	/**
	 * A connection has been closed.
	 */
	default void connectionClosed() {
	}

	/**
	 * A call has begun.
	 * @param command the command's name
	 */
	default void callStarted(String command) {
	}

	/**
	 * A call has ended.
	 * @param command the command's name
	 * @param errorCode the code of the failure, or {@code null} if it has succeeded
	 * @param nanos how long it took
	 */
	default void callCompleted(String command, @Nullable String errorCode, long nanos) {
	}

	/**
	 * Return what is told of calls of a command in place of {@link #callCompleted}, if
	 * they have succeeded. Asked once for each command and event loop, on that event
	 * loop, on which alone it is told then: it need share nothing with others, nor look
	 * for what belongs to the command. Not asked if there are several listeners.
	 * @param command the command's name
	 * @return is told how many nanoseconds each call took; {@code null}, as it is by
	 * default, if {@code callCompleted} is to be told
	 */
	default @Nullable LongConsumer recorder(String command) {
		return null;
	}

}
