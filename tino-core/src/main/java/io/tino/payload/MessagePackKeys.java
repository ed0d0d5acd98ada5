package io.tino.payload;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys of one map from being chosen so that it takes quadratic time to fill.
 * <p>
 * A {@link HashMap} sorts keys of equal hashes only where they are of one class, and
 * looks at each of them otherwise. Any number of {@code Long}, {@code Double},
 * {@code String} and {@code BigInteger} keys may be made up for a hash; so, of those that
 * share a hash, all but a few must be of one class.
 */
final class MessagePackKeys {

	private static final int MAX_OTHERS = 16;

	private @Nullable Class<?> onlyType;

	private @Nullable Map<Integer, SameHash> hashes;

	/**
	 * Tell whether a key may be added.
	 * @param key the key
	 * @param map the map, with the keys that were allowed before
	 * @return whether it may
	 */
	boolean allow(@Nullable Object key, Map<?, ?> map) {
		Class<?> type = typeOf(key);
		if (this.hashes == null) {
			if (this.onlyType == null || this.onlyType == type) {
				this.onlyType = type;
				return true;
			}
			this.hashes = new HashMap<>();
			map.keySet().forEach(this::add);
		}
		return add(key);
	}

	/** A key that repeats counts again, as it is looked for again. */
	private boolean add(@Nullable Object key) {
		Class<?> type = typeOf(key);
		int hash = (key != null) ? key.hashCode() : 0;
		SameHash same = this.hashes.computeIfAbsent(hash, (absent) -> new SameHash(type));
		return same.type == type || ++same.others <= MAX_OTHERS;
	}

	private static Class<?> typeOf(@Nullable Object key) {
		return (key != null) ? key.getClass() : Void.class;
	}

	/**
	 * Keys that share a hash.
	 */
	private static final class SameHash {

		private final Class<?> type; // of the first

		private int others; // how many are of another type

		SameHash(Class<?> type) {
			this.type = type;
		}

	}

}
