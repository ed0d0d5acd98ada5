package io.tino.spring.client;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A {@link Mono} of the reply, empty if that is a null. Calls for each subscriber.
 */
final class MonoReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return returnType == Mono.class;
	}

	@Override
	public Object call(RemoteCommand command, @Nullable Object[] arguments) {
		return Mono.fromFuture(() -> command.callAsync(arguments));
	}

}
