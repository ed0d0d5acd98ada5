package io.tino.spring.endpoint;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * Answers calls with what a {@link CompletionStage} is completed with, and cancels it if
 * the call is cancelled and the stage a {@link Future}.
 */
final class StageResult {

	private StageResult() {
	}

	static void answer(CompletionStage<?> stage, PendingAnswer answer) {
		if (stage instanceof Future<?> future) {
			answer.call().onCancel(() -> cancel(future));
		}
		stage.whenComplete((value, failure) -> {
			if (failure != null) {
				answer.fail(failure);
			}
			else {
				answer.complete(value);
			}
		});
	}

	private static void cancel(Future<?> future) {
		try {
			future.cancel(true);
		}
		catch (UnsupportedOperationException ex) {
			// As a minimal stage of CompletableFuture, which only its maker completes
		}
	}

}
