/**
 * Meters of servers and clients.
 */
@NullMarked
package io.tino.spring.observation;

import org.jspecify.annotations.NullMarked;
