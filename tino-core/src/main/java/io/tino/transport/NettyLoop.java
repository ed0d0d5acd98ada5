package io.tino.transport;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/**
 * An event loop of Netty.
 *
 * @param eventLoop the event loop
 * @param channelType the kind of channels that goes with it
 */
record NettyLoop(EventLoop eventLoop, Class<? extends Channel> channelType) implements TransportLoop {

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
