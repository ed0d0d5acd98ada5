package io.tino.server;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;
import io.tino.payload.PayloadWriter;
import io.tino.resp.RespWriter;

/**
 * A reply that is one bulk string, to be used again for calls that are over when their
 * commands return. It expects the next payload to be as long as the last.
 */
final class PayloadReply implements Reply {

	private @Nullable Object value;

	private @Nullable PayloadWriter<?> payloadWriter;

	private int expectedLength = EXPECTED_LENGTH;

	/**
	 * Be the reply of another call.
	 * @param nextValue what the bulk string is of
	 * @param nextWriter encodes it when the reply is written
	 * @param <T> the type of the value
	 */
	<T> Reply of(@Nullable T nextValue, PayloadWriter<? super T> nextWriter) {
		this.value = nextValue;
		this.payloadWriter = nextWriter;
		return this;
	}

	/** Keep nothing of the call. */
	void clear() {
		this.value = null;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void write(RespWriter writer) {
		PayloadWriter<@Nullable Object> current = (PayloadWriter<@Nullable Object>) this.payloadWriter;
		if (current == null) {
			throw new IllegalStateException("Reply of no call");
		}
		ByteBuf out = writer.buffer();
		int expected = this.expectedLength;
		int mark = writer.beginBulk(expected);
		current.write(this.value, out);
		this.expectedLength = out.writerIndex() - mark;
		writer.endBulk(mark, expected);
	}

}
