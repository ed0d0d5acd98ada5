package io.tino.spring.client;

import org.jspecify.annotations.Nullable;

/**
 * An {@link Iterable} whose iterators wait for each item. Calls for each iterator.
 */
final class IterableReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return returnType == Iterable.class;
	}

	@Override
	public boolean isSynchronous() {
		return true;
	}

	@Override
	public Object call(RemoteCommand command, @Nullable Object[] arguments) {
		return (Iterable<Object>) () -> command.stream(arguments).iterator();
	}

}
