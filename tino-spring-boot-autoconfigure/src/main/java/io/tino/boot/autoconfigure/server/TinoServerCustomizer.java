package io.tino.boot.autoconfigure.server;

import io.tino.server.NettyTinoServer;

/**
 * Customizes the auto-configured server. Has the last word, after defaults and
 * properties.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoServerCustomizer {

	/**
	 * Customize the server before it is built.
	 * @param builder the builder, already configured from properties
	 */
	void customize(NettyTinoServer.Builder builder);

}
