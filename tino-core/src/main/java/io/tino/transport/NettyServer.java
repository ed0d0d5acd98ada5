package io.tino.transport;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;

/**
 * Accepts connections on one address. Thread-safe.
 *
 * @since 0.1.0
 */
public final class NettyServer {

	/** As in Redis. */
	private static final int BACKLOG = 511;

	private final Channel channel;

	private NettyServer(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Begin to accept connections. Blocks until the address is bound.
	 * @param eventLoops where accepting and the connections run
	 * @param address the address to listen on; port 0 stands for any free one
	 * @param factory makes the handler of each connection
	 * @return the server, listening
	 * @throws TransportBindException if the address cannot be bound
	 */
	public static NettyServer bind(EventLoops eventLoops, SocketAddress address, TransportHandler.Factory factory) {
		ServerBootstrap bootstrap = new ServerBootstrap().group(eventLoops.group())
			.channel(eventLoops.serverChannel())
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true)
			.childHandler(new NettyConnectionInitializer(factory));
		ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw new TransportBindException(address, bound.cause());
		}
		return new NettyServer(bound.channel());
	}

	/**
	 * Return where the server listens.
	 * @return the address, with the port that it has got
	 */
	public SocketAddress localAddress() {
		return this.channel.localAddress();
	}

	/**
	 * Stop accepting connections. Those that are open stay open.
	 * @return completed when the address is free again
	 */
	public CompletableFuture<Void> close() {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		this.channel.close().addListener((future) -> closed.complete(null));
		return closed;
	}

}
