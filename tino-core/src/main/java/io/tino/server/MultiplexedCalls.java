package io.tino.server;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;
import io.tino.command.CallContext;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.resp.Request;
import io.tino.resp.RespConstant;
import io.tino.resp.RespTemplate;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * The calls of one connection that do not wait for each other: each has an id, and is
 * answered by a push that names it.
 * <p>
 * Confined to the event loop of the connection, but for the methods that say otherwise.
 */
final class MultiplexedCalls implements CallCompletion {

	/** Odd, so that no two ids have the same key. */
	private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

	/** What stands before the id in a push that answers a call. */
	private static final String REPLY = ">3\r\n$10\r\ntino.reply\r\n";

	private static final RespConstant REPLY_CONSTANT = new RespConstant(REPLY);

	/** Calls whose time is over one after another are not looked for one by one. */
	private static final long MIN_EXPIRY_NANOS = Duration.ofMillis(1).toNanos();

	/**
	 * A look that is to come cannot be taken back, and keeps the session: calls with ever
	 * less time must not plan many, nor one that may take a year a look in a year.
	 */
	private static final long MAX_EXPIRY_NANOS = Duration.ofSeconds(1).toNanos();

	private final ServerContext context;

	private final ServerSession session;

	/** The calls that have not been answered, by {@linkplain #key keys} of their ids. */
	private final LongObjectMap<ServerCall> unanswered = new LongObjectHashMap<>();

	/** Calls that have been completed on other threads. */
	private final Queue<Completed> completed = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean takeScheduled = new AtomicBoolean();

	private final ReplyBuffers replyBuffers;

	private final LoopStatistics statistics;

	private final SpareCall calls;

	private final CallHeaders headers;

	/** What stands before the payload in a push that answers a call. */
	private final RespTemplate replyHead = RespTemplate.ofNumber(REPLY);

	private final OutboundStreams outbound;

	private final InboundStreams inbound;

	/** How many calls are not over, those included that have been given up. */
	private final AtomicInteger running = new AtomicInteger();

	/** How many bytes their requests have. */
	private long requestBytes;

	/** When calls are looked through for those whose time is over. */
	private @Nullable Long expiryNanos;

	/** Whether a call has been let run here and has not returned. */
	private boolean dispatching;

	MultiplexedCalls(ServerContext context, ServerSession session) {
		this.context = context;
		this.session = session;
		this.statistics = context.statistics().of(session.transport().loop());
		this.calls = new SpareCall(session, this);
		this.replyBuffers = new ReplyBuffers(session.transport());
		this.headers = new CallHeaders(context.settings());
		this.outbound = new OutboundStreams(session, this);
		this.inbound = new InboundStreams(session, this);
	}

	/**
	 * Spread ids that follow each other, as they mostly do: the map would look at all of
	 * them to remove one.
	 */
	private static long key(long id) {
		return id * GOLDEN_RATIO;
	}

	/** Return how many calls are not over. Called on any thread. */
	int running() {
		return this.running.get();
	}

	/** Tell whether a call is not over, or has not been answered in whole. */
	boolean isInUse() {
		return running() > 0 || !this.session.chunkedPushes().isEmpty();
	}

	/** Tell whether a call is being run or answered on the event loop right now. */
	boolean isDispatching() {
		return this.dispatching;
	}

	/**
	 * Find a reason not to run a call, whose arguments have not been read.
	 * @param id the id of the call
	 * @return what to answer, or {@code null} if the call may run
	 */
	@Nullable CommandException refusal(long id) {
		int max = this.context.settings().multiplexingLimits.maxConcurrentCalls();
		if (this.unanswered.containsKey(key(id)) || this.session.chunkedPushes().has(id)) {
			return BuiltInCommand.error("call " + id + " is in flight");
		}
		return (this.running.getPlain() < max) ? null
				: new CommandException(ErrorCode.OVERLOADED, "connection has " + max + " calls in flight");
	}

