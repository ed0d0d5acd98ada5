package io.tino.payload;

import java.lang.reflect.Type;
import java.util.List;

/**
 * The bytes are a well-formed value, but not of the type asked for.
 *
 * @since 0.1.0
 */
public final class MismatchedPayloadException extends PayloadException {

	private static final long serialVersionUID = 1L;

	private final transient List<Object> path;

	private final String type;

	/**
	 * Create an exception.
	 * @param path where in the value: names of properties and indexes of elements, empty
	 * for the value itself
	 * @param message why, such as {@code value is not a valid integer}
	 * @param type the kind of mismatch as a program tells it, such as
	 * {@code type_error.integer}
	 */
	public MismatchedPayloadException(List<Object> path, String message, String type) {
		super(message);
		this.path = List.copyOf(path);
		this.type = type;
	}

	/**
	 * Create an exception about a value as a whole, in the words that codecs have for its
	 * type.
	 * @param expected the type that the value is not of
	 * @return the exception
	 */
	public static MismatchedPayloadException of(Type expected) {
		return ExpectedType.of(expected).mismatch();
	}

	/**
	 * Return where in the value it does not match.
	 * @return names of properties, as {@code String}, and indexes of elements, as
	 * {@code Integer}, from the outside in; empty for the value itself
	 */
	public List<Object> path() {
		return this.path;
	}

	/**
	 * Return the kind of mismatch as a program tells it.
	 * @return words of lower-case letters, separated by dots
	 */
	public String type() {
		return this.type;
	}

}
