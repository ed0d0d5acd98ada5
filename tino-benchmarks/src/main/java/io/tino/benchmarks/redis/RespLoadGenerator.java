package io.tino.benchmarks.redis;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;

import io.tino.benchmarks.load.LoadResult;

/**
 * Loads a server with batches of requests over many connections, all from event loops.
 * Latencies are those of batches.
 */
public final class RespLoadGenerator implements AutoCloseable {

	/** How many requests make a batch. */
	public static final int BATCH = 16;

	private static final int EVENT_LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

	private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, EpollIoHandler.newFactory());

	private final List<RespBatches> connections = new ArrayList<>();

	private RespLoadGenerator() {
	}

	/**
	 * Connect to a server.
	 * @param port the port that it listens on, at 127.0.0.1
	 * @param connections how many connections there are
	 * @param command the command of all requests
	 * @return the load generator
	 */
	public static RespLoadGenerator connect(int port, int connections, RespCommand command) {
		RespLoadGenerator generator = new RespLoadGenerator();
		ByteBuf requests = repeat(command.request());
		ByteBuf replies = repeat(command.reply());
		try {
			for (int i = 0; i < connections; i++) {
				generator.connections.add(generator.connect(port, requests, replies));
			}
			return generator;
		}
		catch (RuntimeException ex) {
			generator.close();
			throw ex;
		}
	}

	private static ByteBuf repeat(byte[] bytes) {
		ByteBuffer all = ByteBuffer.allocateDirect(BATCH * bytes.length);
		for (int i = 0; i < BATCH; i++) {
			all.put(bytes);
		}
		return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(all.flip()));
	}

	private RespBatches connect(int port, ByteBuf requests, ByteBuf replies) {
		EpollSocketChannel channel = new EpollSocketChannel();
		RespBatches batches = new RespBatches(channel, requests, replies);
		new Bootstrap().group(this.eventLoops)
			.channelFactory(() -> channel)
			.option(ChannelOption.TCP_NODELAY, true)
			.handler(batches)
			.connect(new InetSocketAddress("127.0.0.1", port))
			.syncUninterruptibly();
		return batches;
	}

	/**
	 * Send batches for a time.
	 * @param duration for how long
	 * @return how many calls were answered, and the latencies of batches
	 * @throws InterruptedException if the thread is interrupted
	 */
	public LoadResult run(Duration duration) throws InterruptedException {
		RespLoad load = new RespLoad(this.connections.size(), BATCH);
		this.connections.forEach((connection) -> connection.start(load));
		return load.run(duration);
	}

	@Override
	public void close() {
		this.connections.forEach(RespBatches::close);
		this.eventLoops.shutdownGracefully();
	}

}
