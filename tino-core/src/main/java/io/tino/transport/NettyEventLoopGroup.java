package io.tino.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.ThreadAwareExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Event loops that close their connections before they end. Those of Netty 4.2 close them
 * only if they have been told to end when they look, after they have read and before they
 * run their tasks: told later in the same round they end with all connections open.
 */
final class NettyEventLoopGroup extends MultiThreadIoEventLoopGroup {

	NettyEventLoopGroup(int threads, ThreadFactory threadFactory, IoHandlerFactory ioHandlerFactory) {
		super(threads, threadFactory, ioHandlerFactory);
	}

	@Override
	protected IoEventLoop newChild(Executor executor, IoHandlerFactory factory, Object... args) {
		return new NettyEventLoop(this, executor, new NettyIoHandlerFactory(factory));
	}

	private static final class NettyEventLoop extends SingleThreadIoEventLoop {

		private final NettyIoHandlerFactory factory;

		NettyEventLoop(NettyEventLoopGroup group, Executor executor, NettyIoHandlerFactory factory) {
			super(group, executor, factory);
			this.factory = factory;
		}

		@Override
		protected boolean confirmShutdown() {
			IoHandler handler = this.factory.made;
			if (isShuttingDown() && handler != null) {
				handler.prepareToDestroy();
			}
			return super.confirmShutdown();
		}

	}

	/** Keeps what it makes, which an event loop does not tell. */
	private static final class NettyIoHandlerFactory implements IoHandlerFactory {

		private final IoHandlerFactory factory;

		private @Nullable IoHandler made;

		NettyIoHandlerFactory(IoHandlerFactory factory) {
			this.factory = factory;
		}

		@Override
		public IoHandler newHandler(ThreadAwareExecutor executor) {
			IoHandler handler = this.factory.newHandler(executor);
			this.made = handler;
			return handler;
		}

		@Override
		public boolean isChangingThreadSupported() {
			return this.factory.isChangingThreadSupported();
		}

	}

}
