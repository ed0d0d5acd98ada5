package io.tino.client;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A client that has no event loops and makes no calls.
 */
final class NoClient implements TinoClient {

	@Override
	public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
			@Nullable Object... arguments) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<@Nullable Void> ping() {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean inEventLoop() {
		return false;
	}

	@Override
	public void close() {
		// There is nothing to close
	}

}
