package io.tino.spring.client;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * An {@link Iterator} that waits for each item.
 */
final class IteratorReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return returnType == Iterator.class;
	}

	@Override
	public boolean isSynchronous() {
		return true;
	}

	@Override
	public Object call(RemoteCommand command, @Nullable Object[] arguments) {
		return command.stream(arguments).iterator();
	}

}
