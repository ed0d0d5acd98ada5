package io.tino.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The threads that move bytes, and the kinds of channels that go with them: epoll where
 * the platform has it, the selectors of the JDK elsewhere.
 *
 * @since 0.1.0
 */
public final class EventLoops implements AutoCloseable {

	private final EventLoopGroup group;

	private final NettyIo io;

	private EventLoops(EventLoopGroup group, NettyIo io) {
		this.group = group;
		this.io = io;
	}

	/**
	 * Create event loops. Their threads start with their first connections.
	 * @param threads how many
	 * @param threadName what the names of the threads begin with
	 * @param daemon whether the threads let the JVM end
	 * @return the event loops
	 */
	public static EventLoops create(int threads, String threadName, boolean daemon) {
		return create(threads, threadName, daemon, NettyIo.preferred());
	}

	static EventLoops create(int threads, String threadName, boolean daemon, NettyIo io) {
		return new EventLoops(
				new NettyEventLoopGroup(threads, new DefaultThreadFactory(threadName, daemon), io.handlerFactory()),
				io);
	}

	/**
	 * Return one of the event loops, in turn.
	 * @return an event loop
	 */
	public TransportLoop next() {
		return new NettyLoop(this.group.next());
	}

	EventLoopGroup group() {
		return this.group;
	}

	NettyIo io() {
		return this.io;
	}

	/**
	 * End the threads, after the tasks that they have.
	 * @return completed when they have ended
	 */
	public CompletableFuture<Void> shutdown() {
		CompletableFuture<Void> ended = new CompletableFuture<>();
		this.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).addListener((future) -> ended.complete(null));
		return ended;
	}

	/**
	 * End the threads without waiting for them.
	 */
	@Override
	public void close() {
		shutdown();
	}

}
