package io.tino.boot.autoconfigure.client;

import io.tino.client.NettyTinoClient;

/**
 * Customizes auto-configured clients. Has the last word, after defaults and properties.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoClientCustomizer {

	/**
	 * Customize a client before it is built.
	 * @param builder the builder, already configured from properties
	 */
	void customize(NettyTinoClient.Builder builder);

	/**
	 * Customize the client of a group before it is built. The default implementation
	 * customizes all of them alike.
	 * @param group the name of the group: that in {@code tino.clients.<name>.*}, or
	 * {@value io.tino.spring.client.ImportTinoClients#DEFAULT_GROUP} for the client of
	 * {@code tino.client.*}
	 * @param builder the builder, already configured from properties
	 */
	default void customize(String group, NettyTinoClient.Builder builder) {
		customize(builder);
	}

}
