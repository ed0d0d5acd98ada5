package io.tino.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;

import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a Netty channel with a {@link TransportHandler}.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter implements TransportConnection {

	private static final Logger logger = LoggerFactory.getLogger(NettyConnection.class);

	/** How long the other end may take to close its half. */
	static final Duration LINGER = Duration.ofSeconds(1);

	private final Channel channel;

	private final TransportHandler.Factory factory;

	private final TransportLoop loop;

	/**
	 * The path, if the channel is a Unix domain socket: the end that connects has none.
	 */
	private final @Nullable SocketAddress unixAddress;

	private final @Nullable SslHandler ssl;

	private @Nullable Ends ends;

	private @Nullable TransportHandler handler;

	/** This one among those that answer behind each other, if it is a server's. */
	private ReadCompletions.@Nullable Connection readCompletions;

	private @Nullable Throwable failure;

	NettyConnection(Channel channel, TransportHandler.Factory factory, @Nullable SocketAddress unixAddress,
			@Nullable SslHandler ssl) {
		this.channel = channel;
		this.factory = factory;
		this.unixAddress = unixAddress;
		this.ssl = ssl;
		this.loop = new NettyLoop(channel.eventLoop());
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		// Asked for now: a channel that is closed has forgotten them
		SocketAddress unix = this.unixAddress;
		this.ends = (unix != null) ? new Ends(unix, unix, null)
				: new Ends(this.channel.remoteAddress(), this.channel.localAddress(), certificate(this.ssl));
		if (this.channel.parent() != null) {
			this.readCompletions = ReadCompletions.ofThisThread(this.loop).connection(this::receivedAll, this::failed);
		}
		this.handler = this.factory.connected(this);
	}

	private static @Nullable X509Certificate certificate(@Nullable SslHandler ssl) {
		try {
			return (ssl != null) ? (X509Certificate) ssl.engine().getSession().getPeerCertificates()[0] : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null; // it has shown none
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		handler().received((ByteBuf) message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		ReadCompletions.Connection completions = this.readCompletions;
		if (completions != null) {
			completions.readCompleted();
		}
		else {
			receivedAll();
		}
	}

	/** May come later, but before what tells that the connection is closed. */
	private void receivedAll() {
		handler().receivedAll();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		handler().writabilityChanged();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		failed(cause);
	}

	private void failed(Throwable cause) {
		if (!(cause instanceof IOException)) {
			logger.error("Closing connection {} after an unexpected failure", this.channel, cause);
		}
		this.failure = cause;
		abort();
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

	private Ends ends() {
		Ends current = this.ends;
		if (current == null) {
			throw new IllegalStateException("Connection is not established yet");
		}
		return current;
	}

	@Override
	public SocketAddress remoteAddress() {
		return ends().remote();
	}

	@Override
	public SocketAddress localAddress() {
		return ends().local();
	}

	@Override
	public @Nullable X509Certificate peerCertificate() {
		return ends().certificate();
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
		SslHandler farewell = this.ssl;
		if (farewell == null) {
			this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((sent) -> shutdownOutput());
			return;
		}
		this.channel.flush(); // nothing is encrypted any more behind the farewell
		farewell.closeOutbound().addListener((sent) -> shutdownOutput());
	}

	/**
	 * A socket that is closed with bytes unread resets the connection, and the other end
	 * may lose what it has been sent: read on, until it closes as well or time is up.
	 */
	private void shutdownOutput() {
		if (shutdownOutput(this.channel)) {
			schedule(this::abort, LINGER);
		}
		else if (!this.channel.isActive()) {
			abort();
		}
	}

	/**
	 * Shut down the output of a channel, and have what still comes read.
	 * @return {@code false} if that has been done already, or the channel is closed
	 */
	static boolean shutdownOutput(Channel channel) {
		if (channel instanceof DuplexChannel duplex && duplex.isActive() && !duplex.isOutputShutdown()) {
			duplex.shutdownOutput();
			duplex.config().setAutoRead(true);
			return true;
		}
		return false;
	}

	@Override
	public void abort() {
		// Past TLS, which would have its farewell sent first
		ChannelHandlerContext outermost = this.channel.pipeline().firstContext();
		if (outermost != null) {
			outermost.close();
		}
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

	/** What is known of the ends of the connection. */
	private record Ends(SocketAddress remote, SocketAddress local, @Nullable X509Certificate certificate) {
	}

}
