package io.tino.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a Netty channel with a {@link TransportHandler}.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter implements TransportConnection {

	private static final Logger logger = LoggerFactory.getLogger(NettyConnection.class);

	/** How long the other end may take to close its half. */
	private static final Duration LINGER = Duration.ofSeconds(1);

	private final Channel channel;

	private final TransportHandler.Factory factory;

	private final TransportLoop loop;

	private @Nullable Addresses addresses;

	private @Nullable TransportHandler handler;

	private @Nullable Throwable failure;

	NettyConnection(Channel channel, TransportHandler.Factory factory) {
		this.channel = channel;
		this.factory = factory;
		this.loop = new NettyLoop(channel.eventLoop());
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		// Asked for now: a channel that is closed has forgotten them
		this.addresses = new Addresses(this.channel.remoteAddress(), this.channel.localAddress());
		this.handler = this.factory.connected(this);
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		handler().received((ByteBuf) message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		handler().receivedAll();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		handler().writabilityChanged();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		if (!(cause instanceof IOException)) {
			logger.error("Closing connection {} after an unexpected failure", this.channel, cause);
		}
		this.failure = cause;
		ctx.close();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		TransportHandler current = this.handler;
		if (current != null) {
			current.closed(this.failure);
		}
	}

	private TransportHandler handler() {
		TransportHandler current = this.handler;
		if (current == null) {
			throw new IllegalStateException("Connection has no handler yet");
		}
		return current;
	}

	private Addresses addresses() {
		Addresses current = this.addresses;
		if (current == null) {
			throw new IllegalStateException("Connection is not established yet");
		}
		return current;
	}

	@Override
	public SocketAddress remoteAddress() {
		return addresses().remote();
	}

	@Override
	public SocketAddress localAddress() {
		return addresses().local();
	}

	@Override
	public TransportLoop loop() {
		return this.loop;
	}

	@Override
	public ByteBufAllocator allocator() {
		return this.channel.alloc();
	}

	@Override
	public void write(ByteBuf bytes) {
		this.channel.write(bytes, this.channel.voidPromise());
	}

	@Override
	public void flush() {
		this.channel.flush();
	}

	@Override
	public boolean isWritable() {
		return this.channel.isWritable();
	}

	@Override
	public long queuedBytes() {
		ChannelOutboundBuffer queue = this.channel.unsafe().outboundBuffer();
		return (queue != null) ? queue.totalPendingWriteBytes() : 0;
	}

	@Override
	public void reading(boolean reading) {
		this.channel.config().setAutoRead(reading);
	}

	@Override
	public void close() {
		this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((sent) -> shutdownOutput());
	}

	/**
	 * A socket that is closed with bytes unread resets the connection, and the other end
	 * may lose what it has been sent: read on, until it closes as well or time is up.
	 */
	private void shutdownOutput() {
		if (this.channel instanceof DuplexChannel duplex && duplex.isActive() && !duplex.isOutputShutdown()) {
			duplex.shutdownOutput();
			reading(true);
			schedule(this::abort, LINGER);
			return;
		}
		this.channel.close();
	}

	@Override
	public void abort() {
		this.channel.close();
	}

	@Override
	public boolean inEventLoop() {
		return this.loop.inEventLoop();
	}

	@Override
	public boolean execute(Runnable task) {
		return this.loop.execute(task);
	}

	@Override
	public boolean schedule(Runnable task, Duration delay) {
		return this.loop.schedule(task, delay);
	}

	private record Addresses(SocketAddress remote, SocketAddress local) {
	}

}
