package io.tino.client;

import java.lang.reflect.Type;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.RespValue;
import io.tino.resp.RespWriter;

/**
 * A call that is answered by a stream: lets the server send as many items as are wanted,
 * and hands them on as they come. Its reply is the end of the stream.
 * <p>
 * Items are wanted before they are sent, so that none has to be kept here.
 *
 * @param <T> the type of the items
 */
final class StreamCall<T> extends ClientCall<T> {

	private final ItemSubscription<T> subscription;

	private final int prefetch;

	/** Makes the call on a connection of its own, if it can be. */
	private final @Nullable Consumer<ClientCall<?>> cursors;

	private boolean leaving;

	/** How many items the server may send. */
	private long credit;

	/** How many it might when it was told so last. */
	private long lastCredit;

	/**
	 * Create a call.
	 * @param command the command
	 * @param request what is sent
	 * @param itemType the type of the items
	 * @param reader reads items
	 * @param startNanos when the call was made
	 * @param deadlineNanos when it has to be over, or at least begun
	 * @param subscription who wants items
	 * @param prefetch how many items the server may send ahead at most
	 * @param cursors makes the call if the server answers in order, {@code null} if
	 * nobody does
	 */
	StreamCall(String command, ClientRequest request, Type itemType, ReplyReader<T> reader, long startNanos,
			long deadlineNanos, ItemSubscription<T> subscription, int prefetch,
			@Nullable Consumer<ClientCall<?>> cursors) {
		super(command, request, itemType, reader, startNanos, deadlineNanos);
		this.subscription = subscription;
		this.prefetch = prefetch;
		this.cursors = cursors;
	}

	@Override
	boolean needsStreams() {
		return true;
	}

	/** A call can take a stream only where calls are multiplexed. */
	@Override
	boolean leaveForCursor() {
		this.leaving = this.cursors != null && items() == null;
		return this.leaving;
	}

	@Override
	boolean goToCursor() {
		if (this.leaving && this.cursors != null) {
			this.cursors.accept(this);
		}
		return this.leaving;
	}

	@Override
	void writeHead(long nanoTime, CallHeadWriter heads, RespWriter writer) {
		heads.write(request(), id(), remainingMillis(nanoTime), takeCredit(), writer);
	}

	/** Return how many items the server may send at first. */
	long takeCredit() {
		this.credit = Math.min(this.subscription.demand(), this.prefetch);
		this.lastCredit = this.credit;
		this.subscription.credited(this.credit);
		return this.credit;
	}

	@Override
	void resend() {
		super.resend();
		this.subscription.uncredited(this.credit);
		this.credit = 0;
	}

	@Override
	public boolean item(ReplyDecoder item, int length) {
		if (!isExpected()) {
			return true;
		}
		T value;
		try {
			value = read(item);
		}
		catch (Throwable ex) { // the server goes on unless it is told not to
			return refuse(ex);
		}
		return next(value, length);
	}

	/**
	 * An item has come in an answer.
	 * @param item the item
	 * @param length how many bytes it counts
	 * @return as that of {@link #item(ReplyDecoder, int)}
	 */
	boolean item(RespValue item, int length) {
		if (!isExpected()) {
			return true;
		}
		T value;
		try {
			value = read(item);
		}
		catch (Throwable ex) { // the server goes on unless it is told not to
			return refuse(ex);
		}
		return next(value, length);
	}

	private boolean isExpected() {
		if (!isDone() && this.credit == 0) {
			giveUp(unreadable(new IllegalStateException("More items have come than were asked for")));
		}
		return !isDone();
	}

	private boolean next(@Nullable T value, int length) {
		this.credit--;
		if (value == null) {
			return refuse(new NullPointerException("An item is null"));
		}
		boolean taken = this.subscription.next(value, length);
		look();
		return taken;
	}

	private boolean refuse(Throwable reason) {
		giveUp(unreadable(reason));
		return true;
	}

	/** Fail, and let the server know. */
	private void giveUp(TinoException failure) {
		fail(failure);
		SentCalls sent = sentAmong();
		if (sent != null) {
			sent.giveUp(this, true);
		}
	}

	/** Look at what is wanted and has been taken by now. */
	@Override
	void proceed() {
		super.proceed();
		this.subscription.proceeded();
		StreamCredit streams = streams();
		if (streams == null) {
			return; // what is wanted is looked at when it is sent
		}
		look();
		streams.taken(this.subscription.takeTaken());
		streams.flush();
	}

	private void look() {
		Throwable misuse = this.subscription.misuse();
		if (misuse != null) {
			this.subscription.end(misuse);
			reply().cancel(false);
		}
		creditMore();
	}

	private @Nullable StreamCredit streams() {
		SentCalls sent = sentAmong();
		return (sent != null) ? sent.credit() : null;
	}

	/**
	 * Let the server send more items, if more are wanted: many at once, or when it is
	 * about to run out of credit. Until the first item has come it may still be that the
	 * command returns no stream.
	 */
	private void creditMore() {
		StreamCredit streams = streams();
		long more = Math.min(this.subscription.demand(), this.prefetch - this.credit);
		boolean due = this.credit <= this.lastCredit / 2 || (hasBegun() && more > this.prefetch / 2);
		if (streams == null || isDone() || more == 0 || !due) {
			return;
		}
		this.credit += more;
		this.lastCredit = this.credit;
		this.subscription.credited(more);
		streams.credit(id(), more);
	}

	@Override
	void completed(@Nullable T value) {
		if (value != null) {
			this.subscription.next(value, 0);
		}
		super.completed(null);
	}

	@Override
	public void error(RespValue.SimpleError error) {
		fail(hasBegun() ? CallFailures.of(command(), error, true) : CallFailures.of(command(), error));
	}

	@Override
	public void end() {
		super.completed(null);
	}

}
