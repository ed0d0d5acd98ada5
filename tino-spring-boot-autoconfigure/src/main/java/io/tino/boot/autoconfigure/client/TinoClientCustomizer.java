package io.tino.boot.autoconfigure.client;

import io.tino.client.NettyTinoClient;

/**
 * Customizes the auto-configured client. Has the last word, after defaults and
 * properties.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoClientCustomizer {

	/**
	 * Customize the client before it is built.
	 * @param builder the builder, already configured from properties
	 */
	void customize(NettyTinoClient.Builder builder);

}
