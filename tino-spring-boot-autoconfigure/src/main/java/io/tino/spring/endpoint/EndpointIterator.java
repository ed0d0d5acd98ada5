package io.tino.spring.endpoint;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.tino.command.CloseableIterator;
import io.tino.command.TinoConnection;
import io.tino.spring.scope.TinoConnectionHolder;

/**
 * The items that a method returns, taken as the method itself was invoked: its thread
 * knows the connection, and fails with what callers are told.
 *
 * @param items the items
 * @param connection the connection of the call
 * @param failures turns failures into what callers are told
 */
record EndpointIterator(CloseableIterator<?> items, TinoConnection connection,
		EndpointFailures failures) implements CloseableIterator<@Nullable Object> {

	@Override
	public boolean hasNext() {
		return within(this.items::hasNext);
	}

	@Override
	public @Nullable Object next() {
		return this.<@Nullable Object>within(this.items::next);
	}

	@Override
	public void close() {
		within(() -> {
			this.items.close();
			return true;
		});
	}

	private <T extends @Nullable Object> T within(Supplier<T> step) {
		TinoConnection previous = TinoConnectionHolder.set(this.connection);
		try {
			return step.get();
		}
		catch (Throwable ex) {
			throw unchecked(this.failures.translate(ex));
		}
		finally {
			TinoConnectionHolder.set(previous);
		}
	}

	private static RuntimeException unchecked(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		return (failure instanceof RuntimeException unchecked) ? unchecked : new UndeclaredThrowableException(failure);
	}

}
