package io.tino.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.resp.Request;
import io.tino.resp.RequestDecoder;
import io.tino.resp.RequestDecoder.Step;
import io.tino.resp.RespProtocolException;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * One client's connection: takes its bytes, refuses what may not be called, lets the rest
 * run, and gives the bytes of the replies, in order and in one batch for all that came at
 * once.
 * <p>
 * Performs no I/O of its own and starts no thread. Confined to the event loop of its
 * connection, but for the methods that say otherwise.
 */
final class ServerSession implements TransportHandler, OutputBacklog.Listener {

	private static final Logger logger = LoggerFactory.getLogger(ServerSession.class);

	/**
	 * How often to go on at once, each time with about as much as is sent before the
	 * connection is not writable.
	 */
	private static final int MAX_ROUNDS = 16;

	private final ServerContext context;

	private final TransportConnection transport;

	private final ServerConnection connection;

	private final RequestDecoder decoder;

	private final OutputBacklog backlog;

	private final SessionOutput output;

	private final CallHeads heads;

	private final SerialCalls calls;

	private final MultiplexedCalls multiplexedCalls;

	private final Cursors cursors;

	/** What is too large to be sent at once. */
	private final ChunkedPushes chunkedPushes;

	/** What the request being received calls, once its head is known. */
	private @Nullable CallHead head;

	/** The id of that call, or {@link CallHead#IN_ORDER}. */
	private long callId;

	/** A request that waits for the end of a pause. */
	private @Nullable Request postponed;

	/** When that had come. */
	private long postponedNanos;

	/** When something last came, and so at the latest what is being run. */
	private long receivedNanos;

	/** When something last came or a call ended, and so when the next one begins. */
	private long nowNanos;

	/** Whether the client has published faster than messages are delivered. */
	private boolean awaitingDelivery;

	/** Completes the call that runs, if that is to take some time. */
	private @Nullable Runnable heldBack;

	/** Messages that have come while a call is being answered, and go behind it. */
	private final Deque<ByteBuf> heldMessages = new ArrayDeque<>(0);

	private boolean flushScheduled;

	private boolean pausedReading;

	private boolean proceeding;

	private boolean proceedAgain;

	private boolean proceedScheduled;

	/** Whether nothing more is to be read, as the connection closes. */
	private boolean closing;

	private boolean closed;

	/** Whether the last call is over, too. */
	private boolean ended;

	/** Whether authentication is required and lacking, so that less is accepted. */
	private volatile boolean unauthenticated;

	private volatile long unauthenticatedSinceNanos;

	/** Offset from which on requests are refused, as the server stops. */
	private long drainFrom = Long.MAX_VALUE;

	private @Nullable Runnable drained;

	ServerSession(ServerContext context, TransportConnection transport) {
		this.context = context;
		this.transport = transport;
		this.connection = new ServerConnection(context.sessions().nextId(), transport, context.nanoTime().getAsLong());
		this.decoder = new RequestDecoder(context.settings().limits);
		this.backlog = new OutputBacklog(context, transport, this);
		this.output = new SessionOutput(transport, this.backlog, context.statistics());
		this.heads = new CallHeads(context.registry(), this.connection);
		this.calls = new SerialCalls(context, this);
		this.multiplexedCalls = new MultiplexedCalls(context, this);
		this.cursors = new Cursors(this);
		this.chunkedPushes = new ChunkedPushes(context.settings().multiplexingLimits.chunkBytes(), transport,
				this.output, this.backlog);
		limitUnauthenticated();
	}

	private void limitUnauthenticated() {
		ServerSettings settings = this.context.settings();
		boolean lacking = settings.authenticationRequired && this.connection.principal() == null;
		if (lacking && !this.unauthenticated) {
			this.unauthenticatedSinceNanos = this.context.nanoTime().getAsLong();
			this.decoder.limitUnauthenticated(settings.unauthenticatedLimits);
		}
		else if (!lacking && this.unauthenticated) {
			this.decoder.limitUnauthenticated(null);
		}
		this.unauthenticated = lacking;
	}

