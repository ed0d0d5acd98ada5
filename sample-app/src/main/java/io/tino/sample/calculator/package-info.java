/**
 * Adds numbers, on the event loop.
 */
@NullMarked
package io.tino.sample.calculator;

import org.jspecify.annotations.NullMarked;