	/**
	 * Run a call that has not been refused so far.
	 * @param head what is called
	 * @param id the id of the call
	 * @param request the complete request
	 * @param arrivedNanos when that had come
	 * @throws CommandException if it is refused now
	 */
	void run(CallHead head, long id, Request request, long arrivedNanos) {
		ServerCall call = read(head, id, request, arrivedNanos);
		begin(call, request.length());
		if (call.execution() == Execution.WORKER) {
			this.unanswered.put(key(call.id()), call);
			start(call);
			if (!this.context.submit(call)) {
				this.dispatching = true;
				call.fail(ServerContext.NO_WORKER);
				this.dispatching = false;
			}
			return;
		}
		this.dispatching = true;
		call.run();
		this.dispatching = false;
		if (!call.isOver()) { // as most are, which need not be noted for that
			this.unanswered.put(key(call.id()), call);
			start(call);
			this.session.sendHeldMessages();
		}
		else {
			this.calls.giveBack(call);
		}
	}

	private ServerCall read(CallHead head, long id, Request request, long arrivedNanos) {
		long maxBytes = this.context.settings().multiplexingLimits.maxRequestBytes();
		if (this.running.getPlain() > 0 && this.requestBytes + request.length() > maxBytes) {
			throw new CommandException(ErrorCode.OVERLOADED,
					"requests of calls in flight exceed " + maxBytes + " bytes");
		}
		this.headers.read(request);
		boolean stream = head.requireCommand().spec().returnsStream();
		if (stream && this.headers.credit() == CallHeaders.NO_STREAM) {
			throw BuiltInCommand.error(head.name() + " returns a stream, call it with a credit header");
		}
		ServerCall call = this.calls.take(head, id, request, this.session.nowNanos(),
				this.headers.context(arrivedNanos, this.context.nanoTime()));
		if (stream) {
			call.outbound(this.outbound.open(call, this.headers.credit()));
		}
		if (call.command().spec().takesStream()) {
			call.inbound(new InboundStream(this.inbound, call));
		}
		return call;
	}

	private void begin(ServerCall call, int requestBytes) {
		this.session.connection().calls(call.command());
		this.running.lazySet(this.running.getPlain() + 1);
		call.requestBytes(requestBytes);
		this.requestBytes += requestBytes;
	}

	private void start(ServerCall call) {
		call.startApart();
		this.context.listener().callStarted(call.command());
		long now = this.context.nanoTime().getAsLong();
		long remaining = call.context().remainingNanos(now);
		if (remaining != CallContext.ANY_TIME) {
			expireIn(remaining, now);
		}
	}

	/** Look through the calls when the first of them has no time left, or before. */
	private void expireIn(long left, long now) {
		long delay = Math.min(left, MAX_EXPIRY_NANOS);
		Long current = this.expiryNanos;
		if (current == null || now + delay - current < 0) {
			this.expiryNanos = now + delay;
			this.session.transport().schedule(this::expire, Duration.ofNanos(Math.max(MIN_EXPIRY_NANOS, delay)));
		}
	}

	private void expire() {
		Long due = this.expiryNanos;
		if (due == null || due - this.context.nanoTime().getAsLong() > 0) {
			return; // another one has been here, or is to come
		}
		this.expiryNanos = null;
		long now = this.context.nanoTime().getAsLong();
		long next = CallContext.ANY_TIME;
		for (ServerCall call : List.copyOf(this.unanswered.values())) {
			long remaining = call.context().remainingNanos(now);
			if (remaining <= 0) {
				giveUp(call, ErrorCode.DEADLINE_EXCEEDED, "its time was over");
			}
			else {
				next = Math.min(next, remaining);
			}
		}
		if (next != CallContext.ANY_TIME) {
			expireIn(next, now);
		}
	}

	/**
	 * Give a call up, if there is one of that id, or what is left to send of its reply.
	 */
	void cancel(long id) {
		ServerCall call = this.unanswered.get(key(id));
		if (call != null) {
			giveUp(call, ErrorCode.CANCELLED, "it was given up");
		}
		else if (this.session.chunkedPushes().drop(id)) {
			push(id, new CommandException(ErrorCode.CANCELLED, "it was given up"));
		}
	}

