package io.tino.spring.client;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A {@link java.util.concurrent.Flow.Publisher} of items. Calls for each subscriber.
 */
final class PublisherReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return returnType == Flow.Publisher.class;
	}

	@Override
	public Object call(RemoteCommand command, @Nullable Object[] arguments) {
		return command.publisher(arguments);
	}

}
