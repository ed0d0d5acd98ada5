/**
 * A counter for each connection, kept by a factory of connection state.
 */
@NullMarked
package io.tino.sample.counter;

import org.jspecify.annotations.NullMarked;
