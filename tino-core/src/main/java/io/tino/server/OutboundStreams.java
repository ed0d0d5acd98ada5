package io.tino.server;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;

/**
 * The streams that answer the calls of one connection, and how many bytes of them all its
 * client takes. Confined to the event loop of the connection.
 */
final class OutboundStreams {

	/** How many bytes the client takes at first, as the protocol says. */
	private static final long INITIAL_WINDOW = 1 << 20;

	private final ServerSession session;

	private final MultiplexedCalls calls;

	/** Those that could go on if the client took more, the longest waiting first. */
	private final Set<OutboundStream> waiting = new LinkedHashSet<>(0);

	/** How many bytes may be sent; below 0 if the last item was large. */
	private long window = INITIAL_WINDOW;

	/** How many streams are open. */
	private int open;

	OutboundStreams(ServerSession session, MultiplexedCalls calls) {
		this.session = session;
		this.calls = calls;
	}

	/** Add, for as many as there can be at all. */
	static long sum(long one, long other) {
		long sum = one + other;
		return (sum < 0 && other > 0 && one > 0) ? Long.MAX_VALUE : sum;
	}

	/** Let a call answer by a stream. */
	OutboundStream open(ServerCall call, long credit) {
		this.open++;
		return new OutboundStream(this, call, credit);
	}

	/** The stream of a call has ended, or will not be. */
	void close(OutboundStream stream) {
		this.open--;
		this.waiting.remove(stream);
	}

	/** The client takes more bytes. */
	void credit(long more) {
		this.window = sum(this.window, more);
		proceed();
	}

	/** Go on with those that wait, as far as the client keeps up. */
	void proceed() {
		for (int left = this.waiting.size(); left > 0 && isOpen(); left--) {
			Iterator<OutboundStream> first = this.waiting.iterator();
			OutboundStream stream = first.next();
			first.remove();
			stream.proceed();
		}
	}

	private boolean isOpen() {
		return this.window > 0 && this.session.transport().isWritable();
	}

	/** Tell whether the last item of a stream is being sent in parts. */
	boolean isCut(long id) {
		return this.session.chunkedPushes().has(id);
	}

	/**
	 * Tell whether a stream may send an item. One at a time is cut, so that it is known
	 * which the client has not got if the call is given up.
	 */
	boolean maySend(long id) {
		return this.window > 0 && !isCut(id);
	}

	/** Have a stream go on when the client takes more. */
	void await(OutboundStream stream) {
		this.waiting.add(stream);
	}

	/** Tell whether a stream may ask for items, as they can be sent. */
	boolean mayRequest(long id) {
		return isOpen() && !isCut(id);
	}

	/**
	 * Return how many bytes a stream may ask for, so that no more wait of all streams
	 * than can be sent, but for one item of each.
	 */
	long share() {
		return this.window / this.open;
	}

	void send(long id, StreamItem item) {
		this.window -= item.length();
		this.session.push(id, item.bytes());
	}

	/** The last item of a stream has been dropped before it was sent in whole. */
	void unsent(OutboundStream stream) {
		this.window += stream.lastBytes();
	}

	/** The client starts anew. */
	void reset() {
		this.window = INITIAL_WINDOW;
	}

	/** A stream has come to its end. */
	void end(ServerCall call, @Nullable Throwable failure) {
		if (!call.answer()) {
			return; // it has been given up
		}
		long id = call.id();
		if (failure != null) {
			CommandException error = call.resolve(failure);
			call.errorCode(error.code());
			this.session.push(id, (writer) -> MultiplexedCalls.error(id, error, writer));
		}
		else {
			this.session.push(id, (writer) -> {
				writer.push(2);
				writer.bulk("tino.end");
				writer.number(id);
			});
		}
		this.calls.over(call);
	}

	/** A stream that was given up brings nothing any more. */
	void stopped(ServerCall call) {
		this.calls.dropped(call);
	}

}
