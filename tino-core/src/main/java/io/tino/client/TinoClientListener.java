package io.tino.client;

import java.util.List;

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

}