	@Override
	public void received(ByteBuf bytes) {
		if (this.closing) {
			bytes.release();
			return;
		}
		this.receivedNanos = readClock();
		this.connection.active(this.receivedNanos);
		receiveMessages();
		this.context.statistics().received(bytes.readableBytes());
		this.decoder.append(bytes);
		if (isBehind()) {
			pauseReading(true);
		}
		else {
			process();
		}
	}

	@Override
	public void receivedAll() {
		flush();
	}

	@Override
	public void writabilityChanged() {
		if (this.transport.isWritable()) {
			this.backlog.measure();
			proceed();
		}
	}

	/**
	 * Whether requests must wait: for the call that runs, for a slow reader, or for the
	 * subscribers of what the client publishes.
	 */
	private boolean isBehind() {
		return isCalling() || this.awaitingDelivery || this.backlog.isFull();
	}

	@Override
	public void goOn() {
		if (!this.closing) {
			proceed();
		}
	}

	@Override
	public void giveUp(long bytes, String reason) {
		logger.warn("Closing {}, which does not read the {} bytes that wait for it: {}", this.connection, bytes,
				reason);
		this.context.listener().connectionEvicted(this.connection, ConnectionLimit.OUTPUT);
		this.closing = true;
		this.transport.abort();
	}

	/** Tell whether something is being done for the client, or waits for it. */
	boolean isBusy() {
		return isCalling() || this.multiplexedCalls.running() > 0 || this.awaitingDelivery
				|| this.transport.queuedBytes() > 0 || !this.chunkedPushes.isEmpty();
	}

	/** Tell whether a call of the client runs, or waits for the end of a pause. */
	boolean isCalling() {
		return this.calls.isRunning() || this.postponed != null;
	}

	/**
	 * Close as the client has done something wrong, or nothing: at once if it does not
	 * read what is left for it.
	 */
	void evict(ConnectionLimit limit) {
		if (!this.closing) {
			logger.debug("Closing {}: {}", this.connection, limit);
			this.context.listener().connectionEvicted(this.connection, limit);
			close();
		}
		if (this.transport.queuedBytes() > 0) {
			this.transport.abort();
		}
	}

	/**
	 * Tell whether authentication is required and lacking. Called on any thread.
	 */
	boolean isUnauthenticated() {
		return this.unauthenticated;
	}

	/** Return since when it is. Called on any thread. */
	long unauthenticatedSinceNanos() {
		return this.unauthenticatedSinceNanos;
	}

	private void pauseReading(boolean pause) {
		if (this.pausedReading != pause) {
			this.pausedReading = pause;
			this.transport.reading(!pause);
		}
	}

	/**
	 * Go on with the requests that have waited. Sending replies may make the connection
	 * writable at once, which ends up here again: go round then, not deeper, and let
	 * other connections have their turn.
	 */
	private void proceed() {
		this.proceedAgain = true;
		if (this.proceeding) {
			return;
		}
		this.proceeding = true;
		try {
			for (int round = 0; this.proceedAgain && round < MAX_ROUNDS; round++) {
				this.proceedAgain = false;
				readClock();
				process();
				flush();
			}
			if (this.proceedAgain) {
				scheduleProceed();
			}
		}
		catch (Throwable ex) {
			abort(ex);
		}
		finally {
			this.proceeding = false;
		}
	}

	private void scheduleProceed() {
		if (!this.proceedScheduled) {
			this.proceedScheduled = true;
			this.transport.execute(() -> {
				this.proceedScheduled = false;
				proceed();
			});
		}
	}

	/** Close the connection, whose state nobody knows any more. */
	void abort(Throwable cause) {
		logger.error("Closing {} after an unexpected failure", this.connection, cause);
		this.closing = true;
		this.transport.abort();
	}

	/** Sending between two steps may end up here again, which does no harm. */
	private void process() {
		while (!this.closing && !isBehind() && processNext()) {
			this.output.flushIfMuch();
		}
	}

