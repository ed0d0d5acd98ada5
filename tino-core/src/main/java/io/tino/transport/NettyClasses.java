package io.tino.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * The classes and the native library that event loops and sockets need. Loading them
 * takes longer than all that is done with them until a server listens.
 *
 * @since 0.1.0
 */
public final class NettyClasses {

	private NettyClasses() {
	}

	/**
	 * Load them. Starts no thread, listens to nothing and leaves nothing open.
	 */
	public static void load() {
		NettyIo io = NettyIo.preferred();
		io.handlerFactory().newHandler(ImmediateEventExecutor.INSTANCE).destroy();
		SocketAddress address = new InetSocketAddress(0);
		discard(io.serverChannel(address));
		discard(io.channel(address));
		initialize(NettyEventLoopGroup.class);
		initialize(SingleThreadIoEventLoop.class);
		initialize(ServerBootstrap.class);
		initialize(NettyServer.class);
		initialize(NettyConnectionInitializer.class);
	}

	private static void discard(Class<? extends Channel> type) {
		new ReflectiveChannelFactory<>(type).newChannel().unsafe().closeForcibly();
	}

	private static void initialize(Class<?> type) {
		try {
			Class.forName(type.getName(), true, type.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
