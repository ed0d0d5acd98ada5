/**
 * What all that is compared has in common: a server, a client, and calls. Start at
 * {@link io.tino.benchmarks.peer.Peer}.
 */
@NullMarked
package io.tino.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
