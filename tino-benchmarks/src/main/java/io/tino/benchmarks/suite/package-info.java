/**
 * What is measured, in which order, and what must come of it. Start at
 * {@link io.tino.benchmarks.suite.Suite}.
 */
@NullMarked
package io.tino.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
