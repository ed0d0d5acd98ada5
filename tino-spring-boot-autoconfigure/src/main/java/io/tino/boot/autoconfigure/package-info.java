/**
 * What the auto-configurations share.
 */
@NullMarked
package io.tino.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
