package io.tino.benchmarks.pipeline;

import java.net.InetSocketAddress;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * A connection to this machine, with an event loop of its own.
 *
 * @param eventLoop the event loop
 * @param channel the connection
 * @param calls the calls over it
 */
public record PipelinedConnection(EventLoopGroup eventLoop, Channel channel,
		CallPipeline calls) implements AutoCloseable {

	/**
	 * Connect.
	 * @param port the port
	 * @return the connection
	 */
	public static PipelinedConnection open(int port) {
		EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
		EpollSocketChannel channel = new EpollSocketChannel();
		CallPipeline calls = new CallPipeline(channel);
		new Bootstrap().group(eventLoop)
			.channelFactory(() -> channel)
			.option(ChannelOption.TCP_NODELAY, true)
			.handler(calls)
			.connect(new InetSocketAddress("127.0.0.1", port))
			.syncUninterruptibly();
		return new PipelinedConnection(eventLoop, channel, calls);
	}

	@Override
	public void close() {
		this.channel.close().syncUninterruptibly();
		this.eventLoop.shutdownGracefully();
	}

}
