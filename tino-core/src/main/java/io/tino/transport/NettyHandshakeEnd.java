package io.tino.transport;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * Closes a connection whose handshake has failed in halves, so that the other end reads
 * the alert that says why. Outermost of all handlers, until the handshake is done.
 */
final class NettyHandshakeEnd extends ChannelDuplexHandler {

	private boolean ended;

	@Override
	public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
		if (!this.ended && !NettyConnection.shutdownOutput(ctx.channel())) {
			ctx.close(promise);
			return;
		}
		if (!this.ended) {
			this.ended = true;
			ctx.executor().schedule(() -> ctx.close(), NettyConnection.LINGER.toMillis(), TimeUnit.MILLISECONDS);
		}
		ctx.channel().closeFuture().addListener((closed) -> promise.trySuccess());
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (this.ended) {
			ReferenceCountUtil.release(message);
		}
		else {
			ctx.fireChannelRead(message);
		}
	}

}
