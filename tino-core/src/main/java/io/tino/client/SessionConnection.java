package io.tino.client;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportLoop;

/**
 * The connection of a {@link TinoSession}, or of a stream, which answers in order
 * whatever the server can. It is opened for the first call, to one server after another
 * until one takes it, and never again. Takes calls from any thread; all else is confined
 * to one event loop.
 */
final class SessionConnection implements ClientSession.Owner {

	private final ClientContext context;

	private final AddressSource addresses;

	private final TransportLoop addressLoop;

	private final TransportLoop loop;

	private final Consumer<SessionConnection> ended;

	private final UnaryOperator<ClientSession> kind;

	private final CallQueue calls;

	private final DueTimer replyTimer;

	/** The transactions that wait for their turn, by the calls that they begin with. */
	private final Map<ClientCall<?>, ClientTransaction> beginnings = new ConcurrentHashMap<>();

	/** Where it has been tried to connect to. */
	private final Set<SocketAddress> tried = new HashSet<>();

	private AddressSource.@Nullable Server server;

	private @Nullable ClientSession session;

	private boolean connecting;

	private boolean ready;

	/** Whether the server is known not to know {@code HELLO}. */
	private boolean plain;

	/** What other calls wait for, between its first request and the rest. */
	private @Nullable ClientTransaction transaction;

	/** Why there is no connection any more. Written on the event loop. */
	private volatile @Nullable ConnectFailure end;

	/** Written by whoever closes the session. */
	private volatile boolean closed;

	/**
	 * Create a connection that is not open.
	 * @param context what connections share
	 * @param addresses says where to connect to
	 * @param addressLoop the event loop on which it is asked
	 * @param loop the event loop
	 * @param ended told once, when there will be no connection any more
	 * @param kind says how calls are made
	 */
	SessionConnection(ClientContext context, AddressSource addresses, TransportLoop addressLoop, TransportLoop loop,
			Consumer<SessionConnection> ended, UnaryOperator<ClientSession> kind) {
		this.context = context;
		this.addresses = addresses;
		this.addressLoop = addressLoop;
		this.loop = loop;
		this.ended = ended;
		this.kind = kind;
		this.calls = new CallQueue(context, loop, this::sendOrConnect, this::over);
		this.replyTimer = new DueTimer(loop, context.nanoTime(), this::expire);
	}

	/** Tell whether calls may be made. Called on any thread. */
	boolean isOpen() {
		return !this.closed && this.end == null;
	}

	/** Take a call. Called on any thread. */
	void submit(ClientCall<?> call) {
		this.calls.submit(call);
	}

	/** Keep a call that will be sent in a transaction. Called on any thread. */
	void keep(ClientCall<?> call) {
		call.queue(this.calls);
	}

	/**
	 * Take a transaction: nothing else is sent between its first request, which the
	 * server has to take, and the rest. Called on any thread.
	 * @param beginning the first request
	 * @param transaction knows the rest
	 */
	void submit(ClientCall<?> beginning, ClientTransaction transaction) {
		this.beginnings.put(beginning, transaction);
		this.context.pendingCalls().requeue(beginning.request().length());
		beginning.reply().whenComplete((ok, failure) -> begun(beginning, transaction, (TinoException) failure));
		this.calls.submit(beginning);
	}

	private void begun(ClientCall<?> beginning, ClientTransaction begun, @Nullable TinoException failure) {
		this.beginnings.remove(beginning);
		ClientSession current = this.session;
		if (this.transaction != begun || current == null || failure instanceof TinoConnectionException) {
			begun.notSent(failure);
			return;
		}
		this.transaction = null;
		long now = this.context.nanoTime().getAsLong();
		if (failure == null && begun.isWanted(now)) {
			this.context.pendingCalls().unqueue(begun.send(current, now));
		}
		else {
			if (failure == null || failure instanceof TinoTimeoutException) {
				begun.discard(current, now, now + this.context.liveness().timeout().toNanos());
			}
			begun.notSent(failure);
		}
		sendWaiting(current);
	}

	/** Let go of a call that has not been sent. */
	void drop(ClientCall<?> call) {
		this.context.pendingCalls().drop(call);
		over(call);
	}

	/**
	 * Send a call, with the next flush.
	 * @param current where to
	 * @param call the call
	 * @param now the time
	 */
	void send(ClientSession current, ClientCall<?> call, long now) {
		if (this.server != null) {
			this.server.outstanding(1);
		}
		current.send(call, now);
	}

	@Override
	public void ended(ClientCall<?> call) {
		if (this.server != null) {
			this.server.outstanding(-1);
		}
		over(call);
	}

	/** Let a call count no more, whether it has been sent or not. */
	void over(ClientCall<?> call) {
		this.context.pendingCalls().end(call);
	}

