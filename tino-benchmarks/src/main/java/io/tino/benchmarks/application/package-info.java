/**
 * Spring Boot applications that peers run in. Start at
 * {@link io.tino.benchmarks.application.PeerApplication}.
 */
@NullMarked
package io.tino.benchmarks.application;

import org.jspecify.annotations.NullMarked;
