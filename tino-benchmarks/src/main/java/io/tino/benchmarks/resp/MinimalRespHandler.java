package io.tino.benchmarks.resp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import io.tino.benchmarks.pipeline.InputBytes;
import io.tino.benchmarks.pipeline.OutputBytes;

/**
 * Answers the requests of a connection. All replies to what is read at once leave in one
 * flush.
 */
final class MinimalRespHandler extends ChannelInboundHandlerAdapter {

	private final InputBytes input = new InputBytes();

	private final OutputBytes output;

	private final RequestReader requests = new RequestReader();

	MinimalRespHandler(Channel channel) {
		this.output = new OutputBytes(channel.alloc(), channel);
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		this.input.add((ByteBuf) message);
		while (this.requests.read(this.input)) {
			Replies.write(this.requests, this.input.array, this.output);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.output.flush();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		ctx.close();
	}

}