	private void sendOrConnect() {
		ClientSession current = this.session;
		ConnectFailure reason = this.end;
		if (reason != null) {
			this.calls.fail(reason::toException);
		}
		else if (this.ready && current != null) {
			sendWaiting(current);
		}
		else if (!this.connecting && !this.calls.isEmpty()) {
			connect(null);
		}
	}

	private void sendWaiting(ClientSession current) {
		long now = this.context.nanoTime().getAsLong();
		long bytes = 0;
		while (this.transaction == null && current.hasRoom()) {
			ClientCall<?> call = this.calls.poll(now);
			if (call == null) {
				break;
			}
			bytes += call.request().length();
			this.transaction = this.beginnings.get(call);
			send(current, call, now);
			this.replyTimer.due(call.deadlineNanos());
		}
		this.context.pendingCalls().unqueue(bytes);
		current.flush();
		Long next = current.lookAt();
		if (next != null) {
			this.replyTimer.due(next);
		}
	}

	private void connect(@Nullable ConnectFailure failure) {
		this.connecting = true;
		Set<SocketAddress> avoided = Set.copyOf(this.tried);
		this.addressLoop
			.execute(() -> this.addresses.next(avoided, (found) -> this.loop.execute(() -> connectTo(found, failure)),
					(unresolved) -> this.loop.execute(() -> end((failure != null) ? failure : unresolved))));
	}

	/**
	 * Go on with another server, as nothing has been sent, unless all have been tried.
	 */
	private void connectTo(AddressSource.Server found, @Nullable ConnectFailure failure) {
		if (!this.tried.add(found.address()) && failure != null) {
			end(failure);
		}
		else if (this.end == null) {
			open(found);
		}
	}

	private void open(AddressSource.Server found) {
		this.server = found;
		this.context.connect(this.loop, found.address(), this::begin, this::connectFailed);
	}

	private ClientSession begin(TransportConnection transport) {
		ClientSession begun = this.kind.apply(new ClientSession(transport, this.context.handshake(), this.plain,
				this.context.liveness(), this, this.context.nanoTime()));
		this.session = begun;
		this.loop.schedule(() -> giveUpHandshake(begun), this.context.connectTimeout());
		begun.begin();
		if (this.end != null) {
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
		if (this.end == null) {
			this.session = null;
			this.plain = false;
			connect(failure);
		}
	}

	@Override
	public void ready(ClientSession session) {
		AddressSource.Server reached = this.server;
		if (session != this.session || this.end != null || reached == null) {
			return;
		}
		this.ready = true;
		this.context.listener().connectionOpened();
		this.addressLoop.execute(reached::reachable);
		sendWaiting(session);
	}

	@Override
	public void plain(ClientSession session) {
		AddressSource.Server reached = this.server;
		if (session == this.session && reached != null) {
			this.session = null;
			this.plain = true;
			session.close();
			open(reached);
		}
	}

	@Override
	public void refused(ClientSession session, RespValue.SimpleError reason) {
		if (session == this.session) {
			connectFailed(ConnectFailure.refused(address(), reason));
			session.close();
		}
	}

	@Override
	public void writable(ClientSession session) {
		if (session == this.session && this.ready && !this.calls.isEmpty() && session.hasRoom()) {
			sendWaiting(session);
		}
	}

	@Override
	public void resend(ClientCall<?> call) {
		throw new IllegalStateException("Calls are answered in order");
	}

	@Override
	public void draining(ClientSession session, Duration time) {
		throw new IllegalStateException("Calls are answered in order");
	}

	@Override
	public void closed(ClientSession session, @Nullable Throwable cause) {
		if (session != this.session) {
			return; // it has been let go
		}
		if (this.ready) {
			ConnectFailure lost = ConnectFailure.closed(address(), cause);
			end(ConnectFailure.because("The session has ended: " + lost.message(), cause));
		}
		else {
			connectFailed(ConnectFailure.closedEarly(address(), cause));
		}
	}

	private @Nullable SocketAddress address() {
		return (this.server != null) ? this.server.address() : null;
	}

	private @Nullable Long expire(long now) {
		ClientSession current = this.session;
		Long next = (current != null) ? current.expire(now, (call) -> call.fail(ClientConnection.timeout(call, true)))
				: null;
		return (next != null) ? now + Math.max(next - now, CallQueue.EXPIRY_INTERVAL_NANOS) : null;
	}

	private void end(ConnectFailure reason) {
		if (this.end != null) {
			return;
		}
		this.end = reason;
		ClientSession current = this.session;
		this.session = null;
		this.calls.fail(reason::toException);
		if (current != null) {
			current.close();
		}
		if (this.ready) {
			this.context.listener().connectionClosed();
		}
		this.ended.accept(this);
	}

	/** Close the connection. Called on any thread. */
	void close() {
		this.closed = true;
		this.loop.execute(() -> end(ConnectFailure.because("The session is closed", null)));
	}

}
