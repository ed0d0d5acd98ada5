package io.tino.client;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The only server of a client, with one connection: calls that have not been sent wait
 * for the next one, unless that could not be opened.
 */
final class OnlyServer implements ClientConnection.Owner {

	private final PendingCalls pendingCalls;

	private final List<String> events;

	private @Nullable ConnectFailure failure;

	private @Nullable ClientConnection connection;

	/**
	 * Create a server.
	 * @param pendingCalls counts calls
	 * @param events takes what the server is told
	 */
	OnlyServer(PendingCalls pendingCalls, List<String> events) {
		this.pendingCalls = pendingCalls;
		this.events = events;
	}

	@Override
	public void opened(ClientConnection connection, boolean multiplexed) {
		this.connection = connection;
		this.failure = null;
		this.events.add(multiplexed ? "multiplexed" : "in order");
	}

	@Override
	public void closed(ClientConnection connection, ConnectFailure reason) {
		this.events.add("lost");
	}

	@Override
	public void draining(ClientConnection connection, Duration time) {
		this.events.add("lost");
	}

	@Override
	public void failed(ClientConnection connection, ConnectFailure failure) {
		this.failure = failure;
		this.events.add("failed");
	}

	@Override
	public void unsent(ClientCall<?> call) {
		ConnectFailure reason = this.failure;
		if (reason == null && this.connection != null) {
			this.connection.submit(call);
			return;
		}
		this.pendingCalls.unqueue(call.request().length());
		call.releaseRequest();
		this.pendingCalls.end(call);
		call.fail((reason != null) ? reason.toException(call) : ClientConnection.closedFailure());
	}

	/** Let all calls fail that have not been sent. */
	void close() {
		this.connection = null;
	}

}
