package io.tino.transport;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * An event loop of Netty.
 *
 * @param eventLoop the event loop
 */
record NettyLoop(EventLoop eventLoop) implements TransportLoop {

	/** Return the kind of channels that goes with the event loop. */
	Class<? extends Channel> channelType() {
		boolean epoll = this.eventLoop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
		return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
	}

	@Override
	public boolean inEventLoop() {
		return this.eventLoop.inEventLoop();
	}

	@Override
	public boolean execute(Runnable task) {
		try {
			this.eventLoop.execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	@Override
	public boolean schedule(Runnable task, Duration delay) {
		try {
			this.eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

}
