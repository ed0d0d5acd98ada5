/**
 * The server. A {@link io.tino.server.NettyTinoServer} puts the floors together; for each
 * connection there is a session that takes bytes and gives bytes, knows neither sockets
 * nor threads, and calls commands.
 */
@NullMarked
package io.tino.server;

import org.jspecify.annotations.NullMarked;
