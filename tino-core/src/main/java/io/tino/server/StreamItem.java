package io.tino.server;

import io.netty.buffer.ByteBuf;

import io.tino.resp.RespNumber;

/**
 * An encoded item of a stream.
 *
 * @param bytes what is sent
 * @param length how much of it counts: the bytes of a bulk string, or all of another
 * value
 */
record StreamItem(ByteBuf bytes, int length) {

	/**
	 * Make an item of a buffer.
	 * @param bytes what is sent, whose ownership is taken
	 * @param start where in the buffer the value begins, which ends it
	 * @return the item
	 */
	static StreamItem of(ByteBuf bytes, int start) {
		int whole = bytes.writerIndex() - start;
		if (whole == 0 || bytes.getByte(start) != '$') {
			return new StreamItem(bytes, whole);
		}
		int end = bytes.indexOf(start, bytes.writerIndex(), (byte) '\r');
		long length = RespNumber.parse(bytes.slice(start + 1, end - start - 1));
		return new StreamItem(bytes, (int) Math.max(0, length));
	}

}
