package io.tino.spring.scope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;

import io.tino.command.TinoConnection;

/**
 * Keeps beans in the attributes of connections.
 *
 * @since 0.1.0
 */
public final class ConnectionScope implements Scope {

	/**
	 * Create a scope.
	 */
	public ConnectionScope() {
		// Connections keep everything
	}

	@Override
	public Object get(String name, ObjectFactory<?> objectFactory) {
		return requireConnection().attribute(new BeanKey(name), objectFactory::getObject);
	}

	@Override
	public @Nullable Object remove(String name) {
		TinoConnection connection = requireConnection();
		destructionCallbacks(connection).remove(name);
		return connection.removeAttribute(new BeanKey(name));
	}

	@Override
	public void registerDestructionCallback(String name, Runnable callback) {
		destructionCallbacks(requireConnection()).add(name, callback);
	}

	private static DestructionCallbacks destructionCallbacks(TinoConnection connection) {
		return connection.attribute(DestructionCallbacks.class, () -> {
			DestructionCallbacks callbacks = new DestructionCallbacks();
			connection.onClose(callbacks::run);
			return callbacks;
		});
	}

	@Override
	public @Nullable Object resolveContextualObject(String key) {
		return null;
	}

	@Override
	public @Nullable String getConversationId() {
		TinoConnection connection = TinoConnectionHolder.current();
		return (connection != null) ? Long.toString(connection.id()) : null;
	}

	private static TinoConnection requireConnection() {
		TinoConnection connection = TinoConnectionHolder.current();
		if (connection == null) {
			throw new IllegalStateException("No call of a Tino connection runs on this thread: "
					+ "a bean of a connection can only be used while an endpoint is invoked");
		}
		return connection;
	}

	private record BeanKey(String name) {
	}

	/**
	 * What is to be called when the connection ends, the last bean first.
	 */
	private static final class DestructionCallbacks {

		private final Map<String, Runnable> callbacks = new LinkedHashMap<>();

		synchronized void add(String name, Runnable callback) {
			this.callbacks.put(name, callback);
		}

		synchronized void remove(String name) {
			this.callbacks.remove(name);
		}

		synchronized void run() {
			List<Runnable> reversed = new ArrayList<>(this.callbacks.values());
			Collections.reverse(reversed);
			reversed.forEach(Runnable::run);
		}

	}

}
