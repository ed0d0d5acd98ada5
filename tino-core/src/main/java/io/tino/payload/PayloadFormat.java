package io.tino.payload;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How arguments and results are encoded.
 *
 * @since 0.1.0
 */
public enum PayloadFormat {

	/**
	 * MessagePack, the default.
	 */
	MSGPACK,

	/**
	 * JSON text in UTF-8.
	 */
	JSON;

	/**
	 * Return the name that stands for the format on the wire.
	 * @return the name in lower case
	 */
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Find a format by its name on the wire.
	 * @param name the name, in any case
	 * @return the format, or {@code null} if there is none of that name
	 */
	public static @Nullable PayloadFormat of(String name) {
		for (PayloadFormat format : values()) {
			if (format.name().equalsIgnoreCase(name)) {
				return format;
			}
		}
		return null;
	}

}
