/**
 * Tests of loads.
 */
@NullMarked
package io.tino.benchmarks.load;

import org.jspecify.annotations.NullMarked;
