package io.tino.benchmarks.pipeline;

import java.net.InetSocketAddress;
import java.util.function.Function;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;

import io.tino.benchmarks.peer.PeerServer;

/**
 * A server of one handler for each connection, with as many event loops as Tino has by
 * default.
 *
 * @param eventLoops the event loops
 * @param listening what accepts connections
 */
public record ChannelServer(EventLoopGroup eventLoops, Channel listening) implements PeerServer {

	/**
	 * Start a server on a free port of this machine.
	 * @param handlers makes the handler of each connection
	 * @return the server
	 */
	public static ChannelServer start(Function<Channel, ChannelHandler> handlers) {
		int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(threads, EpollIoHandler.newFactory());
		Channel listening = new ServerBootstrap().group(eventLoops)
			.channel(EpollServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline().addLast(handlers.apply(channel));
				}

			})
			.bind(new InetSocketAddress("127.0.0.1", 0))
			.syncUninterruptibly()
			.channel();
		return new ChannelServer(eventLoops, listening);
	}

	@Override
	public int port() {
		return ((InetSocketAddress) this.listening.localAddress()).getPort();
	}

	@Override
	public void close() {
		this.listening.close().syncUninterruptibly();
		this.eventLoops.shutdownGracefully();
	}

}
