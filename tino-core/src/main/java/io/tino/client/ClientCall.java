package io.tino.client;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.RespValue;

/**
 * A call that waits for its reply. Its request belongs to whoever holds the call, until
 * it is sent.
 *
 * @param <T> the type of the reply
 */
final class ClientCall<T> {

	private final String command;

	private final ByteBuf request;

	private final Type replyType;

	private final ReplyReader<T> reader;

	private final long startNanos;

	private final long deadlineNanos;

	private long sentNanos;

	private final CompletableFuture<@Nullable T> reply = new CompletableFuture<>();

	ClientCall(String command, ByteBuf request, Type replyType, ReplyReader<T> reader, long startNanos,
			long deadlineNanos) {
		this.command = command;
		this.request = request;
		this.replyType = replyType;
		this.reader = reader;
		this.startNanos = startNanos;
		this.deadlineNanos = deadlineNanos;
	}

	String command() {
		return this.command;
	}

	ByteBuf request() {
		return this.request;
	}

	long startNanos() {
		return this.startNanos;
	}

	/** Return when the request was sent. */
	long sentNanos() {
		return this.sentNanos;
	}

	void sent(long nanoTime) {
		this.sentNanos = nanoTime;
	}

	long deadlineNanos() {
		return this.deadlineNanos;
	}

	CompletableFuture<@Nullable T> reply() {
		return this.reply;
	}

	/** Tell whether nobody waits for the reply any more. */
	boolean isDone() {
		return this.reply.isDone();
	}

	/**
	 * Complete the call with the reply that the decoder has, whatever reading it throws.
	 */
	void complete(ReplyDecoder decoder) {
		if (isDone()) {
			return;
		}
		try {
			if (decoder.isBulk()) {
				this.reply.complete(this.reader.readBulk(decoder.bulk()));
				return;
			}
			RespValue value = decoder.value();
			if (value instanceof RespValue.SimpleError error) {
				fail(new TinoCommandException(this.command, error.code(), error.message()));
			}
			else {
				this.reply.complete(this.reader.readNative(value));
			}
		}
		catch (Throwable ex) { // nobody else can complete the call any more
			fail(new TinoReplyException(this.command, this.replyType.getTypeName(), ex));
		}
	}

	void fail(TinoException failure) {
		this.reply.completeExceptionally(failure);
	}

}
