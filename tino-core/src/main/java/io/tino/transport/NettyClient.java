package io.tino.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Opens connections that belong to {@link EventLoops}. Host names are looked up on
 * threads of its own, which end when there is nothing more to look up. Thread-safe.
 *
 * @since 0.1.0
 */
public final class NettyClient implements TransportConnector {

	private static final int MAX_LOOKUPS = 4;

	private final Duration connectTimeout;

	private final Lookup lookup;

	private final Executor lookups;

	/**
	 * Create a client.
	 * @param connectTimeout how long looking up a host name may take, and establishing a
	 * connection after it
	 */
	public NettyClient(Duration connectTimeout) {
		this(connectTimeout, InetAddress::getByName);
	}

	NettyClient(Duration connectTimeout, Lookup lookup) {
		this.connectTimeout = connectTimeout;
		this.lookup = lookup;
		ThreadPoolExecutor threads = new ThreadPoolExecutor(MAX_LOOKUPS, MAX_LOOKUPS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), new DefaultThreadFactory("tino-lookup", true));
		threads.allowCoreThreadTimeOut(true);
		this.lookups = threads;
	}

	@Override
	public CompletableFuture<Void> connect(TransportLoop loop, SocketAddress address,
			TransportHandler.Factory factory) {
		if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
			return resolve(loop, inet).thenCompose((resolved) -> open(loop, resolved, factory));
		}
		return open(loop, address, factory);
	}

	private CompletableFuture<InetSocketAddress> resolve(TransportLoop loop, InetSocketAddress address) {
		CompletableFuture<InetSocketAddress> resolved = new CompletableFuture<>();
		this.lookups.execute(() -> {
			if (!resolved.isDone()) {
				resolve(address, resolved);
			}
		});
		loop.schedule(() -> {
			if (!resolved.isDone()) {
				resolved.completeExceptionally(new ConnectTimeoutException(
						"host name not found after " + this.connectTimeout.toMillis() + " ms"));
			}
		}, this.connectTimeout);
		return resolved;
	}

	private void resolve(InetSocketAddress address, CompletableFuture<InetSocketAddress> resolved) {
		try {
			resolved.complete(new InetSocketAddress(this.lookup.addressOf(address.getHostString()), address.getPort()));
		}
		catch (Throwable ex) {
			resolved.completeExceptionally(ex);
		}
	}

	private CompletableFuture<Void> open(TransportLoop loop, SocketAddress address, TransportHandler.Factory factory) {
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
			.disableResolver() // would block
			.connect(address)
			.addListener((future) -> {
				if (!future.isSuccess()) {
					connected.completeExceptionally(future.cause());
				}
			});
		return connected;
	}

	/**
	 * Finds the address of a host. May block.
	 */
	@FunctionalInterface
	interface Lookup {

		InetAddress addressOf(String host) throws UnknownHostException;

	}

}
