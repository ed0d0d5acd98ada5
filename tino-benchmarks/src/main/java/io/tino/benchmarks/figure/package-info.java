/**
 * What comes of measurements. Start at {@link io.tino.benchmarks.figure.Figures}.
 */
@NullMarked
package io.tino.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
