package io.tino.transport;

import java.util.function.BiConsumer;
import java.util.function.Function;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * How connections are encrypted.
 *
 * @param handler makes what encrypts a connection
 * @param failed is told of a connection whose handshake has failed, and why
 */
record NettyTls(Function<ByteBufAllocator, SslHandler> handler, BiConsumer<Channel, Throwable> failed) {
}
