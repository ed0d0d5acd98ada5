/**
 * Calls that fail and calls that take long.
 */
@NullMarked
package io.tino.sample.diagnostics;

import org.jspecify.annotations.NullMarked;
