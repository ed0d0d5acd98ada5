/**
 * The client. A {@link io.tino.client.NettyTinoClient} sends calls to one of its servers,
 * over a few connections to each that it opens when they are needed; for each connection
 * there is a session that takes calls and bytes, and gives bytes and replies. All its
 * subscriptions share one more connection.
 */
@NullMarked
package io.tino.client;

import org.jspecify.annotations.NullMarked;
