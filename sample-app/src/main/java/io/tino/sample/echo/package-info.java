/**
 * Gives back what came in, on the event loop.
 */
@NullMarked
package io.tino.sample.echo;

import org.jspecify.annotations.NullMarked;
