package io.tino.transport;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

/**
 * An event loop of Netty.
 *
 * @param eventLoop the event loop
 */
record NettyLoop(EventLoop eventLoop) implements TransportLoop {

	NettyIo io() {
		return NettyIo.of(this.eventLoop);
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
			// A delay of more than 292 years is one of 292 years
			this.eventLoop.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

}
