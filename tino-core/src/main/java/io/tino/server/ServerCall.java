package io.tino.server;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.Call;
import io.tino.command.CallContext;
import io.tino.command.CloseableIterator;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadReader;
import io.tino.payload.PayloadWriter;
import io.tino.resp.Request;
import io.tino.resp.RespWriter;

/**
 * A call of one session. Whoever completes it encodes the reply.
 * <p>
 * It is completed by its command, once, and may be cancelled by its session before that,
 * on the event loop: then it has been answered already, and what it is completed with is
 * dropped.
 */
final class ServerCall implements Call, Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ServerCall.class);

	/**
	 * No client takes a line of any length, and none needs more to know what is wrong.
	 */
	private static final int MAX_ERROR_LENGTH = 8 * 1024;

	private static final int MAX_COPIED_LENGTH = 4 * 1024;

	private static final AtomicIntegerFieldUpdater<ServerCall> COMPLETED = AtomicIntegerFieldUpdater
		.newUpdater(ServerCall.class, "completed");

	private static final AtomicIntegerFieldUpdater<ServerCall> ANSWERED = AtomicIntegerFieldUpdater
		.newUpdater(ServerCall.class, "answered");

	private final ServerSession session;

	private final CallCompletion completion;

	private final PayloadReply payload = new PayloadReply();

	private Command command;

	private CommandSpec spec;

	private Request request;

	private int firstArgument;

	private PayloadFormat format;

	private long id;

	private long startNanos;

	private CallContext context;

	/** Whether its command has completed it: 0 or 1. */
	private volatile int completed;

	/** Whether it is decided what the client is answered: 0 or 1. */
	private volatile int answered;

	private final CallCancellation cancellation = new CallCancellation();

	private boolean started;

	private boolean over;

	private int requestBytes;

	private @Nullable String errorCode;

	private @Nullable OutboundStream outbound;

	private @Nullable InboundStream inbound;

	private boolean closeAfterReply;

	ServerCall(ServerSession session, CallCompletion completion, CallHead head, Request request, long startNanos) {
		this(session, completion, head, CallHead.IN_ORDER, request, startNanos, CallContext.EMPTY);
	}

	ServerCall(ServerSession session, CallCompletion completion, CallHead head, long id, Request request,
			long startNanos, CallContext context) {
		this.session = session;
		this.completion = completion;
		this.command = head.requireCommand();
		this.spec = this.command.spec();
		this.request = request;
		this.firstArgument = head.firstArgument();
		this.format = head.format();
		this.id = id;
		this.startNanos = startNanos;
		this.context = context;
	}

	/**
	 * Be another call. Only the event loop knows this one, which is over.
	 */
	void reuse(CallHead head, long nextId, Request nextRequest, long nextStartNanos, CallContext nextContext) {
		this.command = head.requireCommand();
		this.spec = this.command.spec();
		this.request = nextRequest;
		this.firstArgument = head.firstArgument();
		this.format = head.format();
		this.id = nextId;
		this.startNanos = nextStartNanos;
		this.context = nextContext;
		this.over = false;
		this.errorCode = null;
		this.closeAfterReply = false;
		this.cancellation.reset();
		ANSWERED.lazySet(this, 0);
		COMPLETED.lazySet(this, 0);
	}

	/** Keep nothing of the call, which is over. */
	void clear() {
		this.payload.clear();
		this.context = CallContext.EMPTY;
	}

	/**
	 * Tell whether this can be another call once it is over, as its command lets nobody
	 * else know of it. If it is not over by then, the command is mistaken.
	 */
	boolean isReusable() {
		return this.spec.completesAtOnce() && !this.started;
	}

	@Override
	public void run() {
		if (!connection().isOpen()) { // nobody waits for it any more
			fail(new CommandException(ErrorCode.CANCELLED, "not run: the client has gone"));
			return;
		}
		if (this.context.remainingNanos(this.started ? now() : this.startNanos) <= 0) {
			fail(new CommandException(ErrorCode.DEADLINE_EXCEEDED, "not run: no time was left when it was its turn"));
			return;
		}
		if (!begin()) {
			fail(new CommandException(ErrorCode.CANCELLED, "not run: it was given up before"));
			return;
		}
		CallContext previous = this.context.attach();
		try {
			this.command.call(this);
		}
		catch (Throwable ex) { // an error of a command must not take its caller's place
			if (this.completed == 0) {
				fail(ex);
			}
			else {
				logger.error("Command {} has failed after it had replied", this.spec.name(), ex);
			}
		}
		finally {
			previous.attach();
			if (this.started) {
				this.cancellation.end();
			}
		}
	}

	/** Begin to run, unless the call has been given up while it has waited. */
	private boolean begin() {
		if (this.started) {
			return this.cancellation.begin();
		}
		this.cancellation.beginAlone();
		return true;
	}

	private long now() {
		return this.session.context().nanoTime().getAsLong();
	}

	/**
	 * Cancel the call, unless it is decided already what it is answered: interrupt the
	 * thread that runs it, and whatever else it has asked for. Called on the event loop.
	 * @param code the code of the error that the client is answered
	 * @return whether it is cancelled, and for the caller to answer
	 */
	boolean cancel(String code) {
		if (!ANSWERED.compareAndSet(this, 0, 1)) {
			return false;
		}
		this.errorCode = code; // what is cancelled may be over before this returns
		this.cancellation.cancel();
		return true;
	}

	/** Tell whether the call has been given up. */
	boolean isCancelled() {
		return this.cancellation.isCancelled();
	}

	/** Tell whether the command has begun to run. */
	boolean hasBegun() {
		return this.cancellation.hasBegun();
	}

	/** Return the id of a multiplexed call, or {@link CallHead#IN_ORDER}. */
	long id() {
		return this.id;
	}

	Command command() {
		return this.command;
	}

	/** Say where the call runs. */
	Execution execution() {
		return (this.command instanceof BuiltInCommand builtIn) ? builtIn.execution(this) : this.spec.execution();
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

	/**
	 * Keep the request, as {@link #start()} does. One that is short is copied: else each
	 * of many calls could keep all that came with it.
	 */
	void startApart() {
		if (this.request.length() > MAX_COPIED_LENGTH) {
			start();
			return;
		}
		this.started = true;
		this.request = this.request.copy();
	}

	/** Keep the request, which has been copied for this call. */
	void adopt() {
		this.started = true;
	}

	boolean isStarted() {
		return this.started;
	}

	/** The call is over, and lets go of its request. */
	void over() {
		this.over = true;
		if (this.started) {
			this.request.release();
		}
	}

	boolean isOver() {
		return this.over;
	}

	/** Return how many bytes the request had when it came. */
	int requestBytes() {
		return this.requestBytes;
	}

	void requestBytes(int requestBytes) {
		this.requestBytes = requestBytes;
	}

	/** Return the code of the error that the call was answered with, if it was. */
	@Nullable String errorCode() {
		return this.errorCode;
	}

	void errorCode(String errorCode) {
		this.errorCode = errorCode;
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
		return this.context;
	}

	@Override
	public void onCancel(Runnable action) {
		this.cancellation.onCancel(action);
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
		complete(isReusable() ? this.payload.of(value, payloadWriter) : Reply.payload(value, payloadWriter), null);
	}

	@Override
	public <T> void replyStream(Flow.Publisher<? extends T> items, Function<? super T, ? extends Reply> replies) {
		ItemStream<T> stream = stream(replies);
		stream.subscribeTo(items);
		onCancel(stream::cancel);
	}

	@Override
	public <T extends @Nullable Object> void replyStream(CloseableIterator<? extends T> items,
			Function<? super T, ? extends Reply> replies) {
		ItemStream<T> stream = stream(replies);
		stream.onSubscribe(new IteratorSubscription<T>(this, items, stream));
		onCancel(stream::cancel);
	}

	private <T extends @Nullable Object> ItemStream<T> stream(Function<? super T, ? extends Reply> replies) {
		if (!this.spec.returnsStream()) {
			throw new IllegalStateException("Command " + this.spec.name() + " returns no stream");
		}
		requireFirst();
		return new ItemStream<>(this, replies, this.completion.receiver(this));
	}

	private void requireFirst() {
		if (!COMPLETED.compareAndSet(this, 0, 1)) {
			throw completedAlready();
		}
	}

	private IllegalStateException completedAlready() {
		return new IllegalStateException("Call of " + this.spec.name() + " has been completed already");
	}

	/**
	 * Decide that a stream is answered by its end, unless the call has been given up.
	 * @return whether it is for the caller to answer
	 */
	boolean answer() {
		return ANSWERED.compareAndSet(this, 0, 1);
	}

	/**
	 * Go on with a call on this thread, unless it has been given up.
	 * @param step what to do
	 */
	void proceed(Runnable step) {
		if (!this.cancellation.begin()) {
			return;
		}
		CallContext previous = this.context.attach();
		try {
			step.run();
		}
		finally {
			previous.attach();
			this.cancellation.end();
		}
	}

	@Override
	public <T> Flow.Publisher<T> items(PayloadReader<T> reader) {
		return new PublishedItems<>(requireInbound(), reader);
	}

	@Override
	public <T extends @Nullable Object> Iterator<T> blockingItems(PayloadReader<T> reader) {
		return new BlockingItems<>(requireInbound(), reader);
	}

	private InboundStream requireInbound() {
		InboundStream stream = this.inbound;
		if (stream == null) {
			throw new IllegalStateException("Command " + this.spec.name() + " takes no stream");
		}
		return stream;
	}

	/** Return the stream that the call takes, or null. */
	@Nullable InboundStream inbound() {
		return this.inbound;
	}

	/** Let the call take a stream. */
	void inbound(InboundStream inbound) {
		this.inbound = inbound;
		onCancel(inbound::close);
	}

	/** Return how a multiplexed call can be answered by a stream, or null. */
	@Nullable OutboundStream outbound() {
		return this.outbound;
	}

	/** Let the call be answered by a stream. */
	void outbound(OutboundStream outbound) {
		this.outbound = outbound;
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
		if (reply != null && this.spec.returnsStream()) {
			throw new IllegalStateException("Command " + this.spec.name() + " returns a stream");
		}
		boolean answered = (isReusable() && this.session.transport().inEventLoop()) ? answerAlone() : answerFirst();
		if (answered) {
			this.completion.complete(this, reply, failure);
		}
		else {
			this.completion.dropped(this);
		}
	}

	private boolean answerFirst() {
		requireFirst();
		return answer();
	}

	/** No other thread knows of the call, so that nothing need be compared and set. */
	private boolean answerAlone() {
		if (this.completed != 0) {
			throw completedAlready();
		}
		boolean first = this.answered == 0;
		COMPLETED.lazySet(this, 1);
		ANSWERED.lazySet(this, 1);
		return first;
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
		CommandException resolved = resolve(error);
		writer.error(resolved.code(), resolved.getMessage());
		return resolved;
	}

	/** Find what the client is told of a failure. Called on any thread. */
	CommandException resolve(@Nullable Throwable failure) {
		if (failure == null) {
			throw new IllegalArgumentException("Neither a reply nor a failure");
		}
		CommandException resolved = this.session.context().errors().resolve(this.spec, failure);
		String message = resolved.getMessage();
		return (message.length() <= MAX_ERROR_LENGTH) ? resolved
				: new CommandException(resolved.code(), message.substring(0, MAX_ERROR_LENGTH));
	}

}
