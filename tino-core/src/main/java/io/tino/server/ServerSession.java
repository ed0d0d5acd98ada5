package io.tino.server;

import java.util.concurrent.RejectedExecutionException;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.Call.Reply;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.resp.Request;
import io.tino.resp.RequestDecoder;
import io.tino.resp.RequestDecoder.Step;
import io.tino.resp.RespProtocolException;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * One client's connection: takes its bytes, runs its calls one after another, and gives
 * the bytes of the replies, in order and in one batch for all that came at once.
 * <p>
 * Performs no I/O of its own and starts no thread. Confined to the event loop of its
 * connection, but for the methods that say otherwise.
 */
final class ServerSession implements TransportHandler {

	static final Logger logger = LoggerFactory.getLogger(ServerSession.class);

	/**
	 * No client takes a line of any length, and none needs more to know what is wrong.
	 */
	private static final int MAX_ERROR_LENGTH = 8 * 1024;

	private final ServerContext context;

	private final TransportConnection transport;

	private final ServerConnection connection;

	private final RequestDecoder decoder;

	private final SessionOutput output;

	/** What the request being received calls, once its head is known. */
	private @Nullable CallHead head;

	/** The call that runs. */
	private @Nullable ServerCall active;

	/** Whether the active call has been let run here and has not returned. */
	private boolean dispatching;

	private boolean pausedReading;

	private boolean proceeding;

	private boolean proceedAgain;

	/** Whether nothing more is to be read, as the connection closes. */
	private boolean closing;

	private boolean closed;

	/** Offset from which on requests are refused, as the server stops. */
	private long drainFrom = Long.MAX_VALUE;

	private @Nullable Runnable drained;

	ServerSession(ServerContext context, TransportConnection transport) {
		this.context = context;
		this.transport = transport;
		this.connection = new ServerConnection(context.sessions().nextId(), transport, context.nanoTime().getAsLong());
		this.decoder = new RequestDecoder(context.limits());
		this.output = new SessionOutput(transport);
	}

