/**
 * What the peers that speak HTTP have in common. Start at
 * {@link io.tino.benchmarks.http.WorkController}.
 */
@NullMarked
package io.tino.benchmarks.http;

import org.jspecify.annotations.NullMarked;
