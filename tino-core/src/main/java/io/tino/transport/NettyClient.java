package io.tino.transport;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;

/**
 * Opens connections that belong to {@link EventLoops}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class NettyClient implements TransportConnector {

	private final Duration connectTimeout;

	/**
	 * Create a client.
	 * @param connectTimeout how long establishing a connection may take
	 */
	public NettyClient(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	@Override
	public CompletableFuture<Void> connect(TransportLoop loop, SocketAddress address,
			TransportHandler.Factory factory) {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		TransportHandler.Factory completing = (connection) -> {
			try {
				TransportHandler handler = factory.connected(connection);
				connected.complete(null);
				return handler;
			}
			catch (Throwable ex) {
				connected.completeExceptionally(ex);
				throw ex;
			}
		};
		NettyLoop nettyLoop = (NettyLoop) loop;
		new Bootstrap().group(nettyLoop.eventLoop())
			.channel(nettyLoop.channelType())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS,
					(int) Math.min(this.connectTimeout.toMillis(), Integer.MAX_VALUE))
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.SO_KEEPALIVE, true)
			.handler(new NettyConnectionInitializer(completing))
			.connect(address)
			.addListener((future) -> {
				if (!future.isSuccess()) {
					connected.completeExceptionally(future.cause());
				}
			});
		return connected;
	}

}
