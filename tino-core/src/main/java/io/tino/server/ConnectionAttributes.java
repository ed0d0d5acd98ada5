package io.tino.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What commands keep for a connection, and what is to be done when it ends. Thread-safe.
 */
final class ConnectionAttributes {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionAttributes.class);

	private final Map<Object, Object> values = new HashMap<>();

	private final List<Runnable> closeActions = new ArrayList<>();

	private boolean ended;

	@SuppressWarnings("unchecked")
	synchronized <T> T get(Object key, Supplier<T> factory) {
		Object value = this.values.get(key);
		if (value == null) {
			requireAlive();
			value = factory.get();
			this.values.put(key, value);
		}
		return (T) value;
	}

	synchronized @Nullable Object remove(Object key) {
		return this.values.remove(key);
	}

	synchronized void onClose(Runnable action) {
		requireAlive();
		this.closeActions.add(action);
	}

	private void requireAlive() {
		if (this.ended) {
			throw new IllegalStateException("The connection is closed");
		}
	}

	/**
	 * Forget everything, and do what is to be done then, the last action first.
	 * @param executor where to do it
	 * @param then what to do after that; called here if there is nothing to be done
	 */
	void clear(Executor executor, Runnable then) {
		List<Runnable> actions = take();
		if (actions.isEmpty()) {
			then.run();
			return;
		}
		Runnable all = () -> {
			actions.forEach(ConnectionAttributes::run);
			then.run();
		};
		try {
			executor.execute(all);
		}
		catch (Throwable ex) { // as if no thread can be started: better here than never
			all.run();
		}
	}

	private synchronized List<Runnable> take() {
		List<Runnable> actions = new ArrayList<>(this.closeActions);
		Collections.reverse(actions);
		this.closeActions.clear();
		this.values.clear();
		return actions;
	}

	private static void run(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) { // the other actions must not suffer
			logger.error("Cleaning up after a connection has failed", ex);
		}
	}

	/**
	 * Forget everything for good.
	 * @param executor where to do what is to be done
	 * @param then what to do after that
	 */
	void end(Executor executor, Runnable then) {
		synchronized (this) {
			this.ended = true;
		}
		clear(executor, then);
	}

}
