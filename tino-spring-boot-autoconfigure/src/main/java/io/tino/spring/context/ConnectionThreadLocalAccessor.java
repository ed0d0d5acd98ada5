package io.tino.spring.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

import io.tino.command.TinoConnection;
import io.tino.spring.scope.TinoConnectionHolder;

/**
 * Carries the connection of a call to other threads, so that beans of the connection can
 * be used there too.
 *
 * @since 0.1.0
 */
public final class ConnectionThreadLocalAccessor implements ThreadLocalAccessor<TinoConnection> {

	/**
	 * Create an accessor.
	 */
	public ConnectionThreadLocalAccessor() {
		// TinoConnectionHolder knows the thread
	}

	@Override
	public Object key() {
		return TinoConnection.class;
	}

	@Override
	public @Nullable TinoConnection getValue() {
		return TinoConnectionHolder.current();
	}

	@Override
	public void setValue(TinoConnection value) {
		TinoConnectionHolder.set(value);
	}

	@Override
	public void setValue() {
		TinoConnectionHolder.set(null);
	}

}
