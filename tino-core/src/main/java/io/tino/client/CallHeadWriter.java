package io.tino.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import io.tino.payload.MessagePackOutput;
import io.tino.resp.RespConstant;
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

	/** Calls with more elements are rare. */
	private static final RespConstant[] BEGINNINGS = new RespConstant[16];

	static {
		for (int i = 0; i < BEGINNINGS.length; i++) {
			BEGINNINGS[i] = beginning(i);
		}
	}

	private long lastMillis = NONE;

	/** The headers of a call that has the last time, and nothing else. */
	private RespConstant lastHeaders = encoded(NONE);

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
		int size = request.size();
		((size < BEGINNINGS.length) ? BEGINNINGS[size] : beginning(size)).write(writer.buffer());
		writer.bulk(id);
		if (request.headers() == 0 && credit == NONE) {
			headers(millis).write(writer.buffer());
			return;
		}
		int mark = writer.beginBulk(EXPECTED_HEADERS);
		writeHeaders(request.headers(), millis, credit, writer.buffer());
		request.writeHeaders(writer.buffer());
		writer.endBulk(mark, EXPECTED_HEADERS);
	}

	private RespConstant headers(long millis) {
		if (this.lastMillis != millis) {
			this.lastMillis = millis;
			this.lastHeaders = encoded(millis);
		}
		return this.lastHeaders;
	}

	private static RespConstant encoded(long millis) {
		ByteBuf out = Unpooled.buffer();
		RespWriter writer = new RespWriter(out, RespVersion.RESP2);
		int mark = writer.beginBulk(EXPECTED_HEADERS);
		writeHeaders(0, millis, NONE, out);
		writer.endBulk(mark, EXPECTED_HEADERS);
		return constant(out);
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
		ByteBuf out = Unpooled.buffer();
		MessagePackOutput.writeString(name, out);
		return constant(out);
	}

	private static RespConstant constant(ByteBuf bytes) {
		try {
			return new RespConstant(ByteBufUtil.getBytes(bytes));
		}
		finally {
			bytes.release();
		}
	}

	private static RespConstant beginning(int size) {
		return new RespConstant("*" + (3 + size) + "\r\n$9\r\nTINO.CALL\r\n");
	}

}
