package io.tino.client;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackOutput;
import io.tino.resp.RespConstant;
import io.tino.resp.RespTemplate;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * Writes what stands before the elements of requests that are answered by their ids. Most
 * calls of a connection have the same time and no other headers: what is the same is
 * encoded once. Confined to the event loop of the connection.
 */
final class CallHeadWriter {

	/** In the place of a header that there is not. */
	static final long NONE = -1;

	private static final RespConstant DEADLINE = key("deadline-ms");

	private static final RespConstant CREDIT = key("credit");

	/** A guess that is right for headers that hold little but a deadline. */
	private static final int EXPECTED_HEADERS = 16;

	private static final int EXPECTED_NUMBER = 3;

	/** How many elements and milliseconds the last plain call has had. */
	private int lastSize = -1;

	private long lastMillis;

	private @Nullable RespTemplate lastHead;

	/**
	 * Write the head of a request.
	 * @param request the request
	 * @param id the id of the call
	 * @param millis how many milliseconds are left for the call, or {@link #NONE} if it
	 * may take any time
	 * @param credit how many items of a stream are taken at first, or {@link #NONE} for
	 * no stream
	 * @param writer where to write
	 */
	void write(ClientRequest request, long id, long millis, long credit, RespWriter writer) {
		if (request.headers() == 0 && credit == NONE) {
			plainHead(request.size(), millis).write(id, writer.buffer());
			return;
		}
		begin(request.size(), writer);
		writer.bulk(id);
		int mark = writer.beginBulk(EXPECTED_HEADERS);
		writeHeaders(request.headers(), millis, credit, writer.buffer());
		request.writeHeaders(writer.buffer());
		writer.endBulk(mark, EXPECTED_HEADERS);
	}

	private static void begin(int size, RespWriter writer) {
		writer.array(3 + size);
		writer.bulk("TINO.CALL");
	}

	private RespTemplate plainHead(int size, long millis) {
		RespTemplate head = this.lastHead;
		if (head == null || this.lastSize != size || this.lastMillis != millis) {
			head = RespTemplate.ofBulk(bytes((writer) -> begin(size, writer)), bytes((writer) -> {
				int mark = writer.beginBulk(EXPECTED_NUMBER);
				if (millis != NONE) { // which needs no name if it stands alone
					MessagePackOutput.writeLong(millis, writer.buffer());
				}
				writer.endBulk(mark, EXPECTED_NUMBER);
			}));
			this.lastSize = size;
			this.lastMillis = millis;
			this.lastHead = head;
		}
		return head;
	}

	/** Write the map up to the headers that are the request's own. */
	private static void writeHeaders(int own, long millis, long credit, ByteBuf out) {
		MessagePackOutput.writeMapHeader(own + ((millis != NONE) ? 1 : 0) + ((credit != NONE) ? 1 : 0), out);
		writeHeader(DEADLINE, millis, out);
		writeHeader(CREDIT, credit, out);
	}

	private static void writeHeader(RespConstant key, long value, ByteBuf out) {
		if (value != NONE) {
			key.write(out);
			MessagePackOutput.writeLong(value, out);
		}
	}

	private static RespConstant key(String name) {
		return new RespConstant(bytes((writer) -> MessagePackOutput.writeString(name, writer.buffer())));
	}

	private static byte[] bytes(Consumer<RespWriter> content) {
		ByteBuf out = Unpooled.buffer();
		try {
			content.accept(new RespWriter(out, RespVersion.RESP2));
			return ByteBufUtil.getBytes(out);
		}
		finally {
			out.release();
		}
	}

}
