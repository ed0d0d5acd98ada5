package io.tino.server;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/**
 * The name of a channel, or a pattern of names: any bytes. They are kept in a string of
 * one character a byte, which is as small, hashes once and can be matched by a
 * {@link GlobPattern}.
 */
final class ChannelName {

	private ChannelName() {
	}

	static String of(ByteBuf bytes) {
		return bytes.toString(StandardCharsets.ISO_8859_1);
	}

	/** Return the name that an application means. */
	static String of(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	static byte[] bytes(String name) {
		return name.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Return the name as an application reads it. */
	static String text(String name) {
		return new String(bytes(name), StandardCharsets.UTF_8);
	}

}
