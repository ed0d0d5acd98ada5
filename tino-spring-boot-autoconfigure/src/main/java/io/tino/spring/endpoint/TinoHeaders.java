package io.tino.spring.endpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a call that the server lets in. A parameter of this type of a
 * {@link TinoCommand} is filled with them, and is no argument of the command. Immutable.
 *
 * @since 0.1.0
 * @see TinoHeader
 */
public final class TinoHeaders {

	private final Map<String, String> values;

	private TinoHeaders(Map<String, String> values) {
		this.values = values;
	}

	/**
	 * Create headers.
	 * @param values the values by names, in any case
	 * @return the headers
	 * @throws IllegalArgumentException if two names differ only in case
	 */
	public static TinoHeaders of(Map<String, String> values) {
		Map<String, String> lowerCase = new LinkedHashMap<>();
		values.forEach((name, value) -> {
			if (lowerCase.put(lowerCase(name), value) != null) {
				throw new IllegalArgumentException("Header '" + lowerCase(name) + "' is given twice");
			}
		});
		return new TinoHeaders(Collections.unmodifiableMap(lowerCase));
	}

	private static String lowerCase(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the value of a header.
	 * @param name the name, in any case
	 * @return the value, or {@code null} if there is no such header
	 */
	public @Nullable String get(String name) {
		return this.values.get(lowerCase(name));
	}

	/**
	 * Tell whether there is a header.
	 * @param name the name, in any case
	 * @return whether there is
	 */
	public boolean contains(String name) {
		return this.values.containsKey(lowerCase(name));
	}

	/**
	 * Return the names of the headers.
	 * @return the names, in lower case
	 */
	public Set<String> names() {
		return this.values.keySet();
	}

	/**
	 * Return the headers as a map, which does mind the case.
	 * @return the values by names in lower case, not to be changed
	 */
	public Map<String, String> toMap() {
		return this.values;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TinoHeaders headers && headers.values.equals(this.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	/** Names only: values may be secrets. */
	@Override
	public String toString() {
		return "TinoHeaders" + this.values.keySet();
	}

}