	/** Go one step further, and tell whether there may be another. */
	private boolean processNext() {
		Step step = poll();
		switch (step) {
			case HEAD -> receiveHead(this.decoder.request());
			case TOO_LARGE -> refuseTooLarge();
			case COMPLETE -> run(this.decoder.request(), this.receivedNanos);
			case NEED_MORE -> {
				pauseReading(false);
				reportDrained();
			}
		}
		return step != Step.NEED_MORE;
	}

	private Step poll() {
		try {
			return this.decoder.poll();
		}
		catch (RespProtocolException ex) {
			logger.debug("Closing {}: {}", this.connection, ex.getMessage());
			if (this.connection.replyMode() == ReplyMode.ON) {
				writer().error(ErrorCode.ERR.name(), "Protocol error: " + ex.reason());
			}
			close();
			return Step.NEED_MORE;
		}
	}

	private void receiveHead(Request request) {
		CallHead resolved = this.heads.resolve(request);
		if (resolved == null) {
			awaitHead(request);
			return;
		}
		this.callId = this.heads.callId();
		CommandException refusal = refusal(resolved);
		if (refusal == null) {
			this.head = resolved;
			this.decoder.restrict(resolved.maxRequestBytes());
			return;
		}
		refuse(resolved, refusal);
		this.decoder.skip();
	}

	private void awaitHead(Request request) {
		int elements = CallHead.elements(request);
		this.decoder.awaitHead(elements, (elements == CallCommand.HEAD_ELEMENTS)
				? this.context.settings().multiplexingLimits.maxHeaderBytes() : 0);
	}

	private @Nullable CommandException refusal(CallHead resolved) {
		try {
			CommandException refusal = resolved.refusal(this.context, this.connection, isDraining());
			return (refusal == null && resolved.isMultiplexed()) ? this.multiplexedCalls.refusal(this.callId) : refusal;
		}
		catch (RuntimeException ex) { // a permission has failed to decide
			return this.context.errors().resolve(resolved.command().spec(), ex);
		}
	}

	private void refuseTooLarge() {
		CallHead current = this.head;
		if (current == null) {
			current = CallHead.unknown(this.decoder.request(), this.connection);
			this.callId = current.callId(this.decoder.request());
			refuse(current, tooLarge(
					current.name() + " exceeds " + (this.context.settings().limits.maxHeadBytes()) + " bytes"));
			return;
		}
		CommandException refusal = tooLarge("request exceeds "
				+ Math.min(current.maxRequestBytes(), this.decoder.limits().maxRequestBytes()) + " bytes");
		if (current.command() instanceof CallControlCommand control
				&& control.refuse(this.multiplexedCalls, this.decoder, refusal)) {
			this.head = null;
			return;
		}
		refuse(current, refusal);
	}

	private static CommandException tooLarge(String message) {
		return new CommandException(ErrorCode.PAYLOAD_TOO_LARGE, message);
	}

	private void refuse(CallHead refused, CommandException refusal) {
		this.head = null;
		if (refused.isMultiplexed()) {
			MultiplexedCalls.error(this.callId, refusal, writer());
			this.context.statistics().callRefused(refused.command(), refusal.code());
			return;
		}
		CommandException error = refusal;
		Transaction transaction = this.connection.transaction();
		if (refused.command() instanceof ExecCommand) {
			error = ExecCommand.discarded(refusal);
			this.connection.discardTransaction();
		}
		else if (transaction != null) {
			transaction.abort();
		}
		if (this.connection.replyMode() == ReplyMode.ON) {
			writer().error(error.code(), error.getMessage());
		}
		endReply();
		this.context.statistics().callRefused(refused.command(), error.code());
	}

	private void run(Request request, long arrivedNanos) {
		CallHead current = this.head;
		if (current == null) {
			throw new IllegalStateException("Request without a head");
		}
		Command command = current.requireCommand();
		if (this.context.pause().holds(command, this.connection)) {
			this.postponed = request;
			this.postponedNanos = arrivedNanos;
			return;
		}
		this.head = null;
		if (current.isMultiplexed()) {
			runMultiplexed(current, request, arrivedNanos);
			return;
		}
		if (command instanceof CallControlCommand control) {
			control(current, control, request);
			return;
		}
		boolean atOnce = command instanceof BuiltInCommand builtIn && !builtIn.isQueued();
		Transaction transaction = this.connection.transaction();
		if (transaction != null && !atOnce) {
			queue(transaction, current, request);
			return;
		}
		this.calls.run(current, request);
	}

