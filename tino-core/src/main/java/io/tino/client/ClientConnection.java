package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportLoop;

/**
 * A place for one connection to a server, which is opened when there is a call for it or
 * its {@link Owner} wants it. Takes calls from any thread; all else is confined to one
 * event loop.
 */
final class ClientConnection implements ClientSession.Owner, CallTarget {

	private final ClientContext context;

	private final SocketAddress address;

	private final TransportLoop loop;

	private final Owner owner;

	private final CallQueue calls;

	private final DueTimer replyTimer;

	private final LoopPermits permits;

	private final long maxBytesAtOnce;

	private final AtomicInteger outstanding = new AtomicInteger();

	/** The connection that is open or being opened. */
	private @Nullable ClientSession session;

	/** Those that get no more calls, and are closed when they have none left. */
	private final List<ClientSession> draining = new ArrayList<>();

	private boolean connecting;

	/** Written on the event loop. */
	private volatile boolean ready;

	/** Whether the server is known not to know {@code HELLO}. */
	private boolean plain;

	/** Whether the address is of no use any more. */
	private boolean retired;

	/** How many bytes have been sent without having been queued since the last flush. */
	private long bytesAtOnce;

	ClientConnection(ClientContext context, SocketAddress address, TransportLoop loop, Owner owner) {
		this.context = context;
		this.address = address;
		this.loop = loop;
		this.owner = owner;
		this.calls = new CallQueue(context, loop, this::sendOrConnect, this::ended);
		this.permits = context.pendingCalls().of(loop);
		this.maxBytesAtOnce = context.pendingCalls().maxBytesAtOnce();
		this.replyTimer = new DueTimer(loop, context.nanoTime(), this::expire);
	}

	/**
	 * Return how many calls stand before the next one: those that have no reply, even if
	 * nobody waits for it any more. Called on any thread.
	 */
	int outstanding() {
		return this.outstanding.get();
	}

	/** Tell whether calls are sent at once. Called on any thread. */
	boolean isReady() {
		return this.ready;
	}

	@Override
	public void submit(ClientCall<?> call) {
		this.outstanding.incrementAndGet();
		this.calls.submit(call);
	}

	@Override
	public boolean sendAtOnce(ClientCall<?> call) {
		ClientSession current = this.loop.inEventLoop() ? this.session : null;
		if (current == null || !this.ready || !current.isReceiving() || !current.hasRoom() || !this.calls.isEmpty()) {
			return false;
		}
		long bytes = this.bytesAtOnce + call.request().length();
		if (bytes > this.maxBytesAtOnce || !this.permits.begin()) {
			return false;
		}
		this.bytesAtOnce = bytes;
		this.outstanding.incrementAndGet();
		call.queue(this.calls);
		current.send(call, call.startNanos());
		this.replyTimer.due(call.deadlineNanos());
		return true;
	}

	/** Open the connection if it is not. Called on any thread. */
	void open() {
		this.loop.execute(() -> {
			if (this.session == null && !this.connecting && !this.retired) {
				connect();
			}
		});
	}

	static TinoException closedFailure() {
		return new TinoConnectionException("Client is closed", false, null);
	}

	static TinoException timeout(ClientCall<?> call, boolean sent) {
		return new TinoTimeoutException(call.command(), call.timeout(), sent);
	}

	@Override
	public void ended(ClientCall<?> call) {
		if (!call.over()) {
			return;
		}
		if (this.loop.inEventLoop()) {
			this.permits.end();
		}
		else {
			this.context.pendingCalls().end(1);
		}
		this.outstanding.decrementAndGet();
	}

