/**
 * Servers and clients in processes of their own. Start at
 * {@link io.tino.benchmarks.process.PeerProcesses}.
 */
@NullMarked
package io.tino.benchmarks.process;

import org.jspecify.annotations.NullMarked;
