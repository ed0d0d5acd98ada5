package io.tino.server;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that transactions watch. A key is any name that an application and its clients
 * agree on, such as {@code note:7}; the application says when what it stands for has
 * changed, and the transactions that have watched it do not run. Thread-safe.
 *
 * @since 0.1.0
 * @see <a href="https://redis.io/docs/latest/develop/interact/transactions/">Transactions
 * in Redis</a>
 */
public final class WatchedKeys {

	private final Map<String, Set<Watch>> watches = new ConcurrentHashMap<>();

	/**
	 * Create an instance without keys.
	 */
	public WatchedKeys() {
		// They come by themselves
	}

	/**
	 * Say that what a key stands for has changed. Does not block. A change in a database
	 * is to be committed before: who watches the key from here on may read what it stands
	 * for at once.
	 * @param key the key, encoded as UTF-8
	 */
	public void changed(String key) {
		Set<Watch> watching = this.watches.get(ChannelName.of(key));
		if (watching != null) {
			watching.forEach(Watch::fail);
		}
	}

	/** Tell whether nobody watches anything. */
	boolean isEmpty() {
		return this.watches.isEmpty();
	}

	void add(String key, Watch watch) {
		this.watches.compute(key, (same, watching) -> {
			Set<Watch> all = (watching != null) ? watching : ConcurrentHashMap.newKeySet();
			all.add(watch);
			return all;
		});
	}

	void remove(String key, Watch watch) {
		this.watches.computeIfPresent(key, (same, watching) -> {
			watching.remove(watch);
			return watching.isEmpty() ? null : watching;
		});
	}

}
