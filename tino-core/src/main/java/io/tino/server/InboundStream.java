package io.tino.server;

import java.util.concurrent.CancellationException;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The stream that one call takes: lets the client send as many items as are asked for, a
 * few ahead at most.
 * <p>
 * Confined to the event loop of the connection, but for the methods that say otherwise.
 */
final class InboundStream {

	/** How many items the client may send ahead. */
	static final int MAX_AHEAD = 64;

	private final InboundStreams streams;

	private final ServerCall call;

	private @Nullable Consumer consumer;

	/** How many items are asked for that have not come. */
	private long demand;

	/** How many of them the client may send. */
	private long granted;

	/** How many bytes have come that nobody has taken. */
	private long untaken;

	/** Whether nobody takes items any more. */
	private boolean detached;

	private boolean ended;

	private @Nullable Throwable failure;

	InboundStream(InboundStreams streams, ServerCall call) {
		this.streams = streams;
		this.call = call;
	}

	ServerCall call() {
		return this.call;
	}

	/** Do something on the event loop, at once if this is it. Called on any thread. */
	void execute(Runnable task) {
		if (this.call.session().transport().inEventLoop()) {
			task.run();
		}
		else {
			this.call.session().transport().execute(task);
		}
	}

	/** Let somebody take the items, the first one who asks. */
	void attach(Consumer added) {
		if (this.consumer != null) {
			added.ended(new IllegalStateException("The stream of a call has one subscriber"));
			return;
		}
		this.consumer = added;
		if (this.ended) {
			this.detached = true;
			added.ended(this.failure);
		}
		grant();
	}

	/** Nobody wants the items any more. */
	void detach() {
		this.detached = true;
	}

	/** Ask for more items. */
	void request(long count) {
		this.demand = OutboundStreams.sum(this.demand, count);
		grant();
	}

	private void grant() {
		if (this.consumer == null || this.detached || this.ended || this.granted > MAX_AHEAD / 2) {
			return;
		}
		long more = Math.min(this.demand, MAX_AHEAD) - this.granted;
		if (more > 0) {
			this.granted += more;
			this.streams.credit(this.call.id(), more);
		}
	}

	/** An item has come. */
	void receive(ByteBuf payload) {
		Consumer current = this.consumer;
		int bytes = payload.readableBytes();
		if (this.granted == 0 || current == null) {
			this.streams.taken(bytes);
			this.streams.end(this.call, BuiltInCommand.error("an item has come that was not asked for"));
			return;
		}
		this.granted--;
		this.demand--;
		if (this.detached) {
			this.streams.taken(bytes);
			return;
		}
		this.untaken += bytes;
		try {
			current.item(payload);
		}
		catch (Throwable ex) {
			this.streams.end(this.call, this.call.resolve(ex));
			return;
		}
		grant();
	}

	/** Items have been taken, of which the client gets the bytes back. */
	void taken(long bytes) {
		long counted = Math.min(bytes, this.untaken); // nothing is left when it was ended
		this.untaken -= counted;
		this.streams.taken(counted);
	}

	/** The client has ended the stream. */
	void end(@Nullable Throwable reason) {
		if (this.ended) {
			this.streams.end(this.call, BuiltInCommand.error("the stream has ended before"));
			return;
		}
		finish(reason);
	}

	/** The call is over. */
	void close() {
		if (!this.ended) {
			finish(new CancellationException("The call is over"));
		}
		taken(this.untaken);
	}

	private void finish(@Nullable Throwable reason) {
		this.ended = true;
		this.failure = reason;
		this.granted = 0;
		Consumer current = this.consumer;
		if (current != null && !this.detached) {
			this.detached = true;
			current.ended(reason);
		}
	}

	/**
	 * Takes items, on the event loop.
	 */
	interface Consumer {

		/**
		 * Take an item.
		 * @param payload the item, valid until this returns
		 */
		void item(ByteBuf payload);

		/**
		 * The stream has ended, or is not given to this one.
		 * @param failure why, or {@code null} if there is nothing more
		 */
		void ended(@Nullable Throwable failure);

	}

}
