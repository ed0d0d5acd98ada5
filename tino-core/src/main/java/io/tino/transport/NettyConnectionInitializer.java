package io.tino.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/**
 * Sets up the pipeline of each channel.
 */
final class NettyConnectionInitializer extends ChannelInitializer<Channel> {

	private final TransportHandler.Factory factory;

	NettyConnectionInitializer(TransportHandler.Factory factory) {
		this.factory = factory;
	}

	@Override
	protected void initChannel(Channel channel) {
		channel.pipeline().addLast(new NettyConnection(channel, this.factory));
	}

}
