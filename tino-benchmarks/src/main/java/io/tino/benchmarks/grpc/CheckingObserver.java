package io.tino.benchmarks.grpc;

import java.util.Objects;
import java.util.function.Consumer;

import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;

/**
 * Checks the one reply of a call when the call is over.
 *
 * @param <T> the type of the reply
 */
final class CheckingObserver<T> implements StreamObserver<T> {

	private final Consumer<T> check;

	private final PeerClient.Completion completion;

	private @Nullable T reply;

	CheckingObserver(Consumer<T> check, PeerClient.Completion completion) {
		this.check = check;
		this.completion = completion;
	}

	@Override
	public void onNext(T reply) {
		this.reply = reply;
	}

	@Override
	public void onError(Throwable failure) {
		this.completion.complete(failure);
	}

	@Override
	public void onCompleted() {
		this.completion.completeWith(Objects.requireNonNull(this.reply), this.check);
	}

}
