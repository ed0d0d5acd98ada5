/**
 * What native endpoints take and answer: objects of plain text or bytes, and replies in
 * the types of RESP of objects. Start at {@link io.tino.convert.ArgumentConverters} and
 * {@link io.tino.convert.ResultConverters}.
 */
@NullMarked
package io.tino.convert;

import org.jspecify.annotations.NullMarked;
