package io.tino.server;

import io.tino.command.TinoConnection;

/**
 * Decides who may publish and subscribe to what. Runs on the event loop and must not
 * block; a call within a transaction is decided on a worker.
 *
 * @since 0.1.0
 */
public interface ChannelAuthorizer {

	/**
	 * Allows everything to whoever may call at all.
	 */
	ChannelAuthorizer ALL = new ChannelAuthorizer() {

		@Override
		public boolean maySubscribe(TinoConnection connection, String channel) {
			return true;
		}

		@Override
		public boolean maySubscribeToPattern(TinoConnection connection, String pattern) {
			return true;
		}

		@Override
		public boolean mayPublish(TinoConnection connection, String channel) {
			return true;
		}

	};

	/**
	 * Decide whether a connection may receive what is published to a channel.
	 * @param connection the connection
	 * @param channel the channel's name, decoded as UTF-8
	 * @return whether it may
	 */
	boolean maySubscribe(TinoConnection connection, String channel);

	/**
	 * Decide whether a connection may receive what is published to all channels that
	 * match a pattern.
	 * @param connection the connection
	 * @param pattern the pattern as the client has sent it, decoded as UTF-8:
	 * {@code news.*} matches {@code news.sports}. It may match more channels than
	 * {@link #maySubscribe} allows
	 * @return whether it may
	 */
	boolean maySubscribeToPattern(TinoConnection connection, String pattern);

	/**
	 * Decide whether a connection may publish to a channel.
	 * @param connection the connection
	 * @param channel the channel's name, decoded as UTF-8
	 * @return whether it may
	 */
	boolean mayPublish(TinoConnection connection, String channel);

}
