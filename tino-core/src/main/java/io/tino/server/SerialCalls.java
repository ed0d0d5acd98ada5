package io.tino.server;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;
import io.tino.command.CallContext;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.resp.Request;
import io.tino.resp.RespWriter;

/**
 * The calls of one connection, which run one after another: on the event loop, where the
 * reply is written right into the session's output, or on a worker, where it is written
 * into a buffer that is handed to the event loop.
 * <p>
 * Confined to the event loop of the connection, but for the methods that say otherwise.
 */
final class SerialCalls implements CallCompletion {

	private final ServerContext context;

	private final ServerSession session;

	private final LoopStatistics statistics;

	private final SpareCall calls;

	private final ReplyBuffers replyBuffers;

	/** The call that runs. */
	private @Nullable ServerCall active;

	/** Whether the active call has been let run here and has not returned. */
	private boolean dispatching;

	SerialCalls(ServerContext context, ServerSession session) {
		this.context = context;
		this.session = session;
		this.statistics = context.statistics().of(session.transport().loop());
		this.calls = new SpareCall(session, this);
		this.replyBuffers = new ReplyBuffers(session.transport());
	}

	/** Tell whether the next call has to wait. */
	boolean isRunning() {
		return this.active != null;
	}

	/** Tell whether a call is being run or answered on the event loop right now. */
	boolean isDispatching() {
		return this.dispatching;
	}

	/**
	 * Run a call, when no other is running.
	 * @param head what is called
	 * @param request the complete request
	 */
	void run(CallHead head, Request request) {
		this.session.connection().calls(head.requireCommand());
		Command iter = head.isIteration() ? this.context.registry().find(request.element(0)) : null;
		CallHead called = (iter != null) ? head.iteration(iter) : head;
		ServerCall call = this.calls.take(called, CallHead.IN_ORDER, request, this.session.nowNanos(),
				CallContext.EMPTY);
		this.active = call;
		if (call.execution() == Execution.WORKER) {
			start(call);
			if (!this.context.submit(call)) {
				overloaded(call);
			}
			return;
		}
		this.dispatching = true;
		call.run();
		this.dispatching = false;
		if (this.active == call) {
			start(call);
		}
		else {
			this.calls.giveBack(call);
		}
	}

	private void start(ServerCall call) {
		call.start();
		this.context.listener().callStarted(call.command());
	}

	private void overloaded(ServerCall call) {
		CommandException error = ServerContext.NO_WORKER;
		if (call.command() instanceof ExecCommand) { // which has not run, and ends it
			this.session.connection().discardTransaction();
			error = ExecCommand.discarded(error);
		}
		this.dispatching = true;
		call.fail(error);
		this.dispatching = false;
	}

	/**
	 * Give up the call that runs, without an answer, as the client has gone.
	 */
	void cancel() {
		ServerCall call = this.active;
		if (call != null) {
			call.cancel(ErrorCode.CANCELLED.name());
		}
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

	@Override
	public ItemReceiver receiver(ServerCall call) {
		throw new IllegalStateException("A stream does not answer a call in order");
	}

	@Override
	public void dropped(ServerCall call) {
		Runnable end = () -> completed(call, ErrorCode.CANCELLED.name());
		if (this.session.transport().inEventLoop() || !this.session.transport().execute(end)) {
			end.run();
		}
	}

	private void completeNow(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure) {
		CommandException error;
		try {
			error = this.session.answers(call, reply == null) ? call.write(reply, failure, this.session.writer())
					: errorOf(call, failure);
		}
		catch (Throwable ex) {
			abandon(call, ex);
			return;
		}
		completed(call, (error != null) ? error.code() : null);
	}

	private @Nullable CommandException errorOf(ServerCall call, @Nullable Throwable failure) {
		return (failure != null) ? this.context.errors().resolve(call.command().spec(), failure) : null;
	}

	private void completeLater(ServerCall call, @Nullable Reply reply, @Nullable Throwable failure) {
		ByteBuf buffer = null;
		CommandException error;
		try {
			buffer = this.replyBuffers.buffer();
			error = call.write(reply, failure, new RespWriter(buffer, call.connection().version()));
		}
		catch (Throwable ex) {
			ReferenceCountUtil.release(buffer);
			abandon(call, ex);
			return;
		}
		handOver(call, buffer, (error != null) ? error.code() : null);
	}

	private void handOver(ServerCall call, ByteBuf reply, @Nullable String errorCode) {
		boolean accepted = this.session.transport().execute(() -> {
			append(call, reply, errorCode);
			completed(call, errorCode);
		});
		if (!accepted) { // nobody else touches this session any more
			reply.release();
			completed(call, errorCode);
		}
	}

	private void append(ServerCall call, ByteBuf reply, @Nullable String errorCode) {
		this.replyBuffers.used(reply.readableBytes());
		try {
			this.session.append(call, reply, errorCode != null);
		}
		catch (Throwable ex) {
			this.session.abort(ex);
		}
	}

	/** A call cannot be answered, as for lack of memory. Called on any thread. */
	private void abandon(ServerCall call, Throwable cause) {
		Runnable end = () -> {
			this.session.abort(cause);
			completed(call, ErrorCode.UNEXPECTED_ERROR.name());
		};
		if (this.session.transport().inEventLoop() || !this.session.transport().execute(end)) {
			end.run();
		}
	}

	private void completed(ServerCall call, @Nullable String errorCode) {
		this.active = null;
		long nanos = this.session.readClock() - call.startNanos();
		this.context.show(call, nanos);
		call.over();
		this.statistics.callCompleted(call.command(), errorCode, nanos, call.isStarted());
		this.session.callCompleted(call.closesAfterReply(), this.dispatching);
	}

}
