/**
 * Compares Tino with what else one Spring bean can call another by. Start at
 * {@link io.tino.benchmarks.EndToEndBenchmark}.
 */
@NullMarked
package io.tino.benchmarks;

import org.jspecify.annotations.NullMarked;
