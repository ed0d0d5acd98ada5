package io.tino.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportLoop;

/**
 * A place for one connection, which is opened when there is a call for it and again after
 * it has broken. Takes calls from any thread; all else is confined to one event loop.
 */
final class ClientConnection implements ClientSession.Owner {

	/** Calls that come one after another are not looked through for each of them. */
	private static final long EXPIRY_INTERVAL_NANOS = 10_000_000;

	private final ClientContext context;

	private final TransportLoop loop;

	/** Calls on their way to the event loop. */
	private final Queue<ClientCall<?>> submitted = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final AtomicInteger outstanding = new AtomicInteger();

	/** Calls that wait for the connection. */
	private final Deque<ClientCall<?>> waiting = new ArrayDeque<>();

	private @Nullable ClientSession session;

	private boolean connecting;

	private boolean ready;

	/** Whether the server is known not to know {@code HELLO}. */
	private boolean plain;

	private boolean closed;

	/** When calls are looked through for those whose time is over. */
	private @Nullable Long timerNanos;

	ClientConnection(ClientContext context, TransportLoop loop) {
		this.context = context;
		this.loop = loop;
	}

	/**
	 * Return how many calls stand before the next one: those that have no reply, even if
	 * nobody waits for it any more. Called on any thread.
	 */
	int outstanding() {
		return this.outstanding.get();
	}

	boolean inEventLoop() {
		return this.loop.inEventLoop();
	}

	/** Take a call. Called on any thread. */
	void submit(ClientCall<?> call) {
		this.outstanding.incrementAndGet();
		this.submitted.add(call);
		if (this.scheduled.compareAndSet(false, true)) {
			schedule();
		}
	}

	private void schedule() {
		boolean willRun = false;
		try {
			willRun = this.loop.execute(this::takeSubmitted);
		}
		finally { // starting the thread may fail
			if (!willRun) {
				this.scheduled.set(false);
				failSubmitted();
			}
		}
	}

	private void failSubmitted() {
		for (ClientCall<?> call = this.submitted.poll(); call != null; call = this.submitted.poll()) {
			discard(call, closedFailure());
		}
	}

	static TinoException closedFailure() {
		return new TinoConnectionException("Client is closed", false, null);
	}

	private void discard(ClientCall<?> call, TinoException failure) {
		drop(call);
		call.fail(failure);
	}

	/** Let go of a call that has not been sent. */
	private void drop(ClientCall<?> call) {
		call.request().release();
		ended(call);
	}

	@Override
	public void ended(ClientCall<?> call) {
		this.outstanding.decrementAndGet();
		this.context.pendingCalls().decrementAndGet();
	}

	/** Send all calls that have come since, with one flush. */
	private void takeSubmitted() {
		this.scheduled.set(false);
		if (this.closed) {
			failSubmitted();
			return;
		}
		for (ClientCall<?> call = this.submitted.poll(); call != null; call = this.submitted.poll()) {
			this.waiting.add(call);
			startTimer(call.deadlineNanos());
		}
		if (this.ready) {
			sendWaiting();
		}
		else if (!this.connecting && !this.waiting.isEmpty()) {
			connect();
		}
	}

	private void sendWaiting() {
		ClientSession current = this.session;
		if (current == null) {
			throw new IllegalStateException("Ready without a session");
		}
		for (ClientCall<?> call = this.waiting.poll(); call != null; call = this.waiting.poll()) {
			if (call.isDone()) {
				drop(call);
			}
			else {
				current.send(call);
			}
		}
		current.flush();
	}

	private void connect() {
		this.connecting = true;
		this.context.connect(this.loop, this::begin, this::connectFailed);
	}

	private ClientSession begin(TransportConnection transport) {
		ClientSession begun = new ClientSession(transport, this.context.handshake(), this.plain, this,
				this.context.nanoTime());
		this.session = begun;
		this.loop.schedule(() -> giveUpHandshake(begun), this.context.connectTimeout());
		begun.begin();
		return begun;
	}

	private void giveUpHandshake(ClientSession begun) {
		if (this.session == begun && !this.ready) {
			begun.abort(new IllegalStateException(
					"No reply to the first request after " + this.context.connectTimeout().toMillis() + " ms"));
		}
	}

	private void connectFailed(String message, @Nullable Throwable cause) {
		disconnected();
		this.plain = false; // a server that has come back may know more
		String reason = (cause != null) ? message + ": " + cause.getMessage() : message;
		failWaiting((call) -> new TinoConnectionException(reason, false, cause));
	}

	private void disconnected() {
		this.session = null;
		this.connecting = false;
		this.ready = false;
	}

	private void failWaiting(Function<ClientCall<?>, TinoException> failure) {
		for (ClientCall<?> call = this.waiting.poll(); call != null; call = this.waiting.poll()) {
			discard(call, failure.apply(call));
		}
	}

	@Override
	public void ready(ClientSession session) {
		if (hasBeenLetGo(session)) {
			return;
		}
		this.connecting = false;
		this.ready = true;
		this.context.listener().connectionOpened();
		sendWaiting();
	}

	@Override
	public void plain(ClientSession session) {
		if (hasBeenLetGo(session)) {
			return;
		}
		this.plain = true;
		disconnected();
		session.close();
		connect();
	}

	@Override
	public void refused(ClientSession session, RespValue.SimpleError reason) {
		if (hasBeenLetGo(session)) {
			return;
		}
		disconnected();
		session.close();
		failWaiting((call) -> new TinoCommandException(call.command(), reason.code(), reason.message(), false));
	}

	/** Tell whether what happens on a connection is of no interest any more. */
	private boolean hasBeenLetGo(ClientSession session) {
		return session != this.session;
	}

	@Override
	public void closed(ClientSession session, @Nullable Throwable cause) {
		if (hasBeenLetGo(session)) {
			return;
		}
		if (this.ready) {
			disconnected();
			this.context.listener().connectionClosed();
		}
		else {
			connectFailed("Connection was closed before it was ready", cause);
		}
	}

	private void startTimer(long deadlineNanos) {
		Long current = this.timerNanos;
		if (current == null || deadlineNanos - current < 0) {
			this.timerNanos = deadlineNanos;
			long delay = Math.max(0, deadlineNanos - this.context.nanoTime().getAsLong());
			this.loop.schedule(this::expire, Duration.ofNanos(delay));
		}
	}

	private void expire() {
		long now = this.context.nanoTime().getAsLong();
		Long due = this.timerNanos;
		if (due == null || due - now > 0) {
			return; // an earlier one has been here
		}
		this.timerNanos = null;
		Long earliest = Deadlines.takeOverdue(this.waiting, now, (call) -> discard(call, timeout(call, false)));
		ClientSession current = this.session;
		Long sent = (current != null) ? current.expire(now, (call) -> call.fail(timeout(call, true))) : null;
		if (sent != null) {
			earliest = Deadlines.earlier(earliest, sent);
		}
		if (earliest != null) {
			startTimer(now + Math.max(earliest - now, EXPIRY_INTERVAL_NANOS));
		}
	}

	private static TinoException timeout(ClientCall<?> call, boolean sent) {
		Duration waited = Duration.ofNanos(call.deadlineNanos() - call.startNanos());
		return new TinoTimeoutException(call.command(), waited, sent);
	}

	/** Close the connection, for good. Called on any thread. */
	void close() {
		this.loop.execute(() -> {
			this.closed = true;
			failSubmitted();
			failWaiting((call) -> closedFailure());
			ClientSession current = this.session;
			if (current != null) {
				current.close();
			}
		});
	}

}
