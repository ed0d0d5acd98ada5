/**
 * The limit of the network: bytes that come back, without any protocol. Start at
 * {@link io.tino.benchmarks.echo.NettyEcho}.
 */
@NullMarked
package io.tino.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
