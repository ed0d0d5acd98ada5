package io.tino.client;

import java.lang.reflect.Type;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.RespValue;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportLoop;

/**
 * A call that waits for its reply. What changes about it is confined to the event loop of
 * its connection.
 *
 * @param <T> the type of the reply
 */
sealed class ClientCall<T> implements PushReceiver permits StreamCall {

	private static final int NANOS_PER_MILLI = 1_000_000;

	private final String command;

	private final ClientRequest request;

	private final Type replyType;

	private final ReplyReader<T> reader;

	private final long startNanos;

	private final long deadlineNanos;

	private final CallReply<@Nullable T> reply = new CallReply<>(this);

	/** Where it stands in the heap of deadlines, or -1 if it does not. */
	private int deadlineIndex = -1;

	/** Whether it stands in the chain of deadlines, and between which. */
	private boolean chained;

	private @Nullable ClientCall<?> chainedBefore;

	private @Nullable ClientCall<?> chainedBehind;

	/** The event loop that calls of its thread are made on, if there are several. */
	private @Nullable TransportLoop loop;

	/** Where it waits, or has waited until it was sent. */
	private volatile @Nullable CallQueue queue;

	/** Its id, if there is one on the connection. */
	private long id;

	private long sentNanos;

	/** Whether the request is still there. */
	private boolean requestKept = true;

	/** Whether it has been sent, refused and sent again. */
	private boolean resent;

	/** Those among which it has been sent, or {@code null} as long as it has not. */
	private @Nullable SentCalls sentAmong;

	/** What the call takes besides its arguments. */
	private @Nullable SentItems items;

	private boolean limited = true;

	private boolean begun;

	/** Whether it counts no more. */
	private boolean over;

	/** Whether it is this side that completes the reply, and not whoever waits for it. */
	private boolean answered;

	ClientCall(String command, ClientRequest request, Type replyType, ReplyReader<T> reader, long startNanos,
			long deadlineNanos) {
		this.command = command;
		this.request = request;
		this.replyType = replyType;
		this.reader = reader;
		this.startNanos = startNanos;
		this.deadlineNanos = deadlineNanos;
	}

	String command() {
		return this.command;
	}

	ClientRequest request() {
		return this.request;
	}

	long startNanos() {
		return this.startNanos;
	}

	long deadlineNanos() {
		return this.deadlineNanos;
	}

	/** Return how long the call may take. */
	Duration timeout() {
		return Duration.ofNanos(this.deadlineNanos - this.startNanos);
	}

	boolean isDueBefore(ClientCall<?> other) {
		return this.deadlineNanos - other.deadlineNanos < 0;
	}

	int deadlineIndex() {
		return this.deadlineIndex;
	}

	void deadlineIndex(int index) {
		this.deadlineIndex = index;
	}

	boolean isChained() {
		return this.chained;
	}

	@Nullable ClientCall<?> chainedBefore() {
		return this.chainedBefore;
	}

	@Nullable ClientCall<?> chainedBehind() {
		return this.chainedBehind;
	}

	void chainBefore(@Nullable ClientCall<?> before) {
		this.chained = true;
		this.chainedBefore = before;
	}

	void chainBehind(@Nullable ClientCall<?> behind) {
		this.chained = true;
		this.chainedBehind = behind;
	}

	void unchain() {
		this.chained = false;
		this.chainedBefore = null;
		this.chainedBehind = null;
	}

	@Nullable TransportLoop loop() {
		return this.loop;
	}

	/** Set the event loop, before the call is submitted. */
	void loop(TransportLoop loop) {
		this.loop = loop;
	}

	/** Tell whether it waits or has been sent. Called on any thread. */
	boolean isSubmitted() {
		return this.queue != null;
	}

	CallQueue queue() {
		CallQueue current = this.queue;
		if (current == null) {
			throw new IllegalStateException("Call has not been submitted");
		}
		return current;
	}

	void queue(CallQueue queue) {
		this.queue = queue;
	}

	/** Let go of the request, if that has not been done yet. */
	void releaseRequest() {
		if (this.requestKept) {
			this.requestKept = false;
			this.request.release();
		}
	}

	/** The request has been sent, with an id if there is one. */
	void sent(SentCalls among, long id, long nanoTime) {
		this.sentAmong = among;
		this.id = id;
		this.sentNanos = nanoTime;
		if (this.items != null) {
			this.items.sent(among.streams(), id);
		}
	}

	/** Tell whether the request can be sent once more. */
	boolean mayBeResent() {
		return this.requestKept && !this.resent && !this.begun && !isDone();
	}

	/** Begin anew, as if the request had not been sent. */
	void resend() {
		this.resent = true;
		this.sentAmong = null;
		if (this.items != null) {
			this.items.unsent();
		}
	}

	long id() {
		return this.id;
	}

	/** Return those among which it has been sent, {@code null} if it has not. */
	@Nullable SentCalls sentAmong() {
		return this.sentAmong;
	}

	/** Return when the request was sent. */
	long sentNanos() {
		return this.sentNanos;
	}

	/**
	 * Let the call count no more.
	 * @return {@code false} if that has been done before
	 */
	boolean over() {
		boolean first = !this.over;
		this.over = true;
		return first;
	}

	CallReply<@Nullable T> reply() {
		return this.reply;
	}

