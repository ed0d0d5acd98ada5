/**
 * Benchmarks of single steps, by JMH: bytes to requests and back, and values to bytes and
 * back. Start at {@link io.tino.benchmarks.micro.BindingBenchmark}; those of sessions are
 * among the tests, as sessions are not public. The class path has the tests' classes,
 * where those are to be run as well:
 *
 * <pre>
 * java -cp ... org.openjdk.jmh.Main io.tino.benchmarks.micro -prof gc
 * </pre>
 */
@NullMarked
package io.tino.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
