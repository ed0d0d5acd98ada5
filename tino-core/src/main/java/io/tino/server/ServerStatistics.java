package io.tino.server;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.ErrorCode;
import io.tino.command.TinoConnection;
import io.tino.transport.TransportLoop;

/**
 * Counts what a server does, for those who ask it, and tells the application's own
 * listener. Which commands there are is known from the start, so that counting a call
 * allocates nothing. Thread-safe.
 */
final class ServerStatistics implements TinoServerListener {

	private final TinoServerListener next;

	private final LongSupplier nanoTime;

	private final long startNanos;

	private final Map<Command, CommandStatistics> byCommand = new IdentityHashMap<>();

	private final List<CommandStatistics> commands = new ArrayList<>();

	private final Map<TransportLoop, LoopStatistics> loops = new ConcurrentHashMap<>();

	private final ErrorStatistics errors = new ErrorStatistics();

	private final LongAdder connections = new LongAdder();

	private final LongAdder rejectedConnections = new LongAdder();

	private final LongAdder openConnections = new LongAdder();

	private final LongAdder runningCalls = new LongAdder();

	private final LongAdder receivedBytes = new LongAdder();

	private final LongAdder sentBytes = new LongAdder();

	private final Rate callRate;

	private final Rate receivedRate;

	private final Rate sentRate;

	/**
	 * Create statistics of nothing yet.
	 * @param commands what can be called
	 * @param next is told everything as well
	 * @param nanoTime the clock
	 */
	ServerStatistics(List<Command> commands, TinoServerListener next, LongSupplier nanoTime) {
		this.next = next;
		this.nanoTime = nanoTime;
		this.startNanos = nanoTime.getAsLong();
		this.callRate = new Rate(this.startNanos);
		this.receivedRate = new Rate(this.startNanos);
		this.sentRate = new Rate(this.startNanos);
		for (Command command : commands) {
			add(command);
			if (command instanceof ContainerCommand container) {
				container.subcommands().forEach(this::add);
			}
		}
	}

	private void add(Command command) {
		CommandStatistics statistics = new CommandStatistics(command);
		this.byCommand.put(command, statistics);
		this.commands.add(statistics);
	}

	@Override
	public void connectionOpened(TinoConnection connection) {
		this.connections.increment();
		this.openConnections.increment();
		this.next.connectionOpened(connection);
	}

	@Override
	public void connectionClosed(TinoConnection connection) {
		this.openConnections.decrement();
		this.next.connectionClosed(connection);
	}

	@Override
	public void connectionRejected(SocketAddress remoteAddress, ConnectionLimit limit) {
		this.connections.increment();
		this.rejectedConnections.increment();
		this.next.connectionRejected(remoteAddress, limit);
	}

	@Override
	public void connectionEvicted(TinoConnection connection, ConnectionLimit limit) {
		this.next.connectionEvicted(connection, limit);
	}

	@Override
	public void callStarted(Command command) {
		this.runningCalls.increment();
		this.next.callStarted(command);
	}

	@Override
	public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
		if (started) {
			this.runningCalls.decrement();
		}
		if (errorCode != null) {
			this.errors.count(errorCode);
		}
		CommandStatistics statistics = (command != null) ? this.byCommand.get(command) : null;
		if (statistics != null) {
			if (ErrorCode.OVERLOADED.name().equals(errorCode)) {
				statistics.rejected();
			}
			else {
				statistics.called(nanos, errorCode != null);
			}
		}
		this.next.callCompleted(command, errorCode, nanos, started);
	}

	/** A call has succeeded, which its event loop has counted. */
	void callCounted(Command command, long nanos, boolean started) {
		if (started) {
			this.runningCalls.decrement();
		}
		this.next.callCompleted(command, null, nanos, started);
	}

	@Override
	public @Nullable LongConsumer recorder(Command command) {
		return this.next.recorder(command);
	}

	/** A call has been refused, before anything of it has run. */
	void callRefused(@Nullable Command command, String errorCode) {
		this.errors.count(errorCode);
		CommandStatistics statistics = (command != null) ? this.byCommand.get(command) : null;
		if (statistics != null) {
			statistics.rejected();
		}
		this.next.callCompleted(command, errorCode, 0, false);
	}

	/** Bytes have come. */
	void received(int bytes) {
		this.receivedBytes.add(bytes);
	}

	/** Bytes have been handed over to be sent. */
	void sent(int bytes) {
		this.sentBytes.add(bytes);
	}

	/** Return what counts the calls that end on an event loop. */
	LoopStatistics of(TransportLoop loop) {
		return this.loops.computeIfAbsent(loop, (key) -> new LoopStatistics(this, key));
	}

	/** Return what is known of each command, subcommands included. */
	List<CommandStatistics> commands() {
		return this.commands;
	}

	/** Return what is known of a command. */
	@Nullable CommandStatistics of(Command command) {
		return this.byCommand.get(command);
	}

	ErrorStatistics errors() {
		return this.errors;
	}

	/** Return for how long the server has been running. */
	long uptimeNanos() {
		return this.nanoTime.getAsLong() - this.startNanos;
	}

	/** Return how many connections there have been, those turned away included. */
	long connectionCount() {
		return this.connections.sum();
	}

	long rejectedConnectionCount() {
		return this.rejectedConnections.sum();
	}

	long openConnectionCount() {
		return this.openConnections.sum();
	}

	/** Return how many calls run that have not been over at once. */
	long runningCallCount() {
		return this.runningCalls.sum();
	}

	/** Return how many calls have run. */
	long callCount() {
		return this.commands.stream().mapToLong(CommandStatistics::callCount).sum();
	}

	long receivedByteCount() {
		return this.receivedBytes.sum();
	}

	long sentByteCount() {
		return this.sentBytes.sum();
	}

	double callsPerSecond() {
		return this.callRate.perSecond(callCount(), this.nanoTime.getAsLong());
	}

	double receivedBytesPerSecond() {
		return this.receivedRate.perSecond(receivedByteCount(), this.nanoTime.getAsLong());
	}

	double sentBytesPerSecond() {
		return this.sentRate.perSecond(sentByteCount(), this.nanoTime.getAsLong());
	}

	/** Count from 0 again; what there is now stays. */
	void reset() {
		this.commands.forEach(CommandStatistics::reset);
		this.errors.reset();
		for (LongAdder counter : List.of(this.connections, this.rejectedConnections, this.receivedBytes,
				this.sentBytes)) {
			counter.reset();
		}
		for (Rate rate : List.of(this.callRate, this.receivedRate, this.sentRate)) {
			rate.restart(this.nanoTime.getAsLong());
		}
	}

}