	private void runMultiplexed(CallHead current, Request request, long arrivedNanos) {
		becomeMultiplexed();
		try {
			this.multiplexedCalls.run(current, this.callId, request, arrivedNanos);
		}
		catch (CommandException ex) {
			refuse(current, ex);
		}
	}

	/** From now on the client takes pushes. */
	private void becomeMultiplexed() {
		if (!this.connection.isMultiplexed()) {
			this.connection.multiplexed(true);
			this.decoder.expectPrefix(CallCommand.NAME, CallCommand.HEAD_ELEMENTS,
					this.context.settings().multiplexingLimits.maxHeaderBytes());
			this.context.handover().joined(this);
		}
	}

	/** Such requests have no reply, unless they make no sense. */
	private void control(CallHead current, CallControlCommand control, Request request) {
		becomeMultiplexed();
		try {
			control.control(this.multiplexedCalls, request);
		}
		catch (CommandException ex) {
			refuse(current, ex);
		}
	}

	private void queue(Transaction transaction, CallHead queued, Request request) {
		ServerSettings settings = this.context.settings();
		boolean full = transaction.size() >= settings.maxQueuedRequests
				|| transaction.bytes() > settings.limits.maxRequestBytes();
		if (full) {
			refuse(queued, new CommandException(ErrorCode.OVERLOADED, "transaction has too many requests"));
			return;
		}
		if (!transaction.isAborted()) { // nothing of it would run
			transaction.add(queued, request);
		}
		if (this.connection.replyMode() == ReplyMode.ON) {
			writer().simpleString("QUEUED");
		}
		endReply();
	}

	/**
	 * Let the next request wait until what has been published is delivered. Called on any
	 * thread, before the call that has published is completed.
	 */
	void awaitDelivery() {
		if (!this.transport.inEventLoop()) {
			this.transport.execute(this::awaitDelivery);
			return;
		}
		if (!this.awaitingDelivery) {
			this.awaitingDelivery = true;
			this.context.settings().pubSub.whenCaughtUp(() -> this.transport.execute(this::delivered));
		}
	}

	private void delivered() {
		this.awaitingDelivery = false;
		goOn();
	}

	/** Go on after a pause. */
	void resume() {
		Request request = this.postponed;
		if (request == null || this.closing) {
			return;
		}
		this.postponed = null;
		readClock();
		try {
			run(request, this.postponedNanos);
		}
		catch (Throwable ex) {
			abort(ex);
		}
		proceed();
	}

	/**
	 * Tell whether the client is there and wants an answer.
	 * @param call the call
	 * @param failed whether the answer is an error, which is never a push
	 */
	boolean answers(ServerCall call, boolean failed) {
		boolean push = !failed && call.command() instanceof BuiltInCommand builtIn && builtIn.answersByPush();
		return !this.closed && (push || this.connection.replyMode() == ReplyMode.ON);
	}

	/** A request has been answered, or would have been. */
	private void endReply() {
		this.connection.replyMode(this.connection.replyMode().next());
	}

	/**
	 * A call is over.
	 * @param close whether the connection is to be closed
	 * @param proceeding whether whoever has let the call run goes on by itself
	 */
	void callCompleted(boolean close, boolean proceeding) {
		if (this.closed) {
			endIfIdle();
			return;
		}
		endReply();
		limitUnauthenticated();
		sendHeldMessages();
		if (close) {
			close();
		}
		if (!proceeding) {
			this.connection.active(this.nowNanos);
			proceed();
		}
	}

