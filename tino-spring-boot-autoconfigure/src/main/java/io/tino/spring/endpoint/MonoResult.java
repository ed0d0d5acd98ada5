package io.tino.spring.endpoint;

import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import io.tino.command.CallContext;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * Answers a call with what a {@link Mono} emits, and cancels the subscription if the call
 * is cancelled. The Reactor context has the {@link CallContext}, and with Micrometer's
 * context propagation what else belongs to the thread.
 */
final class MonoResult extends BaseSubscriber<Object> {

	private final PendingAnswer answer;

	private boolean answered;

	private MonoResult(PendingAnswer answer) {
		this.answer = answer;
	}

	static void answer(Mono<?> mono, PendingAnswer answer) {
		MonoResult subscriber = new MonoResult(answer);
		answer.call().onCancel(subscriber::dispose);
		mono.contextCapture().subscribe(subscriber);
	}

	@Override
	public Context currentContext() {
		CallContext context = this.answer.call().context();
		return (context != CallContext.EMPTY) ? Context.of(CallContext.class, context) : Context.empty();
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		requestUnbounded();
	}

	@Override
	protected void hookOnNext(Object value) {
		this.answered = true;
		this.answer.complete(value);
	}

	@Override
	protected void hookOnComplete() {
		if (!this.answered) {
			this.answer.complete(null);
		}
	}

	/** Nothing else would complete the call, and give back what it takes up. */
	@Override
	protected void hookOnCancel() {
		this.answer.call().fail(new CommandException(ErrorCode.CANCELLED, "it was given up"));
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.answer.fail(failure);
	}

}
