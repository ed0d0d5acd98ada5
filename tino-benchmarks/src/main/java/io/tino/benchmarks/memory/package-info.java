/**
 * What connections cost that do nothing. Start at
 * {@link io.tino.benchmarks.memory.IdleConnections}.
 */
@NullMarked
package io.tino.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
