package io.tino.client;

import java.util.HashMap;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;

/**
 * Puts together the pushes that come in parts. Memory grows with what has come: how much
 * is still to come is what a stranger says. All of them together have no more bytes than
 * one reply may have.
 */
final class ChunkedPushes {

	private final ReplyLimits limits;

	private final Map<Long, Unfinished> unfinished = new HashMap<>();

	/** How many bytes all that is unfinished has. */
	private long bytes;

	ChunkedPushes(ReplyLimits limits) {
		this.limits = limits;
	}

	/**
	 * Add a part.
	 * @param id the id of the push
	 * @param remaining how many bytes are still to come
	 * @param part the bytes, which stay with the caller
	 * @return what has the whole push, to be closed by the caller, or {@code null} if
	 * that is still to come
	 * @throws io.tino.resp.RespProtocolException if what the parts make is no push
	 * @throws IllegalArgumentException if the part makes no sense
	 */
	@Nullable ReplyDecoder add(long id, long remaining, ByteBuf part) {
		this.bytes += part.readableBytes();
		if (remaining < 0 || remaining > this.limits.maxReplyBytes() - this.bytes) {
			throw new IllegalArgumentException("Pushes in parts exceed limit " + this.limits.maxReplyBytes());
		}
		Unfinished push = this.unfinished.computeIfAbsent(id, (key) -> new Unfinished(this.limits));
		boolean whole = push.add(part);
		if (whole != (remaining == 0)) {
			throw new IllegalArgumentException("The parts of a push are not one push");
		}
		if (whole) {
			forget(id, push);
		}
		return whole ? push.decoder : null;
	}

	private void forget(long id, Unfinished push) {
		this.bytes -= push.length;
		this.unfinished.remove(id);
	}

	/** Drop what has come of the push of an id. */
	void drop(long id) {
		Unfinished push = this.unfinished.isEmpty() ? null : this.unfinished.get(id);
		if (push != null) {
			forget(id, push);
			push.decoder.close();
		}
	}

	void close() {
		this.unfinished.values().forEach((push) -> push.decoder.close());
		this.unfinished.clear();
	}

	/** What has come of a push. */
	private static final class Unfinished {

		private final ReplyDecoder decoder;

		private long length;

		Unfinished(ReplyLimits limits) {
			this.decoder = new ReplyDecoder(limits);
		}

		/** Add a part, and tell whether there is a whole push, and nothing more. */
		boolean add(ByteBuf part) {
			this.length += part.readableBytes();
			this.decoder.append(part.retainedSlice());
			return this.decoder.poll() && this.decoder.isLast();
		}

	}

}
