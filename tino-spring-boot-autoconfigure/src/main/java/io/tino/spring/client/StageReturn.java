package io.tino.spring.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A future of the reply.
 */
final class StageReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return returnType == CompletionStage.class || returnType == CompletableFuture.class;
	}

	@Override
	public Object call(RemoteCommand command, @Nullable Object[] arguments) {
		return command.callAsync(arguments);
	}

}
