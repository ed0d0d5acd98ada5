package io.tino.client;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import io.tino.payload.MessagePackOutput;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * What a call sends, encoded before it is known on which connection and how: in order, or
 * with an id and headers. Belongs to whoever holds the call.
 */
final class ClientRequest {

	private static final byte[] CALL = bytes((writer) -> writer.bulk("TINO.CALL"));

	private static final byte[] DEADLINE = key("deadline-ms");

	private static final byte[] CREDIT = key("credit");

	/** A guess that is right for headers that hold little but a deadline. */
	private static final int EXPECTED_HEADERS = 16;

	/**
	 * The pairs of the map of headers, then the name and the arguments as bulk strings.
	 */
	private final ByteBuf bytes;

	private final int headers;

	private final int headersLength;

	private final int elements;

	/**
	 * Create a request.
	 * @param bytes the pairs of the map of headers, and behind them the elements
	 * @param headers how many headers there are
	 * @param headersLength how many bytes they have
	 * @param elements how many elements there are: the name and the arguments
	 */
	ClientRequest(ByteBuf bytes, int headers, int headersLength, int elements) {
		this.bytes = bytes;
		this.headers = headers;
		this.headersLength = headersLength;
		this.elements = elements;
	}

	/** Return how many bytes are kept until the request is sent. */
	int length() {
		return this.bytes.readableBytes();
	}

	/** Return the elements, which stay with the request. */
	ByteBuf elements() {
		int start = this.bytes.readerIndex() + this.headersLength;
		return this.bytes.slice(start, this.bytes.writerIndex() - start);
	}

	/** Write what stands before the elements in a request that is answered in order. */
	void writeHead(RespWriter writer) {
		writer.array(this.elements);
	}

	/**
	 * Write what stands before the elements in a request that is answered by its id.
	 * @param id the id
	 * @param millis how many milliseconds are left for the call, or -1 if it may take any
	 * time
	 * @param credit how many items of a stream are taken at first, or -1 for no stream
	 * @param writer where to write
	 */
	void writeHead(long id, long millis, long credit, RespWriter writer) {
		ByteBuf out = writer.buffer();
		writer.array(3 + this.elements);
		out.writeBytes(CALL);
		writer.bulk(id);
		int mark = writer.beginBulk(EXPECTED_HEADERS);
		MessagePackOutput.writeMapHeader(((millis >= 0) ? 1 : 0) + ((credit >= 0) ? 1 : 0) + this.headers, out);
		writeHeader(DEADLINE, millis, out);
		writeHeader(CREDIT, credit, out);
		if (this.headers > 0) {
			out.writeBytes(this.bytes, this.bytes.readerIndex(), this.headersLength);
		}
		writer.endBulk(mark, EXPECTED_HEADERS);
	}

	private static void writeHeader(byte[] key, long value, ByteBuf out) {
		if (value >= 0) {
			out.writeBytes(key);
			MessagePackOutput.writeLong(value, out);
		}
	}

	private static byte[] key(String name) {
		return bytes((writer) -> MessagePackOutput.writeString(name, writer.buffer()));
	}

	/** Encode once what stands in each request. */
	private static byte[] bytes(Consumer<RespWriter> content) {
		ByteBuf out = Unpooled.buffer();
		content.accept(new RespWriter(out, RespVersion.RESP2));
		byte[] bytes = ByteBufUtil.getBytes(out);
		out.release();
		return bytes;
	}

	void release() {
		this.bytes.release();
	}

}
