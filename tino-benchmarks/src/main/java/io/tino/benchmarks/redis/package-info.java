/**
 * Redis as a contender, and what loads servers that speak RESP. Start at
 * {@link io.tino.benchmarks.redis.RedisBenchmark}.
 */
@NullMarked
package io.tino.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
