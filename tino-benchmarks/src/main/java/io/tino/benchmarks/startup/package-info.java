/**
 * How much later an application is ready that has Tino. Start at
 * {@link io.tino.benchmarks.startup.StartUp}.
 */
@NullMarked
package io.tino.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
