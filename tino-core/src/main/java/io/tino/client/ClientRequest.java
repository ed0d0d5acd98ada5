package io.tino.client;

import io.netty.buffer.ByteBuf;

/**
 * What a call sends, encoded before it is known on which connection and how: in order, or
 * with an id and headers. Belongs to whoever holds the call.
 */
final class ClientRequest {

	/**
	 * The pairs of the map of headers, then the name and the arguments as bulk strings.
	 */
	private final ByteBuf bytes;

	private final int headers;

	private final int headersLength;

	private final int elements;

	/**
	 * Create a request.
	 * @param bytes the pairs of the map of headers from index 0 on, and behind them the
	 * elements
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
		return this.bytes.writerIndex();
	}

	/** Return the elements, which stay with the request. */
	ByteBuf elements() {
		return this.bytes.readerIndex(this.headersLength);
	}

	/** Return how many elements there are. */
	int size() {
		return this.elements;
	}

	/** Return how many headers there are. */
	int headers() {
		return this.headers;
	}

	/** Write the pairs of the map of headers. */
	void writeHeaders(ByteBuf out) {
		out.writeBytes(this.bytes, 0, this.headersLength);
	}

	void release() {
		this.bytes.release();
	}

}
