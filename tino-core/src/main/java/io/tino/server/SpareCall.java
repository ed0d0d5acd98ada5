package io.tino.server;

import org.jspecify.annotations.Nullable;

import io.tino.command.CallContext;
import io.tino.resp.Request;

/**
 * Makes the calls of a connection, and uses again that of a command whose calls are over
 * when it returns. Confined to the event loop of the connection.
 */
final class SpareCall {

	private final ServerSession session;

	private final CallCompletion completion;

	private @Nullable ServerCall spare;

	SpareCall(ServerSession session, CallCompletion completion) {
		this.session = session;
		this.completion = completion;
	}

	/** Return a call, which nobody else uses. */
	ServerCall take(CallHead head, long id, Request request, long startNanos, CallContext context) {
		ServerCall current = this.spare;
		if (current == null || !head.requireCommand().spec().completesAtOnce()) {
			return new ServerCall(this.session, this.completion, head, id, request, startNanos, context);
		}
		this.spare = null;
		current.reuse(head, id, request, startNanos, context);
		return current;
	}

	/** Take a call back that has run here, if it can be used again. */
	void giveBack(ServerCall call) {
		if (call.isOver() && call.isReusable()) {
			call.clear();
			this.spare = call;
		}
	}

}
