package io.tino.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on one address. Thread-safe.
 *
 * @since 0.1.0
 */
public final class NettyServer {

	private static final Logger logger = LoggerFactory.getLogger(NettyServer.class);

	/** As in Redis. */
	private static final int BACKLOG = 511;

	private final Channel channel;

	private final @Nullable UnixSocketFile file;

	private final SocketAddress localAddress;

	private NettyServer(Channel channel, @Nullable UnixSocketFile file, SocketAddress localAddress) {
		this.channel = channel;
		this.file = file;
		this.localAddress = localAddress;
	}

	/**
	 * Begin to accept connections over the network, without encryption. Blocks until the
	 * address is bound.
	 * @param eventLoops where accepting and the connections run
	 * @param address the address to listen on; port 0 stands for any free one
	 * @param factory makes the handler of each connection
	 * @return the server, listening
	 * @throws TransportBindException if the address cannot be bound
	 */
	public static NettyServer bind(EventLoops eventLoops, InetSocketAddress address, TransportHandler.Factory factory) {
		return bind(eventLoops, address, (NettyTls) null, factory);
	}

	/**
	 * Begin to accept connections over the network, encrypted by TLS. Blocks until the
	 * address is bound.
	 * @param eventLoops where accepting and the connections run
	 * @param address the address to listen on; port 0 stands for any free one
	 * @param tls gives what a connection is encrypted with, on an event loop and for each
	 * connection anew
	 * @param handshakeTimeout how long the handshake of a connection may take
	 * @param factory makes the handler of each connection, after its handshake
	 * @return the server, listening
	 * @throws TransportBindException if the address cannot be bound
	 */
	public static NettyServer bind(EventLoops eventLoops, InetSocketAddress address, Supplier<TlsContext> tls,
			Duration handshakeTimeout, TransportHandler.Factory factory) {
		return bind(eventLoops, address,
				new NettyTls((allocator) -> handler(tls.get(), allocator, handshakeTimeout), NettyServer::logFailure),
				factory);
	}

	private static SslHandler handler(TlsContext tls, ByteBufAllocator allocator, Duration handshakeTimeout) {
		SslHandler handler = tls.newHandler(allocator);
		handler.setHandshakeTimeout(handshakeTimeout.toMillis(), TimeUnit.MILLISECONDS);
		return handler;
	}

	/** Anybody can cause it: one line, and only for who looks for it. */
	private static void logFailure(Channel channel, Throwable cause) {
		logger.debug("TLS handshake on {} has failed: {}", channel, cause.toString());
	}

	private static NettyServer bind(EventLoops eventLoops, InetSocketAddress address, @Nullable NettyTls tls,
			TransportHandler.Factory factory) {
		ServerBootstrap bootstrap = bootstrap(eventLoops, address)
			.childHandler(new NettyConnectionInitializer(factory, address, tls))
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true);
		ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw new TransportBindException(address, bound.cause());
		}
		return new NettyServer(bound.channel(), null, bound.channel().localAddress());
	}

	private static ServerBootstrap bootstrap(EventLoops eventLoops, SocketAddress address) {
		return new ServerBootstrap().group(eventLoops.group())
			.channel(eventLoops.io().serverChannel(address))
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.childOption(ChannelOption.ALLOCATOR, NettyIo.ALLOCATOR);
	}

	/**
	 * Begin to accept connections on a Unix domain socket, without encryption. Blocks
	 * until the path is bound. A socket that a dead process has left there is replaced.
	 * @param eventLoops where accepting and the connections run
	 * @param address the path to listen on
	 * @param permissions of the file, where files have such: who may write to it may
	 * connect
	 * @param factory makes the handler of each connection
	 * @return the server, listening
	 * @throws TransportBindException if the path cannot be bound
	 */
	public static NettyServer bind(EventLoops eventLoops, UnixDomainSocketAddress address,
			Set<PosixFilePermission> permissions, TransportHandler.Factory factory) {
		ServerBootstrap bootstrap = bootstrap(eventLoops, address)
			.childHandler(new NettyConnectionInitializer(factory, address, null));
		try {
			UnixSocketFile file = UnixSocketFile.prepare(address.getPath());
			try {
				Channel channel = bind(bootstrap, eventLoops.io().nettyAddress(file.bindAddress()));
				publish(file, permissions, channel);
				return new NettyServer(channel, file, address);
			}
			finally {
				file.clean();
			}
		}
		catch (IOException ex) {
			throw new TransportBindException(address, ex);
		}
	}

	private static Channel bind(ServerBootstrap bootstrap, SocketAddress address) throws IOException {
		ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw new IOException(bound.cause().getMessage(), bound.cause());
		}
		return bound.channel();
	}

	private static void publish(UnixSocketFile file, Set<PosixFilePermission> permissions, Channel channel)
			throws IOException {
		try {
			file.publish(permissions);
		}
		catch (IOException | RuntimeException ex) {
			channel.close().awaitUninterruptibly();
			throw ex;
		}
	}

	/**
	 * Return where the server listens.
	 * @return the address, with the port that it has got
	 */
	public SocketAddress localAddress() {
		return this.localAddress;
	}

	/**
	 * Stop accepting connections. Those that are open stay open.
	 * @return completed when the address is free again
	 */
	public CompletableFuture<Void> close() {
		UnixSocketFile published = this.file;
		if (published != null) {
			published.delete();
		}
		CompletableFuture<Void> closed = new CompletableFuture<>();
		this.channel.close().addListener((future) -> closed.complete(null));
		return closed;
	}

}