	/**
	 * Let the stream of a call go on, or of id 0 all streams.
	 * @param id the id of the call
	 * @param more how many items more, or bytes
	 */
	void credit(long id, long more) {
		if (id == CallHead.IN_ORDER) {
			this.outbound.credit(more);
			return;
		}
		ServerCall call = this.unanswered.get(key(id));
		if (call == null) {
			return; // it has just ended
		}
		OutboundStream stream = call.outbound();
		if (stream != null) {
			stream.credit(more);
		}
		else {
			end(call, BuiltInCommand.error(call.command().spec().name() + " returns no stream"));
		}
	}

	/**
	 * Give a call an item of the stream that it takes.
	 * @param id the id of the call
	 * @param payload the item
	 */
	void item(long id, ByteBuf payload) {
		int bytes = payload.readableBytes();
		boolean within = this.inbound.received(bytes);
		ServerCall call = this.unanswered.get(key(id));
		InboundStream stream = (call != null) ? call.inbound() : null;
		if (stream != null && within) {
			stream.receive(payload);
			return;
		}
		this.inbound.taken(bytes);
		if (call != null) {
			end(call, BuiltInCommand
				.error((stream != null) ? "more bytes of streams have come than are taken" : takesNoStream(call)));
		}
	}

	private static String takesNoStream(ServerCall call) {
		return call.command().spec().name() + " takes no stream";
	}

	/**
	 * End the stream that a call takes.
	 * @param id the id of the call
	 * @param failure why, or {@code null} if there is nothing more
	 */
	void endItems(long id, @Nullable CommandException failure) {
		ServerCall call = this.unanswered.get(key(id));
		if (call == null) {
			return; // it has just ended
		}
		InboundStream stream = call.inbound();
		if (stream != null) {
			stream.end(failure);
		}
		else {
			end(call, BuiltInCommand.error(takesNoStream(call)));
		}
	}

	/**
	 * Give a call up whose item is not read, if there is one of that id. The client has
	 * taken the item off its window all the same.
	 */
	void refuseItem(long id, long bytes, CommandException error) {
		this.inbound.received(bytes);
		this.inbound.taken(bytes);
		ServerCall call = this.unanswered.get(key(id));
		if (call != null) {
			end(call, error);
		}
	}

	/** Go on with what has waited for the client. */
	void proceed() {
		this.outbound.proceed();
	}

	private void giveUp(ServerCall call, ErrorCode code, String reason) {
		if (call.cancel(code.name())) { // from now on it cannot begin
			ended(call, new CommandException(code, (call.hasBegun() ? "" : "not run: ") + reason));
		}
	}

	/** Give a call up for a reason. */
	void end(ServerCall call, CommandException error) {
		if (call.cancel(error.code())) { // or else its answer is on the way
			ended(call, error);
		}
	}

	private void ended(ServerCall call, CommandException error) {
		this.unanswered.remove(key(call.id()));
		OutboundStream stream = call.outbound();
		if (this.session.chunkedPushes().drop(call.id()) && stream != null) {
			this.outbound.unsent(stream);
		}
		push(call.id(), error);
	}

	private void push(long id, CommandException error) {
		this.session.push(id, (writer) -> error(id, error, writer));
	}

	/** Give all calls up without an answer: nobody would get it, or want it. */
	void cancelAll() {
		for (ServerCall call : List.copyOf(this.unanswered.values())) {
			call.cancel(ErrorCode.CANCELLED.name());
		}
		this.unanswered.clear();
		this.session.chunkedPushes().release();
		this.outbound.reset();
		this.inbound.reset();
	}

	@Override
	public void complete(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure) {
		if (this.session.transport().inEventLoop()) {
			completeNow(call, reply, failure);
		}
		else {
			completeLater(call, reply, failure);
		}
	}

	private void completeNow(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure) {
		try {
			if (!this.session.isClosed()) {
				RespWriter writer = this.session.writer();
				int start = writer.buffer().writerIndex();
				write(call, reply, failure, writer, true);
				this.session.pushed(call.id(), writer, start);
			}
		}
		catch (Throwable ex) {
			this.session.abort(ex);
		}
		over(call);
	}

