package io.tino.client;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to subscribe to.
 *
 * @param channels the names of channels
 * @param patterns patterns of names, as Redis takes them: {@code *} stands for any
 * characters, {@code ?} for one, {@code [a-c]} for one of some, {@code \} takes the next
 * one as it is
 * @since 0.1.0
 */
public record TinoTopics(Set<String> channels, Set<String> patterns) {

	/**
	 * Create an instance.
	 * @param channels the names of channels
	 * @param patterns patterns of names
	 * @throws IllegalArgumentException if there are neither channels nor patterns
	 */
	public TinoTopics {
		channels = copyOf(channels);
		patterns = copyOf(patterns);
		if (channels.isEmpty() && patterns.isEmpty()) {
			throw new IllegalArgumentException("There must be a channel or a pattern to subscribe to");
		}
	}

	/** In their order. */
	private static Set<String> copyOf(Collection<String> names) {
		return Collections.unmodifiableSet(new LinkedHashSet<>(List.copyOf(names)));
	}

	/**
	 * Choose channels.
	 * @param channels their names, at least one
	 * @return the channels
	 */
	public static TinoTopics ofChannels(String... channels) {
		return new TinoTopics(new LinkedHashSet<>(List.of(channels)), Set.of());
	}

	/**
	 * Choose the channels that match patterns, those included that do not exist yet.
	 * @param patterns the patterns, at least one
	 * @return the channels
	 */
	public static TinoTopics ofPatterns(String... patterns) {
		return new TinoTopics(Set.of(), new LinkedHashSet<>(List.of(patterns)));
	}

}
