package io.tino.transport;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections that belong to {@link EventLoops}. Host names are looked up on
 * threads of its own, which end when there is nothing more to look up. Thread-safe.
 *
 * @since 0.1.0
 */
public final class NettyClient implements TransportConnector, TransportResolver {

	private static final int MAX_LOOKUPS = 4;

	private final Duration connectTimeout;

	private final @Nullable Supplier<TlsContext> tls;

	private final Lookup lookup;

	private final Executor lookups;

	/**
	 * Create a client that does not encrypt.
	 * @param connectTimeout how long looking up a host name may take, and establishing a
	 * connection after it
	 */
	public NettyClient(Duration connectTimeout) {
		this(connectTimeout, null);
	}

	/**
	 * Create a client.
	 * @param connectTimeout how long looking up a host name may take, establishing a
	 * connection after it, and the handshake of TLS after that
	 * @param tls gives what a connection over the network is encrypted with, on an event
	 * loop and for each connection anew; {@code null} to not encrypt. Connections to Unix
	 * domain sockets are never encrypted
	 */
	public NettyClient(Duration connectTimeout, @Nullable Supplier<TlsContext> tls) {
		this(connectTimeout, tls, InetAddress::getAllByName);
	}

	NettyClient(Duration connectTimeout, @Nullable Supplier<TlsContext> tls, Lookup lookup) {
		this.connectTimeout = connectTimeout;
		this.tls = tls;
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
			return resolve(loop, inet)
				.thenCompose((resolved) -> open(loop, resolved.get(0), encryption(inet), factory));
		}
		return open(loop, address, encryption(address), factory);
	}

	/**
	 * Return what encrypts connections to an address, the name of which is to be in the
	 * certificate of the server.
	 */
	private @Nullable Function<ByteBufAllocator, SslHandler> encryption(SocketAddress address) {
		Supplier<TlsContext> context = this.tls;
		if (context == null || !(address instanceof InetSocketAddress server)) {
			return null;
		}
		return (allocator) -> {
			SslHandler handler = context.get().newHandler(allocator, server.getHostString(), server.getPort());
			handler.setHandshakeTimeout(this.connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
			return handler;
		};
	}

	@Override
	public CompletableFuture<List<InetSocketAddress>> resolve(TransportLoop loop, InetSocketAddress address) {
		CompletableFuture<List<InetSocketAddress>> resolved = new CompletableFuture<>();
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

	private void resolve(InetSocketAddress address, CompletableFuture<List<InetSocketAddress>> resolved) {
		try {
			resolved.complete(Stream.of(this.lookup.addressesOf(address.getHostString()))
				.map((found) -> new InetSocketAddress(found, address.getPort()))
				.toList());
		}
		catch (Throwable ex) {
			resolved.completeExceptionally(ex);
		}
	}

	private CompletableFuture<Void> open(TransportLoop loop, SocketAddress address,
			@Nullable Function<ByteBufAllocator, SslHandler> encryption, TransportHandler.Factory factory) {
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
		NettyTls tls = (encryption != null)
				? new NettyTls(encryption, (channel, cause) -> connected.completeExceptionally(cause)) : null;
		NettyLoop nettyLoop = (NettyLoop) loop;
		bootstrap(nettyLoop, address).handler(new NettyConnectionInitializer(completing, address, tls))
			.connect(nettyLoop.io().nettyAddress(address))
			.addListener((future) -> {
				if (!future.isSuccess()) {
					connected.completeExceptionally(plain(future.cause()));
				}
			});
		return connected;
	}

	private static Throwable plain(Throwable cause) {
		return (cause instanceof FileNotFoundException && cause.getMessage() == null)
				? new IOException("No such file or directory", cause) : cause;
	}

	private Bootstrap bootstrap(NettyLoop loop, SocketAddress address) {
		Bootstrap bootstrap = new Bootstrap().group(loop.eventLoop())
			.channel(loop.io().channel(address))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS,
					(int) Math.min(this.connectTimeout.toMillis(), Integer.MAX_VALUE))
			.option(ChannelOption.ALLOCATOR, NettyIo.ALLOCATOR)
			.disableResolver(); // would block
		if (!NettyIo.isUnix(address)) {
			bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
		}
		return bootstrap;
	}

	/**
	 * Finds the addresses of a host, at least one. May block.
	 */
	@FunctionalInterface
	interface Lookup {

		InetAddress[] addressesOf(String host) throws UnknownHostException;

	}

}
