package io.tino.benchmarks.redis;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches of requests over a connection: the next when all replies to the one
 * before have come. Confined to the event loop of the connection.
 */
final class RespBatches extends ChannelInboundHandlerAdapter {

	private final Channel channel;

	private final ByteBuf requests;

	private final ByteBuf replies;

	private int received;

	private long start;

	private @Nullable RespLoad load;

	private @Nullable Throwable failure;

	/**
	 * Create an instance.
	 * @param channel the connection, to whose pipeline it is to be added
	 * @param requests the bytes of a batch, which nothing releases
	 * @param replies the bytes that must come back
	 */
	RespBatches(Channel channel, ByteBuf requests, ByteBuf replies) {
		this.channel = channel;
		this.requests = requests;
		this.replies = replies;
	}

	/** Send one batch after another, until the load is over. Thread-safe. */
	void start(RespLoad load) {
		this.channel.eventLoop().execute(() -> begin(load));
	}

	/** Close the connection. Thread-safe. */
	void close() {
		this.channel.close();
	}

	private void begin(RespLoad load) {
		this.load = load;
		Throwable failed = this.failure;
		if (failed != null) {
			load.ended(failed);
		}
		else {
			send();
		}
	}

	private void send() {
		this.received = 0;
		this.start = System.nanoTime();
		this.channel.writeAndFlush(this.requests.duplicate(), this.channel.voidPromise());
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		try {
			receive(bytes);
		}
		finally {
			bytes.release();
		}
	}

	private void receive(ByteBuf bytes) {
		int length = bytes.readableBytes();
		RespLoad current = this.load;
		if (current == null || length > this.replies.readableBytes() - this.received
				|| !ByteBufUtil.equals(bytes, bytes.readerIndex(), this.replies, this.received, length)) {
			throw new IllegalStateException("The server replies: " + ByteBufUtil.prettyHexDump(bytes));
		}
		this.received += length;
		if (this.received == this.replies.readableBytes()) {
			if (current.replied(System.nanoTime() - this.start)) {
				send();
			}
			else {
				this.load = null;
				current.ended(null);
			}
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		fail(new IOException("The server has closed the connection"));
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		fail(cause);
		ctx.close();
	}

	private void fail(Throwable cause) {
		if (this.failure == null) {
			this.failure = cause;
			RespLoad current = this.load;
			if (current != null) {
				this.load = null;
				current.ended(cause);
			}
		}
	}

}
