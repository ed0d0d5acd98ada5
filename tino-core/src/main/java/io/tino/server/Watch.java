package io.tino.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one connection watches, from {@code WATCH} to {@code EXEC}. Changed by one call at
 * a time; told of changes by any thread.
 */
final class Watch {

	private final WatchedKeys watchedKeys;

	/** Counted by other threads. */
	private final Set<String> keys = ConcurrentHashMap.newKeySet();

	private volatile boolean failed;

	Watch(WatchedKeys watchedKeys) {
		this.watchedKeys = watchedKeys;
	}

	void add(String key) {
		if (this.keys.add(key)) {
			this.watchedKeys.add(key, this);
		}
	}

	int size() {
		return this.keys.size();
	}

	/** One of the keys has changed. */
	void fail() {
		this.failed = true;
	}

	boolean hasFailed() {
		return this.failed;
	}

	/** Watch nothing any more. */
	void clear() {
		this.keys.forEach((key) -> this.watchedKeys.remove(key, this));
	}

}
