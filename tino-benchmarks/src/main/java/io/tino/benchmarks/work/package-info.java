/**
 * What is called: the same work for all peers. Start at
 * {@link io.tino.benchmarks.work.Work}.
 */
@NullMarked
package io.tino.benchmarks.work;

import org.jspecify.annotations.NullMarked;
