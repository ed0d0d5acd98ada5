/**
 * RESP wire format, versions 2 and 3, free of I/O. Start at
 * {@link io.tino.resp.RequestDecoder}, which a server reads requests with, and
 * {@link io.tino.resp.ReplyDecoder}, which a client reads replies with;
 * {@link io.tino.resp.RespWriter} writes both.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis
 * serialization protocol specification</a>
 */
@NullMarked
package io.tino.resp;

import org.jspecify.annotations.NullMarked;