	/**
	 * A multiplexed call is over.
	 * @param proceeding whether whoever has let the call run goes on by itself
	 */
	void multiplexedCallCompleted(boolean proceeding) {
		if (this.closed) {
			endIfIdle();
			return;
		}
		sendHeldMessages();
		if (!proceeding) {
			this.connection.active(this.nowNanos);
			if (!isBehind()) {
				reportDrained();
			}
		}
	}

	/** The call of a cursor is over. */
	void cursorEnded() {
		if (this.closed) {
			endIfIdle();
		}
	}

	/**
	 * Send what answers a multiplexed call, or belongs to it.
	 * @param id the id of the call
	 * @param content writes one push
	 */
	void push(long id, Call.Reply content) {
		if (this.closed) {
			return;
		}
		RespWriter writer = writer();
		int start = writer.buffer().writerIndex();
		content.write(writer);
		pushed(id, writer, start);
	}

	/**
	 * Go on with a push that has just been written to the {@link #writer()}.
	 * @param id the id of the call
	 * @param writer the writer
	 * @param start where the push begins
	 */
	void pushed(long id, RespWriter writer, int start) {
		if (this.chunkedPushes.takes(id, writer.buffer().writerIndex() - start)) {
			this.chunkedPushes.add(id, this.output.takeBack(start));
		}
		if (!this.multiplexedCalls.isDispatching()) {
			scheduleFlush();
		}
	}

	/**
	 * Send a push that was written on another thread.
	 * @param id the id of the call
	 * @param push the bytes, whose ownership is taken
	 */
	void push(long id, ByteBuf push) {
		if (this.closed) {
			push.release();
			return;
		}
		if (this.chunkedPushes.takes(id, push.readableBytes())) {
			this.chunkedPushes.add(id, push);
		}
		else {
			this.output.append(push, RespVersion.RESP3);
		}
		scheduleFlush();
	}

	/**
	 * Complete the call that runs after a delay, or when the connection is closed. Called
	 * on any thread.
	 * @param answer completes the call
	 * @param delay the delay
	 */
	void holdBack(Runnable answer, Duration delay) {
		boolean accepted = this.transport.execute(() -> {
			this.heldBack = answer;
			if (this.closed || delay.isZero() || !this.transport.schedule(this::answerHeldBack, delay)) {
				answerHeldBack();
			}
		});
		if (!accepted) {
			answer.run();
		}
	}

	private void answerHeldBack() {
		Runnable answer = this.heldBack;
		if (answer != null) {
			this.heldBack = null;
			answer.run();
		}
	}

	/** Send a reply that was written on another thread. */
	void append(ServerCall call, ByteBuf reply, boolean failed) {
		if (answers(call, failed)) {
			this.output.append(reply, this.connection.version());
		}
		else {
			reply.release();
		}
	}

	/**
	 * Send a message, or whatever else is no reply: behind the reply to the call that is
	 * just being answered, as Redis does, and before the next one.
	 * @param message the bytes, which stay the caller's and are shared with others
	 */
	void deliver(ByteBuf message) {
		if (this.closing) {
			return;
		}
		if (this.calls.isDispatching() || this.multiplexedCalls.isDispatching()) {
			this.heldMessages.add(message.retainedDuplicate());
			return;
		}
		this.output.share(message, this.connection.version());
		this.backlog.messagesQueued();
		scheduleFlush();
	}

	/** Send what is there, if it is much, though more is to come. */
	void flushIfMuch() {
		this.output.flushIfMuch();
	}

	/** Flush once for all that comes until then. */
	private void scheduleFlush() {
		if (!this.flushScheduled) {
			this.flushScheduled = true;
			this.transport.execute(() -> {
				this.flushScheduled = false;
				flush();
			});
		}
	}

	/**
	 * Send what has been published before the client has sent what is received now: it
	 * may know of that already.
	 */
	private void receiveMessages() {
		Subscriptions current = this.connection.subscriptions();
		if (current != null) {
			current.receive();
		}
	}

	/** The call that they were to go behind is answered, or will be later. */
	void sendHeldMessages() {
		for (ByteBuf message = this.heldMessages.poll(); message != null; message = this.heldMessages.poll()) {
			this.output.append(message, this.connection.version());
		}
	}

