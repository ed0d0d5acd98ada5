/**
 * RSocket as a peer, by itself and with Spring. Start at
 * {@link io.tino.benchmarks.rsocket.RSocketPeer}.
 */
@NullMarked
package io.tino.benchmarks.rsocket;

import org.jspecify.annotations.NullMarked;
