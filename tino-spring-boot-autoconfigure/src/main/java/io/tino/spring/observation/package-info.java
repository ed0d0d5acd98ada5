/**
 * Meters of servers, clients and listeners.
 */
@NullMarked
package io.tino.spring.observation;

import org.jspecify.annotations.NullMarked;