	/** Wake who waits for the reply, which has come, and maybe others with it. */
	void wake(WaitingCaller caller) {
		SentCalls among = this.sentAmong;
		AnsweredCallers answered = (among != null) ? among.answeredCallers() : null;
		if (answered != null) {
			answered.add(caller);
		}
		else {
			caller.wake();
		}
	}

	/** Tell whether nobody waits for the reply any more. */
	boolean isDone() {
		return this.reply.isDone();
	}

	/** Tell whether the reply has been completed by whoever waited for it. */
	boolean isAbandoned() {
		return isDone() && !this.answered;
	}

	/** Let the deadline be that of the first answer, of which there may be several. */
	final void limitOnlyBeginning() {
		this.limited = false;
	}

	/** Let the call take a stream, before it is submitted. */
	final void items(SentItems items) {
		this.items = items;
	}

	/** Return the stream that the call takes, {@code null} if it takes none. */
	final @Nullable SentItems items() {
		return this.items;
	}

	/** An answer that is not the last has come. */
	final void begin() {
		this.begun = true;
	}

	/** Tell whether an answer has come. */
	final boolean hasBegun() {
		return this.begun;
	}

	/** Tell whether the call has to be over by its deadline. */
	final boolean isLimited() {
		return this.limited;
	}

	/** Tell whether only a server that knows streams can answer. */
	boolean needsStreams() {
		return this.items != null;
	}

	/**
	 * Tell whether the call can be made on a connection of its own instead, as it is when
	 * it is {@linkplain #goToCursor() let go} then.
	 */
	boolean leaveForCursor() {
		return false;
	}

	/**
	 * Give the call to whoever makes it on a connection of its own.
	 * @return {@code false} if it need not be
	 */
	boolean goToCursor() {
		return false;
	}

	/** Look at what has been wanted, or brought to be sent, on another thread. */
	void proceed() {
		if (this.items != null) {
			this.items.proceed();
		}
	}

	/**
	 * Write what stands before the elements of the request, if it is answered by its id.
	 * @param nanoTime the time, before the deadline
	 * @param heads writes it
	 * @param writer where to write
	 */
	void writeHead(long nanoTime, CallHeadWriter heads, RespWriter writer) {
		heads.write(this.request, this.id, remainingMillis(nanoTime), CallHeadWriter.NONE, writer);
	}

	/** Return how many milliseconds are left for the call, at least one. */
	final long remainingMillis(long nanoTime) {
		return this.limited ? (this.deadlineNanos - nanoTime + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI
				: CallHeadWriter.NONE;
	}

	/**
	 * Complete the call with the reply that the decoder has, whatever reading it throws.
	 */
	final void complete(ReplyDecoder decoder) {
		if (isDone()) {
			return;
		}
		try {
			if (decoder.isBulk()) {
				completed(this.reader.readBulk(decoder.bulk()));
				return;
			}
			RespValue value = decoder.value();
			if (value instanceof RespValue.SimpleError error) {
				fail(CallFailures.of(this.command, error));
			}
			else {
				completed(this.reader.readNative(value));
			}
		}
		catch (Throwable ex) { // nobody else can complete the call any more
			fail(unreadable(ex));
		}
	}

	/** Complete the call. */
	void completed(@Nullable T value) {
		this.answered = true;
		this.reply.answer(value);
	}

	/**
	 * Read what the decoder has.
	 * @throws RuntimeException if it is not of the type
	 */
	final @Nullable T read(ReplyDecoder decoder) {
		return decoder.isBulk() ? this.reader.readBulk(decoder.bulk()) : this.reader.readNative(decoder.value());
	}

	/**
	 * Read what has come as a part of an answer.
	 * @throws RuntimeException if it is not of the type
	 */
	final @Nullable T read(RespValue value) {
		return this.reader.read(value);
	}

	/** Say that what has come is not of the type. */
	final TinoException unreadable(Throwable cause) {
		return new TinoReplyException(this.command, this.replyType.getTypeName(), cause);
	}

	/**
	 * Complete the call with a reply that is part of another one, whatever reading it
	 * throws.
	 */
	final void complete(RespValue value) {
		if (value instanceof RespValue.Attributed attributed) {
			complete(attributed.value());
			return;
		}
		if (isDone()) {
			return;
		}
		try {
			if (value instanceof RespValue.SimpleError error) {
				fail(CallFailures.of(this.command, error));
			}
			else {
				completed(this.reader.read(value));
			}
		}
		catch (Throwable ex) { // nobody else can complete the call any more
			fail(unreadable(ex));
		}
	}

	@Override
	public ClientCall<?> call() {
		return this;
	}

	/** It has not been asked for, and does not end the call. */
	@Override
	public boolean item(ReplyDecoder item, int length) {
		return true;
	}

	@Override
	public void credit(long count) {
		if (this.items != null) {
			this.items.credit(count);
		}
	}

	@Override
	public void reply(ReplyDecoder result) {
		complete(result);
	}

	@Override
	public void error(RespValue.SimpleError error) {
		fail(CallFailures.of(this.command, error));
	}

	@Override
	public void end() {
		fail(unreadable(new IllegalStateException("The command returns a stream")));
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		fail(CallFailures.connectionClosed(this.command, cause));
	}

	void fail(TinoException failure) {
		if (!isDone()) {
			this.answered = true;
			Throwable reason = (this.items != null) ? this.items.failure() : null;
			if (reason != null) {
				failure.addSuppressed(reason);
			}
			this.reply.fail(failure);
		}
	}

}
