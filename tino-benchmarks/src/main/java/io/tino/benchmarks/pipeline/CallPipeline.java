package io.tino.benchmarks.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;

/**
 * Calls over one connection, answered in order. Other threads queue their calls for the
 * event loop, which they wake up no more than once for all that it finds there; whatever
 * there is to send leaves in one flush.
 */
public final class CallPipeline extends ChannelInboundHandlerAdapter {

	private final Channel channel;

	private final Queue<PipelinedCall> queued = PlatformDependent.newMpscQueue();

	private final AtomicBoolean awake = new AtomicBoolean();

	private final Runnable drain = this::drain;

	private final ArrayDeque<PipelinedCall> sent = new ArrayDeque<>(1024);

	private final InputBytes input = new InputBytes();

	private final OutputBytes output;

	private boolean reading;

	private @Nullable Throwable failure;

	/**
	 * Create a pipeline.
	 * @param channel the connection, to whose pipeline it is to be added
	 */
	public CallPipeline(Channel channel) {
		this.channel = channel;
		this.output = new OutputBytes(channel.alloc(), channel);
	}

	/**
	 * Make a call.
	 * @param call the call
	 */
	public void start(PipelinedCall call) {
		if (this.channel.eventLoop().inEventLoop()) {
			send(call);
			if (!this.reading) {
				this.output.flush();
			}
			return;
		}
		this.queued.add(call);
		if (!this.awake.get() && this.awake.compareAndSet(false, true)) {
			this.channel.eventLoop().execute(this.drain);
		}
	}

	private void drain() {
		this.awake.set(false); // before, so that nothing stays unseen
		sendQueued();
		this.output.flush();
	}

	private void sendQueued() {
		for (PipelinedCall call = this.queued.poll(); call != null; call = this.queued.poll()) {
			send(call);
		}
	}

	private void send(PipelinedCall call) {
		Throwable failed = this.failure;
		if (failed != null) {
			call.completion().complete(failed);
			return;
		}
		this.sent.add(call);
		call.write(this.output);
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		this.reading = true;
		this.input.add((ByteBuf) message);
		PipelinedCall call = this.sent.peek();
		while (call != null && call.read(this.input)) {
			this.sent.poll();
			call.completion().complete(null);
			call = this.sent.peek();
		}
		if (call == null && this.input.from < this.input.to) {
			throw new IllegalStateException("There are bytes that nobody has asked for");
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.reading = false;
		sendQueued();
		this.output.flush();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		fail(cause);
		ctx.close();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		fail(new IOException("The connection is closed"));
	}

	private void fail(Throwable cause) {
		if (this.failure == null) {
			this.failure = cause;
			for (PipelinedCall call = this.sent.poll(); call != null; call = this.sent.poll()) {
				call.completion().complete(cause);
			}
		}
	}

}
