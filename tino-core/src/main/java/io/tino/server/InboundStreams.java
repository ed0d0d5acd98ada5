package io.tino.server;

import io.tino.command.CommandException;

/**
 * The streams that the calls of one connection take, and how many bytes of them all the
 * client may send. Confined to the event loop of the connection.
 */
final class InboundStreams {

	private final ServerSession session;

	private final MultiplexedCalls calls;

	private final int windowBytes;

	/** How many bytes the client may send; below 0 if the last item was large. */
	private long window;

	/** How many bytes have been taken that the client has not been given back. */
	private long taken;

	InboundStreams(ServerSession session, MultiplexedCalls calls) {
		this.session = session;
		this.calls = calls;
		this.windowBytes = session.context().settings().multiplexingLimits.windowBytes();
		this.window = this.windowBytes;
	}

	/**
	 * An item has come.
	 * @return whether the client was to send it
	 */
	boolean received(long bytes) {
		boolean within = this.window > 0;
		this.window -= bytes;
		giveBack();
		return within;
	}

	/** Somebody has taken items, or dropped them. */
	void taken(long bytes) {
		this.taken += bytes;
		giveBack();
	}

	/** A few pushes are enough, unless the client may be waiting for one. */
	private void giveBack() {
		boolean due = this.taken >= this.windowBytes / 4 || this.window <= this.windowBytes / 4;
		if (this.taken > 0 && due) {
			long bytes = this.taken;
			this.taken = 0;
			this.window += bytes;
			credit(CallHead.IN_ORDER, bytes);
		}
	}

	/** The client starts anew. */
	void reset() {
		this.window = this.windowBytes;
		this.taken = 0;
	}

	/** Let the client send more items of a stream, or of id 0 more bytes of all. */
	void credit(long id, long more) {
		this.session.push(id, (writer) -> {
			writer.push(3);
			writer.bulk("tino.credit");
			writer.number(id);
			writer.number(more);
		});
	}

	/** Give up a call whose stream is not what it must be. */
	void end(ServerCall call, CommandException error) {
		this.calls.end(call, error);
	}

}
