/**
 * Spring WebFlux and {@code WebClient} as a peer. Start at
 * {@link io.tino.benchmarks.webflux.WebFluxPeer}.
 */
@NullMarked
package io.tino.benchmarks.webflux;

import org.jspecify.annotations.NullMarked;