	/** Return when the call begins whose turn it is, by a clock read not long ago. */
	long nowNanos() {
		return this.nowNanos;
	}

	/** Read the clock, as a call ends: the next one begins then. */
	long readClock() {
		this.nowNanos = this.context.nanoTime().getAsLong();
		return this.nowNanos;
	}

	/** Return where a reply is written on the event loop. */
	RespWriter writer() {
		return this.output.writer(this.connection.version());
	}

	private void flush() {
		if (!this.closed) {
			this.chunkedPushes.send();
			this.output.flush();
			this.multiplexedCalls.proceed();
		}
	}

	/** Close at once, as an operator wants it. */
	void kill() {
		this.closing = true;
		leave();
		this.transport.abort();
	}

	/** Close once everything is sent. */
	void close() {
		if (!this.closing) {
			this.closing = true;
			leave();
			this.chunkedPushes.sendAll();
			this.output.close();
		}
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		logger.debug("{} is closed", this.connection, cause);
		this.closing = true;
		this.closed = true;
		this.connection.closed();
		leave();
		this.heldMessages.forEach(ByteBuf::release);
		this.heldMessages.clear();
		this.decoder.close();
		this.chunkedPushes.release();
		this.output.release();
		this.context.connectionCounts().release(this.connection.remoteAddress());
		this.context.listener().connectionClosed(this.connection);
		this.context.handover().left(this);
		reportDrained();
		if (this.calls.isRunning()) {
			answerHeldBack();
		}
		this.calls.cancel();
		this.multiplexedCalls.cancelAll();
		this.cursors.stopAll();
		endIfIdle();
	}

	/** Return what the client has subscribed to. */
	Subscriptions subscriptions() {
		Subscriptions current = this.connection.subscriptions();
		if (current == null) {
			current = new Subscriptions(this, this.context.settings().pubSub);
			this.connection.subscriptions(current);
		}
		return current;
	}

	/** Be told of nothing any more that others do. */
	void leave() {
		Subscriptions current = this.connection.subscriptions();
		if (current != null) {
			current.clear();
		}
		if (this.connection.isMonitor()) {
			this.context.monitors().remove(this);
		}
	}

	/** Clean up after the connection and its last call. */
	private void endIfIdle() {
		if (this.ended || this.calls.isRunning() || this.multiplexedCalls.running() > 0 || this.cursors.isRunning()) {
			return;
		}
		this.ended = true;
		this.connection.discardTransaction();
		this.connection.attributes().end(this.context.workers(), () -> this.context.sessions().remove(this));
	}

	/**
	 * Begin to refuse calls: what has been received is still run, what comes later is
	 * answered {@code UNAVAILABLE}.
	 * @param whenDrained what to do when all that has been received is answered
	 */
	void drain(Runnable whenDrained) {
		this.drainFrom = receivedBytes();
		this.drained = whenDrained;
		if (this.closed || !isBehind()) {
			reportDrained();
		}
	}

	/** Return how much has come since the connection was opened. */
	long receivedBytes() {
		return this.decoder.position() + this.decoder.unreadBytes();
	}

	private boolean isDraining() {
		return this.decoder.position() >= this.drainFrom;
	}

	private void reportDrained() {
		Runnable callback = this.drained;
		if (callback != null && (this.closed || this.multiplexedCalls.running() == 0)) {
			this.drained = null;
			callback.run();
		}
	}

	/** Return the calls that do not wait for each other. */
	MultiplexedCalls multiplexedCalls() {
		return this.multiplexedCalls;
	}

	/** Return the calls whose streams are read bit by bit. */
	Cursors cursors() {
		return this.cursors;
	}

	/** Return what is too large to be sent at once. */
	ChunkedPushes chunkedPushes() {
		return this.chunkedPushes;
	}

	ServerConnection connection() {
		return this.connection;
	}

	ServerContext context() {
		return this.context;
	}

	TransportConnection transport() {
		return this.transport;
	}

	boolean isClosed() {
		return this.closed;
	}

}
