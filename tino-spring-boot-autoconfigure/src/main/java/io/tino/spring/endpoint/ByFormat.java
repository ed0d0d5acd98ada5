package io.tino.spring.endpoint;

import java.util.function.Function;

import io.tino.payload.PayloadFormat;

/**
 * Something that there is for each format of payloads.
 *
 * @param messagePack for MessagePack
 * @param json for JSON
 * @param <T> the type of both
 */
record ByFormat<T>(T messagePack, T json) {

	/**
	 * Make both.
	 * @param factory makes one for a format
	 */
	static <T> ByFormat<T> of(Function<PayloadFormat, T> factory) {
		return new ByFormat<>(factory.apply(PayloadFormat.MSGPACK), factory.apply(PayloadFormat.JSON));
	}

	/** Return the one for a format. */
	T get(PayloadFormat format) {
		return switch (format) {
			case MSGPACK -> this.messagePack;
			case JSON -> this.json;
		};
	}

}
