/**
 * Moves bytes over sockets, and knows nothing of what they mean.
 * <p>
 * {@link io.tino.transport.NettyServer} accepts connections and
 * {@link io.tino.transport.NettyClient} opens them; either gives each of them to a
 * {@link io.tino.transport.TransportHandler}, together with a
 * {@link io.tino.transport.TransportConnection} to answer on. These two are all that a
 * session knows of a socket.
 */
@NullMarked
package io.tino.transport;

import org.jspecify.annotations.NullMarked;
