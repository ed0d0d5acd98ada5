/**
 * Spring MVC and {@code RestClient} as peers. Start at
 * {@link io.tino.benchmarks.webmvc.WebMvcPeers}.
 */
@NullMarked
package io.tino.benchmarks.webmvc;

import org.jspecify.annotations.NullMarked;
