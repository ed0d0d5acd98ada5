package io.tino.client;

import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;

/**
 * Collects the calls of a transaction while they are made, and has it run. Confined to
 * one thread.
 */
final class CollectedCalls implements TinoTransaction {

	private final NettyTinoClient client;

	private final CallEncoder encoder;

	private final TinoCallOptions options;

	private final ClientTransaction transaction;

	/** Why a call could not be made, and so the transaction not whole. */
	private @Nullable TinoException refusal;

	private volatile boolean over;

	CollectedCalls(NettyTinoClient client, CallEncoder encoder, TinoCallOptions options,
			ClientTransaction transaction) {
		this.client = client;
		this.encoder = encoder;
		this.options = options;
		this.transaction = transaction;
	}

	<R extends @Nullable Object> R collect(Function<TinoTransaction, R> calls) {
		try {
			return calls.apply(this);
		}
		catch (Throwable ex) {
			this.transaction.drop(new TinoCancelledException("MULTI",
					"not run: the calls could not be made: " + ex.getClass(), false));
			throw ex;
		}
		finally {
			this.over = true;
		}
	}

	/** Tell whether all calls have been made, so that their replies will come. */
	boolean isOver() {
		return this.over;
	}

	@Override
	public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable Object... arguments) {
		Objects.requireNonNull(command, "command must not be null");
		Objects.requireNonNull(replyType, "replyType must not be null");
		if (this.over) {
			throw new IllegalStateException("It is too late for calls of the transaction");
		}
		@Nullable Object[] values = CallArguments.of(arguments);
		int before = this.transaction.size();
		CompletableFuture<@Nullable T> reply = this.client.send(command, replyType, this.options,
				(headers) -> this.encoder.call(command, headers, values), this.transaction::add);
		if (this.transaction.size() == before) {
			reply.whenComplete((value, failure) -> this.refusal = (TinoException) failure);
		}
		return new TransactionReply<@Nullable T>(this).follow(reply);
	}

	/** Send the transaction, unless a call is missing. */
	void exec() {
		if (this.refusal == null) {
			CompletableFuture<@Nullable RespValue> exec = this.client.send("EXEC", RespValue.class, this.options,
					(headers) -> this.encoder.plain("EXEC", headers), this.transaction::exec);
			if (this.transaction.isComplete()) {
				return;
			}
			exec.whenComplete((value, failure) -> this.refusal = (TinoException) failure);
		}
		this.transaction.drop(Objects.requireNonNull(this.refusal));
	}

}
