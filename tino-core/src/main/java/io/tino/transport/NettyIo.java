package io.tino.transport;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.function.Supplier;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;

/**
 * What reaches the sockets of the system, and the kinds of channels that go with it.
 */
enum NettyIo {

	/** As Linux has it. */
	EPOLL(EpollIoHandler::newFactory, EpollServerSocketChannel.class, EpollSocketChannel.class,
			EpollServerDomainSocketChannel.class, EpollDomainSocketChannel.class),

	/** The selectors of the JDK. */
	NIO(NioIoHandler::newFactory, NioServerSocketChannel.class, NioSocketChannel.class,
			NioServerDomainSocketChannel.class, NioDomainSocketChannel.class);

	/**
	 * The adaptive allocator, which Netty has by default, writes each byte through one
	 * more object, a tenth of the time of a server of short calls, and pools no long
	 * buffers. Whoever names one by {@code io.netty.allocator.type} has that.
	 */
	static final ByteBufAllocator ALLOCATOR = (System.getProperty("io.netty.allocator.type") != null)
			? ByteBufAllocator.DEFAULT : PooledByteBufAllocator.DEFAULT;

	private final Supplier<IoHandlerFactory> handlerFactory;

	private final Class<? extends ServerChannel> tcpServer;

	private final Class<? extends Channel> tcp;

	private final Class<? extends ServerChannel> unixServer;

	private final Class<? extends Channel> unix;

	NettyIo(Supplier<IoHandlerFactory> handlerFactory, Class<? extends ServerChannel> tcpServer,
			Class<? extends Channel> tcp, Class<? extends ServerChannel> unixServer, Class<? extends Channel> unix) {
		this.handlerFactory = handlerFactory;
		this.tcpServer = tcpServer;
		this.tcp = tcp;
		this.unixServer = unixServer;
		this.unix = unix;
	}

	/** Return the better one of those that the platform has. */
	static NettyIo preferred() {
		return Epoll.isAvailable() ? EPOLL : NIO;
	}

	/** Return what an event loop uses. */
	static NettyIo of(EventLoop eventLoop) {
		return (eventLoop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class)) ? EPOLL : NIO;
	}

	/** Tell whether an address is the path of a Unix domain socket. */
	static boolean isUnix(SocketAddress address) {
		return address instanceof UnixDomainSocketAddress;
	}

	IoHandlerFactory handlerFactory() {
		return this.handlerFactory.get();
	}

	/** Return the kind of channels that listen on an address. */
	Class<? extends ServerChannel> serverChannel(SocketAddress address) {
		return isUnix(address) ? this.unixServer : this.tcpServer;
	}

	/** Return the kind of channels that connect to an address. */
	Class<? extends Channel> channel(SocketAddress address) {
		return isUnix(address) ? this.unix : this.tcp;
	}

	/** Return an address as the channels take it. */
	SocketAddress nettyAddress(SocketAddress address) {
		return (this == EPOLL && address instanceof UnixDomainSocketAddress path)
				? new DomainSocketAddress(path.getPath().toFile()) : address;
	}

}
