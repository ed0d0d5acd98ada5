package io.tino.client;

/**
 * Makes the calls whose streams a server has to be asked for item by item, as it answers
 * in order. Each has a connection of its own: other calls would wait behind it for its
 * next item.
 *
 * @param sessions of which there are only so many, those of streams included
 * @param pendingCalls counts the calls that are not over
 */
record CursorConnections(OpenSessions sessions, PendingCalls pendingCalls) {

	/** Take a call that has been queued. Called on any thread. */
	void submit(ClientCall<?> call) {
		SessionConnection connection;
		try {
			connection = this.sessions.openForStream();
		}
		catch (TinoOverloadedException ex) {
			refuse(call, TinoOverloadedException.stream(call.command()));
			return;
		}
		connection.submit(call);
		call.reply().whenComplete((reply, failure) -> connection.close());
	}

	private void refuse(ClientCall<?> call, TinoOverloadedException reason) {
		this.pendingCalls.drop(call);
		this.pendingCalls.end(call);
		call.fail(reason);
	}

}
