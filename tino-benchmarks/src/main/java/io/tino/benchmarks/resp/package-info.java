/**
 * The limit for the design of Tino: a server and a client that speak the same bytes and
 * do nothing else. Start at {@link io.tino.benchmarks.resp.MinimalResp}.
 */
@NullMarked
package io.tino.benchmarks.resp;

import org.jspecify.annotations.NullMarked;
