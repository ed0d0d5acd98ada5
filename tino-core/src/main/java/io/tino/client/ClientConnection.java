package io.tino.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportLoop;

/**
 * A place for one connection, which is opened when there is a call for it and again after
 * it has broken. Takes calls from any thread; all else is confined to one event loop.
 */
final class ClientConnection implements ClientSession.Owner {

	private final ClientContext context;

	private final TransportLoop loop;

	private final CallQueue calls;

	private final DueTimer replyTimer;

	private final AtomicInteger outstanding = new AtomicInteger();

	private @Nullable ClientSession session;

	/** Those that get no more calls, and close when they have none left. */
	private final List<ClientSession> draining = new ArrayList<>();

	private boolean connecting;

	private boolean ready;

	/** Whether the server is known not to know {@code HELLO}. */
	private boolean plain;

	private boolean closed;

	ClientConnection(ClientContext context, TransportLoop loop) {
		this.context = context;
		this.loop = loop;
		this.calls = new CallQueue(context, loop, this::sendOrConnect, this::ended);
		this.replyTimer = new DueTimer(loop, context.nanoTime(), this::expire);
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
		this.calls.submit(call);
	}

	static TinoException closedFailure() {
		return new TinoConnectionException("Client is closed", false, null);
	}

	static TinoException timeout(ClientCall<?> call, boolean sent) {
		return new TinoTimeoutException(call.command(), call.timeout(), sent);
	}

	@Override
	public void ended(ClientCall<?> call) {
		if (call.over()) {
			this.outstanding.decrementAndGet();
			this.context.pendingCalls().end();
		}
	}

	/** Send all calls that have come since, with one flush. */
	private void sendOrConnect() {
		ClientSession current = this.session;
		if (this.closed) {
			this.calls.fail((call) -> closedFailure());
		}
		else if (this.ready && current != null) {
			sendWaiting(current);
		}
		else if (!this.connecting && !this.calls.isEmpty()) {
			connect();
		}
	}

	private void sendWaiting(ClientSession current) {
		long now = this.context.nanoTime().getAsLong();
		long bytes = 0;
		while (current.hasRoom()) {
			ClientCall<?> call = this.calls.poll(now);
			if (call == null) {
				break;
			}
			bytes += call.request().length();
			current.send(call, now);
			this.replyTimer.due(call.deadlineNanos());
		}
		this.context.pendingCalls().unqueue(bytes);
		current.flush();
		Long next = current.lookAt();
		if (next != null) {
			this.replyTimer.due(next);
		}
	}

	private void connect() {
		this.connecting = true;
		this.context.connect(this.loop, this::begin, this::connectFailed);
	}

	private ClientSession begin(TransportConnection transport) {
		ClientSession begun = new ClientSession(transport, this.context.handshake(), this.plain,
				this.context.liveness(), this, this.context.nanoTime());
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
		this.calls.fail((call) -> new TinoConnectionException(reason, false, cause));
	}

	private void disconnected() {
		this.session = null;
		this.connecting = false;
		this.ready = false;
	}

	@Override
	public void ready(ClientSession session) {
		if (hasBeenLetGo(session)) {
			return;
		}
		this.connecting = false;
		this.ready = true;
		this.context.listener().connectionOpened();
		sendWaiting(session);
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
		this.calls.fail((call) -> new TinoCommandException(call.command(), reason.code(), reason.message(), false));
	}

	@Override
	public void writable(ClientSession session) {
		if (session == this.session && this.ready && !this.calls.isEmpty()) {
			sendWaiting(session);
		}
	}

	@Override
	public void resend(ClientCall<?> call) {
		call.resend();
		this.context.pendingCalls().requeue(call.request().length());
		this.calls.submit(call);
	}

	@Override
	public void draining(ClientSession session, Duration time) {
		if (hasBeenLetGo(session)) {
			return;
		}
		disconnected();
		this.draining.add(session);
		session.drain();
		sendOrConnect();
	}

	/** Tell whether what happens on a connection is of no interest any more. */
	private boolean hasBeenLetGo(ClientSession session) {
		return session != this.session;
	}

	@Override
	public void closed(ClientSession session, @Nullable Throwable cause) {
		if (this.draining.remove(session)) {
			this.context.listener().connectionClosed();
			return;
		}
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

	private @Nullable Long expire(long now) {
		List<ClientSession> sessions = new ArrayList<>(this.draining);
		if (this.session != null) {
			sessions.add(this.session);
		}
		Long next = null;
		for (ClientSession each : sessions) {
			Long due = each.expire(now, (call) -> call.fail(timeout(call, true)));
			next = (due != null) ? Deadlines.earlier(next, due) : next;
		}
		return (next != null) ? now + Math.max(next - now, CallQueue.EXPIRY_INTERVAL_NANOS) : null;
	}

	/** Close the connection, for good. Called on any thread. */
	void close() {
		this.loop.execute(() -> {
			this.closed = true;
			this.calls.fail((call) -> closedFailure());
			ClientSession current = this.session;
			if (current != null) {
				current.close();
			}
			List.copyOf(this.draining).forEach(ClientSession::close);
		});
	}

}
