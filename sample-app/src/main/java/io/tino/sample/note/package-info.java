/**
 * Notes in a database.
 */
@NullMarked
package io.tino.sample.note;

import org.jspecify.annotations.NullMarked;
