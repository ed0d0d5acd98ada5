package io.tino.server;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;

/**
 * Reads what a session sends, as a client does.
 */
final class ReceivedReplies {

	private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);

	private int count;

	private String lastLine = "";

	void receive(String bytes) {
		if (bytes.isEmpty()) {
			return;
		}
		this.decoder.append(Unpooled.wrappedBuffer(bytes.getBytes(StandardCharsets.ISO_8859_1)));
		while (this.decoder.poll()) {
			this.count += this.decoder.isPush() ? 0 : 1;
		}
		this.lastLine = bytes.substring(bytes.lastIndexOf('\n', bytes.length() - 2) + 1);
	}

	int count() {
		return this.count;
	}

	/** Tell whether the last reply says that what was received is broken. */
	boolean endWithProtocolError() {
		return this.lastLine.startsWith("-ERR Protocol error: ");
	}

	/** Fail if the last reply is not whole. */
	void end() {
		if (this.decoder.unreadBytes() > 0) {
			throw new AssertionError(this.decoder.unreadBytes() + " bytes of half a reply");
		}
		this.decoder.close();
	}

}
