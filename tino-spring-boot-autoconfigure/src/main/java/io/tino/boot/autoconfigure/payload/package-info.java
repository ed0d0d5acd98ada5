/**
 * Auto-configuration of how arguments and results are encoded.
 */
@NullMarked
package io.tino.boot.autoconfigure.payload;

import org.jspecify.annotations.NullMarked;
