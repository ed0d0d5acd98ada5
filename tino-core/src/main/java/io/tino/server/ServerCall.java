package io.tino.server;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.Call;
import io.tino.command.CallContext;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadWriter;
import io.tino.resp.Request;
import io.tino.resp.RespWriter;

/**
 * A call of one session. Whoever completes it encodes the reply.
 */
final class ServerCall implements Call, Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ServerCall.class);

	/**
	 * No client takes a line of any length, and none needs more to know what is wrong.
	 */
	private static final int MAX_ERROR_LENGTH = 8 * 1024;

	private static final int EXPECTED_LENGTH = 16;

	private final ServerSession session;

	private final CallCompletion completion;

	private final Command command;

	private final Request request;

	private final int firstArgument;

	private final PayloadFormat format;

	private final long startNanos;

	private final AtomicBoolean completed = new AtomicBoolean();

	private boolean started;

	private boolean closeAfterReply;

	ServerCall(ServerSession session, CallCompletion completion, CallHead head, Request request, long startNanos) {
		this.session = session;
		this.completion = completion;
		this.command = Objects.requireNonNull(head.command());
		this.request = request;
		this.firstArgument = head.firstArgument();
		this.format = head.format();
		this.startNanos = startNanos;
	}

	@Override
	public void run() {
		if (!connection().isOpen()) { // nobody waits for it any more
			fail(new CommandException(ErrorCode.CANCELLED, "the client has gone"));
			return;
		}
		try {
			this.command.call(this);
		}
		catch (Throwable ex) { // an error of a command must not take its caller's place
			if (!this.completed.get()) {
				fail(ex);
			}
			else {
				logger.error("Command {} has failed after it had replied", this.command.spec().name(), ex);
			}
		}
	}

	Command command() {
		return this.command;
	}

	/** Say where the call runs. */
	Execution execution() {
		return (this.command instanceof BuiltInCommand builtIn) ? builtIn.execution(this)
				: this.command.spec().execution();
	}

	ServerSession session() {
		return this.session;
	}

	long startNanos() {
		return this.startNanos;
	}

	/** Keep the request, as the call goes on after the session has let go of it. */
	void start() {
		this.started = true;
		this.request.retain();
	}

	boolean isStarted() {
		return this.started;
	}

	void release() {
		if (this.started) {
			this.request.release();
		}
	}

	/** Close the connection once the reply is sent. */
	void closeAfterReply() {
		this.closeAfterReply = true;
	}

	boolean closesAfterReply() {
		return this.closeAfterReply;
	}

	@Override
	public ServerConnection connection() {
		return this.session.connection();
	}

	@Override
	public CallContext context() {
		return CallContext.EMPTY;
	}

	@Override
	public void onCancel(Runnable action) {
	}

	@Override
	public PayloadFormat format() {
		return this.format;
	}

	@Override
	public int argumentCount() {
		return this.request.size() - this.firstArgument;
	}

	@Override
	public ByteBuf argument(int index) {
		return this.request.element(this.firstArgument + index);
	}

	/** Return the name of the subcommand, as the client has written it. */
	String subcommand() {
		return this.request.text(this.firstArgument - 1);
	}

	/** Tell whether the call is answered together with others, by {@code EXEC}. */
	boolean isWithinTransaction() {
		return this.completion instanceof TransactionCalls;
	}

	Request request() {
		return this.request;
	}

	/** Return an argument as text. */
	String text(int index) {
		return this.request.text(this.firstArgument + index);
	}

	/** Tell whether an argument is a word, in any case. */
	boolean matches(int index, String word) {
		return this.request.matches(this.firstArgument + index, word);
	}

	@Override
	public <T> void reply(@Nullable T value, PayloadWriter<? super T> payloadWriter) {
		complete((writer) -> {
			int mark = writer.beginBulk(EXPECTED_LENGTH);
			payloadWriter.write(value, writer.buffer());
			writer.endBulk(mark, EXPECTED_LENGTH);
		}, null);
	}

	@Override
	public void reply(Reply reply) {
		complete(reply, null);
	}

	@Override
	public void fail(Throwable failure) {
		complete(null, failure);
	}

	private void complete(@Nullable Reply reply, @Nullable Throwable failure) {
		if (!this.completed.compareAndSet(false, true)) {
			throw new IllegalStateException("Call of " + this.command.spec().name() + " has been completed already");
		}
		this.completion.complete(this, reply, failure);
	}

	/**
	 * Write a reply, or an error if it cannot be written. Called on any thread.
	 * @return the error, or {@code null} if there was none
	 */
	@Nullable CommandException write(@Nullable Reply reply, @Nullable Throwable failure, RespWriter writer) {
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
		CommandException resolved = this.session.context().errors().resolve(this.command.spec(), error);
		String message = resolved.getMessage();
		writer.error(resolved.code(), message.subSequence(0, Math.min(message.length(), MAX_ERROR_LENGTH)));
		return resolved;
	}

}
