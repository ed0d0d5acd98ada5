package io.tino.client;

import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A session of a {@link NettyTinoClient}, which makes its calls on a connection of their
 * own.
 *
 * @param client makes calls
 * @param encoder writes their requests
 * @param connection sends them
 */
record PinnedSession(NettyTinoClient client, CallEncoder encoder, SessionConnection connection) implements TinoSession {

	@Override
	public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable TinoCallOptions options,
			@Nullable Object... arguments) {
		Objects.requireNonNull(command, "command must not be null");
		Objects.requireNonNull(replyType, "replyType must not be null");
		@Nullable Object[] values = CallArguments.of(options, arguments);
		return this.client.send(command, replyType, CallArguments.options(options),
				(headers) -> this.encoder.call(command, headers, values), this.connection::submit);
	}

	@Override
	public CompletableFuture<@Nullable Void> watch(TinoCallOptions options, String... keys) {
		Objects.requireNonNull(options, "options must not be null");
		return this.client.send("WATCH", Void.class, options, (headers) -> this.encoder.plain("WATCH", headers, keys),
				this.connection::submit);
	}

	@Override
	public <R extends @Nullable Object> CompletableFuture<R> transaction(TinoCallOptions options,
			Function<TinoTransaction, R> calls) {
		Objects.requireNonNull(options, "options must not be null");
		ClientTransaction transaction = new ClientTransaction(this.connection, this.encoder);
		CollectedCalls collected = new CollectedCalls(this.client, this.encoder, options, transaction);
		R result = collected.collect(calls);
		collected.exec();
		CompletableFuture<R> reply = new CompletableFuture<>();
		transaction.outcome().whenComplete((nothing, failure) -> {
			if (failure != null) {
				reply.completeExceptionally(failure);
			}
			else {
				reply.complete(result);
			}
		});
		reply.whenComplete((value, failure) -> transaction.outcome().cancel(false));
		return reply;
	}

	@Override
	public boolean isOpen() {
		return this.connection.isOpen();
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