	@Override
	public void received(ByteBuf bytes) {
		if (this.closing) {
			bytes.release();
			return;
		}
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
			proceed();
		}
	}

	/** Whether requests must wait: for the call that runs, or for a slow reader. */
	private boolean isBehind() {
		return this.active != null || !this.transport.isWritable();
	}

	private void pauseReading(boolean pause) {
		if (this.pausedReading != pause) {
			this.pausedReading = pause;
			this.transport.reading(!pause);
		}
	}

	/**
	 * Go on with the requests that have waited. Sending replies may make the connection
	 * writable at once, which ends up here again: go round then, not deeper.
	 */
	private void proceed() {
		this.proceedAgain = true;
		if (this.proceeding) {
			return;
		}
		this.proceeding = true;
		try {
			while (this.proceedAgain) {
				this.proceedAgain = false;
				process();
				flush();
			}
		}
		catch (Throwable ex) {
			abort(ex);
		}
		finally {
			this.proceeding = false;
		}
	}

	/** Close the connection, whose state nobody knows any more. */
	private void abort(Throwable cause) {
		logger.error("Closing {} after an unexpected failure", this.connection, cause);
		this.closing = true;
		this.transport.abort();
	}

	private void process() {
		while (!this.closing && !isBehind()) {
			Step step = poll();
			switch (step) {
				case HEAD -> receiveHead(this.decoder.request());
				case TOO_LARGE -> refuseTooLarge();
				case COMPLETE -> run(this.decoder.request());
				case NEED_MORE -> {
					pauseReading(false);
					reportDrained();
					return;
				}
			}
		}
	}

	private Step poll() {
		try {
			return this.decoder.poll();
		}
		catch (RespProtocolException ex) {
			logger.debug("Closing {}: {}", this.connection, ex.getMessage());
			writer().error(ErrorCode.ERR.name(), "Protocol error: " + ex.reason());
			close();
			return Step.NEED_MORE;
		}
	}

	private void receiveHead(Request request) {
		CallHead resolved = CallHead.resolve(request, this.context.registry(), this.connection);
		if (resolved == null) {
			this.decoder.awaitHead(CallHead.PREFIXED_ELEMENTS, this.context.limits().maxHeadBytes());
			return;
		}
		CommandException refusal = refusal(resolved);
		if (refusal == null) {
			this.head = resolved;
			this.decoder.restrict(resolved.maxRequestBytes());
			return;
		}
		refuse(resolved.command(), refusal);
		this.decoder.skip();
	}

	private @Nullable CommandException refusal(CallHead resolved) {
		try {
			return resolved.refusal(this.context, this.connection, isDraining());
		}
		catch (RuntimeException ex) { // a permission has failed to decide
			return this.context.errors().resolve(resolved.command().spec(), ex);
		}
	}

	private void refuseTooLarge() {
		CallHead current = this.head;
		String message = (current != null) ? "request exceeds "
				+ Math.min(current.maxRequestBytes(), this.context.limits().maxRequestBytes()) + " bytes"
				: "command name exceeds " + this.context.limits().maxHeadBytes() + " bytes";
		refuse((current != null) ? current.command() : null,
				new CommandException(ErrorCode.PAYLOAD_TOO_LARGE, message));
	}

	private void refuse(@Nullable Command command, CommandException refusal) {
		this.head = null;
		writer().error(refusal.code(), refusal.getMessage());
		this.context.listener().callCompleted(command, refusal.code(), 0, false);
	}

	private void run(Request request) {
		CallHead current = this.head;
		if (current == null || current.command() == null) {
			throw new IllegalStateException("Request without a head");
		}
		this.head = null;
		Command command = current.command();
		ServerCall call = new ServerCall(this, command, request, current.firstArgument(), current.format(),
				this.context.nanoTime().getAsLong());
		this.active = call;
		if (executionOf(command, call) == Execution.WORKER) {
			start(call);
			submit(call);
			return;
		}
		this.dispatching = true;
		call.run();
		this.dispatching = false;
		if (this.active == call) {
			start(call);
		}
	}

	private static Execution executionOf(Command command, ServerCall call) {
		return (command instanceof BuiltInCommand builtIn) ? builtIn.execution(call) : command.spec().execution();
	}

	private void start(ServerCall call) {
		call.start();
		this.context.listener().callStarted(call.command());
	}

	private void submit(ServerCall call) {
		try {
			this.context.workers().execute(call);
		}
		catch (RejectedExecutionException ex) {
			overloaded(call);
		}
		catch (Throwable ex) { // as if no thread can be started
			logger.error("The workers have failed to take a call of {}", call.command().spec().name(), ex);
			overloaded(call);
		}
	}

	private void overloaded(ServerCall call) {
		this.dispatching = true;
		call.fail(new CommandException(ErrorCode.OVERLOADED, "no worker is free"));
		this.dispatching = false;
	}

	/** Complete a call on the event loop. */
	void complete(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure) {
		String errorCode;
		try {
			errorCode = this.closed ? codeOf(call, failure) : encode(call, reply, failure, writer());
		}
		catch (Throwable ex) {
			abandon(call, ex);
			return;
		}
		completed(call, errorCode);
	}

	private @Nullable String codeOf(ServerCall call, @Nullable Throwable failure) {
		return (failure != null) ? resolve(call, failure).code() : null;
	}

	/** Complete a call from another thread. */
	void completeLater(ServerCall call, ByteBuf reply, @Nullable String errorCode) {
		boolean accepted = this.transport.execute(() -> {
			if (this.closed) {
				reply.release();
			}
			else {
				this.output.append(reply);
			}
			completed(call, errorCode);
		});
		if (!accepted) { // nobody else touches this session any more
			reply.release();
			completed(call, errorCode);
		}
	}

	/**
	 * Write a reply, or an error if it cannot be written. Called on any thread.
	 * @return the code of the error, or {@code null} if there was none
	 */
	@Nullable String encode(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure, RespWriter writer) {
		Throwable error = failure;
		if (reply != null) {
			int start = writer.buffer().writerIndex();
			try {
				reply.write(writer);
				return null;
			}
			catch (Throwable ex) {
				writer.buffer().writerIndex(start);
				error = ex;
			}
		}
		if (error == null) {
			throw new IllegalArgumentException("Neither a reply nor a failure");
		}
		CommandException resolved = resolve(call, error);
		String message = resolved.getMessage();
		writer.error(resolved.code(), message.subSequence(0, Math.min(message.length(), MAX_ERROR_LENGTH)));
		return resolved.code();
	}

	/** A call cannot be answered, as for lack of memory. Called on any thread. */
	void abandon(ServerCall call, Throwable cause) {
		Runnable end = () -> {
			abort(cause);
			completed(call, ErrorCode.UNEXPECTED_ERROR.name());
		};
		if (inEventLoop() || !this.transport.execute(end)) {
			end.run();
		}
	}

	private CommandException resolve(ServerCall call, Throwable failure) {
		return this.context.errors().resolve(call.command().spec(), failure);
	}

	private void completed(ServerCall call, @Nullable String errorCode) {
		this.active = null;
		call.release();
		this.context.listener()
			.callCompleted(call.command(), errorCode, this.context.nanoTime().getAsLong() - call.startNanos(),
					call.isStarted());
		if (this.closed) {
			end();
			return;
		}
		if (call.closesAfterReply()) {
			close();
		}
		if (!this.dispatching) {
			proceed();
		}
	}

	private RespWriter writer() {
		return this.output.writer(this.connection.version());
	}

	private void flush() {
		if (!this.closed) {
			this.output.flush();
		}
	}

	/** Close once everything is sent. */
	void close() {
		if (!this.closing) {
			this.closing = true;
			this.output.close();
		}
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		logger.debug("{} is closed", this.connection, cause);
		this.closing = true;
		this.closed = true;
		this.connection.closed();
		this.decoder.close();
		this.output.release();
		this.context.listener().connectionClosed(this.connection);
		reportDrained();
		if (this.active == null) {
			end();
		}
	}

	/** Clean up after the connection and its last call. */
	private void end() {
		this.connection.attributes().end(this.context.workers(), () -> this.context.sessions().remove(this));
	}

	/**
	 * Begin to refuse calls: what has been received is still run, what comes later is
	 * answered {@code UNAVAILABLE}.
	 * @param whenDrained what to do when all that has been received is answered
	 */
	void drain(Runnable whenDrained) {
		this.drainFrom = this.decoder.position() + this.decoder.unreadBytes();
		this.drained = whenDrained;
		if (this.closed || !isBehind()) {
			reportDrained();
		}
	}

	private boolean isDraining() {
		return this.decoder.position() >= this.drainFrom;
	}

	private void reportDrained() {
		Runnable callback = this.drained;
		if (callback != null) {
			this.drained = null;
			callback.run();
		}
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

	boolean inEventLoop() {
		return this.transport.inEventLoop();
	}

	SessionOutput output() {
		return this.output;
	}

}
