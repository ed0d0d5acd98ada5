package io.tino.server;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandRegistry;
import io.tino.resp.Request;

/**
 * Finds out what the requests of a connection call. Most call what the one before has
 * called. Confined to the event loop of the connection.
 */
final class CallHeads {

	private final CommandRegistry registry;

	private final ServerConnection connection;

	private @Nullable CallHead last;

	private long lastVersion;

	private long callId;

	CallHeads(CommandRegistry registry, ServerConnection connection) {
		this.registry = registry;
		this.connection = connection;
	}

	/**
	 * Find out what a request calls.
	 * @param request the request, whose name is available
	 * @return the head, or {@code null} if it takes {@linkplain CallHead#elements more
	 * elements} to tell
	 */
	@Nullable CallHead resolve(Request request) {
		CallHead known = this.last;
		if (known != null && request.headVersion() == this.lastVersion && known.mayBeOf(request, this.connection)) {
			this.callId = known.callId(request);
			if (known.takes(this.callId)) {
				return known;
			}
		}
		CallHead resolved = CallHead.resolve(request, this.registry, this.connection);
		this.callId = (resolved != null) ? resolved.callId(request) : CallHead.IN_ORDER;
		if (resolved != null && request.headVersion() != 0 && resolved.isRepeatable()) {
			this.last = resolved;
			this.lastVersion = request.headVersion();
		}
		return resolved;
	}

	/**
	 * Return the id of the call that was found last, or {@link CallHead#IN_ORDER} if it
	 * is answered in order.
	 */
	long callId() {
		return this.callId;
	}

}
