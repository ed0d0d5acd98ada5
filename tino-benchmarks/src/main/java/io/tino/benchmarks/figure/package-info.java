/**
 * What comes of measurements that are not loads of peers. Start at
 * {@link io.tino.benchmarks.figure.Figure}.
 */
@NullMarked
package io.tino.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
