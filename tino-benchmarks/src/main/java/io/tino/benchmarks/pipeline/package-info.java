/**
 * What clients and servers without a framework are made of: calls in order over one
 * connection, and arrays of bytes. Start at
 * {@link io.tino.benchmarks.pipeline.CallPipeline}.
 */
@NullMarked
package io.tino.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
