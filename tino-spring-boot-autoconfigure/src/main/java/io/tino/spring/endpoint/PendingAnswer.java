package io.tino.spring.endpoint;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;

/**
 * The answer to a call whose method has returned before it has the value.
 *
 * @param call the call
 * @param answer how values answer it
 * @param failures turns what goes wrong into what the caller is told
 */
record PendingAnswer(Call call, EndpointFormat.Answer answer, EndpointFailures failures) {

	void complete(@Nullable Object value) {
		this.answer.complete(this.call, value);
	}

	void fail(Throwable failure) {
		this.call.fail(this.failures.translate(failure));
	}

}
