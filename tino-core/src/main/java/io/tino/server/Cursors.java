package io.tino.server;

import java.time.Duration;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.resp.RespNumber;

/**
 * What one connection has begun by {@code ITER} and not read to its end. Confined to the
 * event loop of the connection.
 */
final class Cursors {

	private final ServerSession session;

	private final LongObjectMap<Cursor> open = new LongObjectHashMap<>(0);

	private long lastId;

	/** How many calls are not over, those included that have been stopped. */
	private int running;

	private boolean lookScheduled;

	Cursors(ServerSession session) {
		this.session = session;
	}

	/**
	 * Call a command that returns a stream.
	 * @param iter the call to be answered with the first items
	 * @param target what to call
	 * @param count how many items
	 */
	void open(ServerCall iter, CallHead target, int count) {
		int max = this.session.context().settings().maxCursors;
		if (this.open.size() >= max) {
			throw new CommandException(ErrorCode.OVERLOADED, "connection has " + max + " open cursors");
		}
		Cursor cursor = new Cursor(this.session, ++this.lastId);
		this.open.put(cursor.id(), cursor);
		this.running++;
		cursor.begin(iter, target, count);
	}

	/** Find a cursor that a client names. */
	Cursor find(ByteBuf id) {
		Cursor cursor = this.open.get(RespNumber.parse(id));
		if (cursor == null) {
			throw BuiltInCommand.error("no such cursor");
		}
		return cursor;
	}

	/**
	 * End a cursor.
	 * @return whether there was one
	 */
	boolean stop(ByteBuf id) {
		Cursor cursor = this.open.get(RespNumber.parse(id));
		if (cursor != null) {
			cursor.stop("it was stopped");
		}
		return cursor != null;
	}

	/** End all cursors. */
	void stopAll() {
		List.copyOf(this.open.values()).forEach((cursor) -> cursor.stop("the connection is reset"));
	}

	/** Nobody can ask for a cursor any more. */
	void close(Cursor cursor) {
		this.open.remove(cursor.id());
	}

	/** The call of a cursor is over. */
	void ended() {
		this.running--;
		this.session.cursorEnded();
	}

	boolean isRunning() {
		return this.running > 0;
	}

	/** A cursor waits for its client from now on. */
	void idle() {
		Duration timeout = this.session.context().settings().cursorTimeout;
		if (!this.lookScheduled && !timeout.isZero()) {
			lookAfter(timeout.toNanos());
		}
	}

	private void lookAfter(long nanos) {
		this.lookScheduled = this.session.transport().schedule(this::look, Duration.ofNanos(nanos));
	}

	/** End those that nobody has asked for since the timeout. */
	private void look() {
		this.lookScheduled = false;
		long timeout = this.session.context().settings().cursorTimeout.toNanos();
		Long next = null;
		for (Cursor cursor : List.copyOf(this.open.values())) {
			Long idle = cursor.idleNanos();
			if (idle != null && idle >= timeout) {
				cursor.stop("nobody has asked for it");
			}
			else {
				next = sooner(next, (idle != null) ? timeout - idle : timeout);
			}
		}
		if (next != null) {
			lookAfter(next);
		}
	}

	private static Long sooner(@Nullable Long one, long other) {
		return (one != null && one < other) ? one : Long.valueOf(other);
	}

}
