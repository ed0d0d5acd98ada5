/**
 * How calls are made: by waiting threads, with so many in flight, or at a rate. Start at
 * {@link io.tino.benchmarks.load.Load}.
 */
@NullMarked
package io.tino.benchmarks.load;

import org.jspecify.annotations.NullMarked;
