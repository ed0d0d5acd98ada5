package io.tino.spring.client;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoClient;

/**
 * A client that remembers the last call, and answers it as a test says.
 */
class StubClient implements TinoClient {

	CompletableFuture<@Nullable Object> reply = new CompletableFuture<>();

	String called = "";

	TinoCallOptions options = TinoCallOptions.DEFAULTS;

	boolean eventLoop;

	@Override
	@SuppressWarnings("unchecked")
	public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
			@Nullable Object... arguments) {
		this.options = options;
		this.called = command + " " + replyType + " " + Arrays.asList(arguments);
		return (CompletableFuture<@Nullable T>) this.reply;
	}

	@Override
	public CompletableFuture<@Nullable Void> ping() {
		return call("PING", Void.class);
	}

	@Override
	public boolean inEventLoop() {
		return this.eventLoop;
	}

	@Override
	public void close() {
		throw new IllegalStateException();
	}

}