	/** Send all calls that have come since, with one flush. */
	private void sendOrConnect() {
		ClientSession current = this.session;
		if (this.retired) {
			giveBack();
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

	/** Let others have the calls, of which none has been sent. */
	private void giveBack() {
		List<ClientCall<?>> unsent = this.calls.takeAll(this.context.nanoTime().getAsLong());
		this.outstanding.addAndGet(-unsent.size());
		unsent.forEach(this.owner::unsent); // which may come back
	}

	private void connect() {
		this.connecting = true;
		this.context.connect(this.loop, this.address, this::begin, this::connectFailed);
	}

	private ClientSession begin(TransportConnection transport) {
		ClientSession begun = new ClientSession(transport, this.context.handshake(), this.plain,
				this.context.liveness(), this, this.context.nanoTime());
		this.session = begun;
		this.loop.schedule(() -> giveUpHandshake(begun), this.context.connectTimeout());
		begun.begin();
		if (this.retired) {
			begun.close();
		}
		return begun;
	}

	private void giveUpHandshake(ClientSession begun) {
		if (this.session == begun && !this.ready) {
			begun.abort(this.context.handshakeTimedOut());
		}
	}

	private void connectFailed(ConnectFailure failure) {
		this.plain = false; // a server that has come back may know more
		disconnected();
		if (!this.retired) {
			this.owner.failed(this, failure);
		}
		giveBack();
	}

	private void disconnected() {
		this.bytesAtOnce = 0;
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
		this.owner.opened(this, session.isMultiplexed());
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
		if (!hasBeenLetGo(session)) {
			disconnected();
			session.close();
			connectFailed(ConnectFailure.refused(this.address, reason));
		}
	}

	@Override
	public void writable(ClientSession session) {
		this.bytesAtOnce = 0;
		if (session == this.session && this.ready && !this.calls.isEmpty() && session.hasRoom()) {
			sendWaiting(session);
		}
	}

	@Override
	public void resend(ClientCall<?> call) {
		call.resend();
		this.context.pendingCalls().requeue(call.request().length());
		this.outstanding.decrementAndGet();
		if (!call.goToCursor()) {
			this.owner.unsent(call);
		}
	}

	@Override
	public void draining(ClientSession session, Duration time) {
		if (hasBeenLetGo(session)) {
			return;
		}
		drain(session);
		this.owner.draining(this, time);
		giveBack();
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
		if (!this.ready) {
			connectFailed(ConnectFailure.closedEarly(this.address, cause));
			return;
		}
		this.plain = false; // another server may have taken its place
		disconnected();
		this.context.listener().connectionClosed();
		this.owner.closed(this, ConnectFailure.closed(this.address, cause));
		giveBack();
	}

	/** Send no more calls on the connection, and close it when it has none left. */
	private void drain(ClientSession session) {
		disconnected();
		this.draining.add(session);
		session.drain();
	}

	private @Nullable Long expire(long now) {
		Long next = null;
		List<ClientSession> sessions = new ArrayList<>(this.draining);
		if (this.session != null) {
			sessions.add(this.session);
		}
		for (ClientSession each : sessions) {
			Long due = each.expire(now, (call) -> call.fail(timeout(call, true)));
			next = (due != null) ? Deadlines.earlier(next, due) : next;
		}
		return (next != null) ? now + Math.max(next - now, CallQueue.EXPIRY_INTERVAL_NANOS) : null;
	}

	/**
	 * Take no more calls, and close the connection when it has none left. Called on any
	 * thread.
	 */
	void retire() {
		this.loop.execute(() -> {
			this.retired = true;
			giveBack();
			ClientSession current = this.session;
			if (current == null) {
				return;
			}
			if (this.ready) {
				drain(current);
			}
			else {
				current.close();
			}
		});
	}

	/** Close the connection at once, for good. Called on any thread. */
	void close() {
		this.loop.execute(() -> {
			this.retired = true;
			giveBack();
			ClientSession current = this.session;
			if (current != null) {
				current.close();
			}
			List.copyOf(this.draining).forEach(ClientSession::close);
		});
	}

	/**
	 * Is told what becomes of a connection. Called on the event loop of the connection.
	 */
	interface Owner {

		/**
		 * Calls are sent at once.
		 * @param connection the connection
		 * @param multiplexed whether they need not wait for each other
		 */
		void opened(ClientConnection connection, boolean multiplexed);

		/** The connection has been open, and is not any more. */
		void closed(ClientConnection connection, ConnectFailure reason);

		/**
		 * The connection takes no more calls, as its server lets clients move.
		 * @param connection the connection
		 * @param time how long the server waits for that
		 */
		void draining(ClientConnection connection, Duration time);

		/** The connection could not be opened. */
		void failed(ClientConnection connection, ConnectFailure failure);

		/** A call has not been sent, and needs another connection. */
		void unsent(ClientCall<?> call);

	}

}
