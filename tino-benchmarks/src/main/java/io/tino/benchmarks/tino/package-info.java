/**
 * Tino as a peer. Start at {@link io.tino.benchmarks.tino.TinoPeers}.
 */
@NullMarked
package io.tino.benchmarks.tino;

import org.jspecify.annotations.NullMarked;
