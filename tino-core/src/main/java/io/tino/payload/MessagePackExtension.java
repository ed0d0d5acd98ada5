package io.tino.payload;

import java.nio.ByteBuffer;

/**
 * A MessagePack extension value, as a value of no particular type gives it.
 *
 * @param type the extension's type; those below zero are MessagePack's own, -1 is a
 * timestamp
 * @param data its bytes, read-only
 * @since 0.1.0
 * @see <a href=
 * "https://github.com/msgpack/msgpack/blob/master/spec.md#extension-types">MessagePack
 * extension types</a>
 */
public record MessagePackExtension(byte type, ByteBuffer data) {
}
