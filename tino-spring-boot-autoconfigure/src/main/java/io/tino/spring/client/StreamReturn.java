package io.tino.spring.client;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Stream} that waits for each item.
 */
final class StreamReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return returnType == Stream.class;
	}

	@Override
	public boolean isSynchronous() {
		return true;
	}

	@Override
	public Object call(RemoteCommand command, @Nullable Object[] arguments) {
		return command.stream(arguments);
	}

}
