/**
 * What the tests of all modules share.
 */
@NullMarked
package io.tino.testing;

import org.jspecify.annotations.NullMarked;
