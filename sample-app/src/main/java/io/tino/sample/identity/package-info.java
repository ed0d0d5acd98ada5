/**
 * Who the caller is, and how often nobody has called.
 */
@NullMarked
package io.tino.sample.identity;

import org.jspecify.annotations.NullMarked;
