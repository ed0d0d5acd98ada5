package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

import io.tino.testing.RecordingTransport;
import io.tino.transport.TransportConnector;
import io.tino.transport.TransportHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a client connects through, without sockets, with a clock that is set and one event
 * loop that runs when it is told to.
 */
final class SimulatedNetwork {

	static final SocketAddress ADDRESS = InetSocketAddress.createUnresolved("example.org", 7777);

	private static final Liveness LIVENESS = new Liveness(Duration.ofSeconds(10), Duration.ofSeconds(30));

	private final RecordingTransport loop = new RecordingTransport();

	private final List<Attempt> attempts = new ArrayList<>();

	private final List<Timer> timers = new ArrayList<>();

	private final PendingCalls pendingCalls;

	private long now = Long.MAX_VALUE - 1; // clocks may overflow

	private TransportConnector connector = (loop, address, factory) -> {
		Attempt attempt = new Attempt(address, factory);
		this.attempts.add(attempt);
		return attempt.connected;
	};

	SimulatedNetwork() {
		this(Long.MAX_VALUE);
	}

	/** Create a network whose clients have so many bytes waiting to be sent at most. */
	SimulatedNetwork(long maxPendingBytes) {
		this.pendingCalls = new PendingCalls(Integer.MAX_VALUE, maxPendingBytes);
	}

	RecordingTransport loop() {
		return this.loop;
	}

	ClientContext context(ClientHandshake handshake, TinoClientListener listener) {
		return new ClientContext((loop, address, factory) -> this.connector.connect(loop, address, factory), handshake,
				Duration.ofSeconds(5), listener, LIVENESS, this.pendingCalls, () -> this.now);
	}

	AddressSource addresses() {
		return (avoided, found, failed) -> found.accept(new NotedServer(ADDRESS));
	}

	PendingCalls pendingCalls() {
		return this.pendingCalls;
	}

	/** Make a call that is given up when its reply is cancelled. */
	<T> ClientCall<T> call(String command, ClientRequest request, ReplyReader<T> reader, Class<T> type,
			Duration timeout) {
		ClientCall<T> call = new ClientCall<>(command, request, type, reader, this.now, this.now + timeout.toNanos());
		call.reply().whenComplete((reply, failure) -> {
			if (call.isAbandoned()) {
				call.queue().abandon(call);
			}
		});
		return call;
	}

	/** Return why a call has failed, once the event loop has run. */
	TinoException failure(CompletableFuture<?> reply) {
		run();
		assertThat(reply).isCompletedExceptionally();
		return (TinoException) assertThatExceptionOfType(CompletionException.class).isThrownBy(reply::join)
			.actual()
			.getCause();
	}

	long now() {
		return this.now;
	}

	/** Return what connects, once it has been told to do otherwise. */
	TransportConnector connector(TransportConnector connector) {
		TransportConnector previous = this.connector;
		this.connector = connector;
		return previous;
	}

	/** Tell whether nothing is scheduled. */
	boolean isIdle() {
		return nextTimer() == null;
	}

	int attempts() {
		return this.attempts.size();
	}

	/** Return an attempt to connect, counted from 1. */
	Attempt attempt(int number) {
		assertThat(this.attempts).hasSizeGreaterThanOrEqualTo(number);
		return this.attempts.get(number - 1);
	}

	Attempt lastAttempt() {
		run();
		return attempt(attempts());
	}

	/** Let the event loop run what it has been given. */
	void run() {
		this.loop.runTasks();
		nextTimer();
	}

	/** Let time pass, and what was scheduled run in its time. */
	void advance(Duration duration) {
		run();
		long end = this.now + duration.toNanos();
		for (Timer next = nextTimer(); next != null && next.nanos() - end <= 0; next = nextTimer()) {
			this.timers.remove(next);
			this.now = next.nanos();
			next.task().run();
			this.loop.runTasks();
		}
		this.now = end;
	}

	private @Nullable Timer nextTimer() {
		this.loop.takeScheduled()
			.forEach((task) -> this.timers.add(new Timer(this.now + task.delay().toNanos(), task.task())));
		return this.timers.stream().min(Comparator.comparingLong((timer) -> timer.nanos() - this.now)).orElse(null);
	}

	/** End all connections, as the event loop does when it ends. */
	void close() {
		run();
		this.attempts.forEach(Attempt::close);
	}

	private record Timer(long nanos, Runnable task) {
	}

	/**
	 * An attempt to connect.
	 */
	final class Attempt {

		private final RecordingTransport transport = new RecordingTransport();

		private final CompletableFuture<Void> connected = new CompletableFuture<>();

		private final SocketAddress address;

		private final TransportHandler.Factory factory;

		private @Nullable TransportHandler handler;

		Attempt(SocketAddress address, TransportHandler.Factory factory) {
			this.address = address;
			this.factory = factory;
		}

		RecordingTransport transport() {
			return this.transport;
		}

		SocketAddress address() {
			return this.address;
		}

		boolean isConnected() {
			return this.handler != null;
		}

		boolean isOver() {
			return this.connected.isDone() && this.handler == null;
		}

		Attempt connect() {
			this.handler = this.factory.connected(this.transport);
			this.connected.complete(null);
			run();
			return this;
		}

		Attempt fail(String reason) {
			this.connected.completeExceptionally(new IllegalStateException(reason));
			run();
			return this;
		}

		Attempt receive(String bytes) {
			receiveAlone(bytes);
			run();
			return this;
		}

		/** Receive bytes, before the event loop runs what it is given meanwhile. */
		void receiveAlone(String bytes) {
			TransportHandler current = this.handler;
			assertThat(current).isNotNull();
			this.transport.receive(current, bytes);
		}

		/** Receive bytes while more are there to be received. */
		Attempt receivePart(String bytes) {
			TransportHandler current = this.handler;
			assertThat(current).isNotNull();
			current.received(RecordingTransport.buffer(bytes));
			return this;
		}

		/** Let the server take what waits for it. */
		void drain() {
			TransportHandler current = this.handler;
			assertThat(current).isNotNull();
			this.transport.drain(current);
			run();
		}

		String takeSent() {
			return this.transport.takeSent();
		}

		void close() {
			TransportHandler current = this.handler;
			this.handler = null;
			if (current != null) {
				current.closed(null);
				run();
			}
		}

	}

}
