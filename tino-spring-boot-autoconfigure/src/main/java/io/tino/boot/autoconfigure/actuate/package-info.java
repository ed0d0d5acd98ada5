/**
 * Auto-configuration of health and metrics.
 */
@NullMarked
package io.tino.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
