package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.RespConstant;

/**
 * The pushes that a client knows, those that come most often first.
 */
enum PushName {

	/** The result of a call. */
	REPLY("tino.reply"),

	/** An item of a stream. */
	ITEM("tino.item"),

	/** The error of a call. */
	ERROR("tino.error"),

	/** A part of another push. */
	CHUNK("tino.chunk"),

	/** The end of a stream. */
	END("tino.end"),

	/** The server takes more of a stream of arguments. */
	CREDIT("tino.credit"),

	/** The server wants the client to go. */
	DRAIN("tino.drain");

	private static final PushName[] NAMES = values();

	private final RespConstant bytes;

	PushName(String name) {
		this.bytes = new RespConstant(name);
	}

	/**
	 * Find out which push has come.
	 * @param push a push that has been opened
	 * @return which one it is, {@code null} for others
	 */
	static @Nullable PushName of(ReplyDecoder push) {
		for (PushName name : NAMES) {
			if (push.isBulk(name.bytes)) {
				return name;
			}
		}
		return null;
	}

}
