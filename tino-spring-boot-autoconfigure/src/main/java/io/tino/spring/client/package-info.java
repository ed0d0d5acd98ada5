/**
 * Calling commands from Spring applications. Start at
 * {@link io.tino.spring.client.TinoTemplate}.
 */
@NullMarked
package io.tino.spring.client;

import org.jspecify.annotations.NullMarked;