	private void completeLater(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure) {
		ByteBuf buffer = null;
		try {
			buffer = this.replyBuffers.buffer();
			write(call, reply, failure, new RespWriter(buffer, RespVersion.RESP3), false);
		}
		catch (Throwable ex) {
			ReferenceCountUtil.release(buffer);
			hand(new Completed(call, null, ex));
			return;
		}
		hand(new Completed(call, buffer, null));
	}

	@Override
	public ItemReceiver receiver(ServerCall call) {
		return Objects.requireNonNull(call.outbound());
	}

	@Override
	public void dropped(ServerCall call) {
		if (this.session.transport().inEventLoop()) {
			over(call);
		}
		else {
			hand(new Completed(call, null, null));
		}
	}

	/** Write a push. An error takes the place of a reply that cannot be written. */
	private void write(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure, RespWriter writer,
			boolean inEventLoop) {
		Throwable error = failure;
		if (reply != null) {
			int start = writer.buffer().writerIndex();
			try {
				beginReply(call.id(), writer, inEventLoop);
				reply.write(writer);
				return;
			}
			catch (Throwable ex) {
				writer.buffer().writerIndex(start);
				error = ex;
			}
		}
		CommandException resolved = call.resolve(error);
		call.errorCode(resolved.code());
		error(call.id(), resolved, writer);
	}

	private void beginReply(long id, RespWriter writer, boolean inEventLoop) {
		if (inEventLoop) {
			this.replyHead.write(id, writer.buffer());
		}
		else {
			REPLY_CONSTANT.write(writer.buffer());
			writer.number(id);
		}
	}

	/** Write the push that says that a call has failed. */
	static void error(long id, CommandException error, RespWriter writer) {
		writer.push(3);
		writer.bulk("tino.error");
		writer.number(id);
		writer.errorText(error.code(), error.getMessage());
	}

	/** Many calls may be completed at once: one task takes them all. */
	private void hand(Completed call) {
		this.completed.add(call);
		if (this.takeScheduled.compareAndSet(false, true) && !this.session.transport().execute(this::takeCompleted)) {
			takeCompleted(); // nobody else touches this session any more
		}
	}

	private synchronized void takeCompleted() {
		this.takeScheduled.set(false);
		for (Completed next = this.completed.poll(); next != null; next = this.completed.poll()) {
			ByteBuf reply = next.reply;
			if (reply != null) {
				this.replyBuffers.used(reply.readableBytes());
				answer(next.call, reply);
			}
			if (next.failure != null) {
				this.session.abort(next.failure);
			}
			over(next.call);
		}
	}

	/** The client may have started anew meanwhile. */
	private void answer(ServerCall call, ByteBuf reply) {
		if (isUnanswered(call)) {
			this.session.push(call.id(), reply);
			this.session.flushIfMuch();
		}
		else {
			reply.release();
		}
	}

	/** Tell whether it is this one, and not another of the same id. */
	private boolean isUnanswered(ServerCall call) {
		return this.unanswered.get(key(call.id())) == call;
	}

	/** A call has been answered, and runs no more. */
	void over(ServerCall call) {
		OutboundStream stream = call.outbound();
		if (stream != null) {
			this.outbound.close(stream);
		}
		InboundStream taken = call.inbound();
		if (taken != null) {
			taken.close();
		}
		if (isUnanswered(call)) {
			this.unanswered.remove(key(call.id()));
		}
		this.running.lazySet(this.running.getPlain() - 1);
		this.requestBytes -= call.requestBytes();
		long nanos = this.session.readClock() - call.startNanos();
		this.context.show(call, nanos);
		call.over();
		this.statistics.callCompleted(call.command(), call.errorCode(), nanos, call.isStarted());
		this.session.multiplexedCallCompleted(this.dispatching);
	}

	/**
	 * A call that has been completed on another thread.
	 *
	 * @param call the call
	 * @param reply the push that answers it, or {@code null} if it has been answered
	 * @param failure why it cannot be answered, or {@code null}
	 */
	private record Completed(ServerCall call, @Nullable ByteBuf reply, @Nullable Throwable failure) {
	}

}
