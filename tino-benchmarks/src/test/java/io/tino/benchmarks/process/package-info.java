/**
 * Tests of peers.
 */
@NullMarked
package io.tino.benchmarks.process;

import org.jspecify.annotations.NullMarked;
