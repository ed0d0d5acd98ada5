package io.tino.client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Submits calls as a client does, for tests that have none.
 */
final class CountedCalls {

	private CountedCalls() {
	}

	/** Count a call, for which there must be room, and have it sent. */
	static void submit(ClientCall<?> call, PendingCalls pendingCalls, CallTarget targets) {
		CallTarget target = targets.choose(call);
		if (!target.sendAtOnce(call)) {
			assertThat(pendingCalls.begin(call)).isNull();
			target.submit(call);
		}
	}

}
