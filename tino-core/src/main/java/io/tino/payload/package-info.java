/**
 * Arguments and results of calls: MessagePack and JSON to objects and back. Start at
 * {@link io.tino.payload.PayloadCodec}.
 * <p>
 * Scalars, strings, byte arrays, their lists, and values of no particular type go between
 * MessagePack and the buffer directly. So do records and beans, by code that is compiled
 * for each type: start at {@code DirectPayloads}. Everything else goes through Jackson.
 * Both formats share the configuration of one mapper,
 * {@link io.tino.payload.PayloadMappers}, so that a type looks the same in either.
 */
@NullMarked
package io.tino.payload;

import org.jspecify.annotations.NullMarked;
