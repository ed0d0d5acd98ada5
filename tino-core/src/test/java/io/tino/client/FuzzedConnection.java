package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.fuzz.CountingAllocator;
import io.tino.payload.PayloadCodec;
import io.tino.testing.RecordingTransport;
import io.tino.transport.TransportHandler;

/**
 * A client's connection to its only server and all that is around it, which does nothing
 * until it is told to: its event loop, its clock, and the server, which accepts every
 * connection.
 */
final class FuzzedConnection {

	private static final SocketAddress ADDRESS = new InetSocketAddress("192.0.2.1", 7777);

	private static final PoolSettings SETTINGS = new PoolSettings(LoadBalancing.LEAST_OUTSTANDING, 1,
			Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final CountingAllocator allocator = new CountingAllocator();

	private final RecordingTransport loop = new RecordingTransport(this.allocator);

	private final PendingCalls pendingCalls = new PendingCalls(Integer.MAX_VALUE, Long.MAX_VALUE);

	private final Queue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::nanos));

	private final List<CompletableFuture<?>> replies = new ArrayList<>();

	private final ServerPool servers;

	private TransportHandler.@Nullable Factory connecting;

	/** The connections to the server, of which the last is in use. */
	private final List<Link> links = new ArrayList<>();

	private long now;

	FuzzedConnection(ClientHandshake handshake) {
		ClientContext context = new ClientContext((loop, address, factory) -> {
			this.connecting = factory;
			return new CompletableFuture<>();
		}, handshake, Duration.ofSeconds(5), new TinoClientListener() {
		}, new Liveness(TIMEOUT, Duration.ofSeconds(30)), this.pendingCalls, () -> this.now);
		this.servers = new ServerPool(context, SETTINGS, () -> List.of(ADDRESS), (loop, address) -> {
			throw new AssertionError("There is no name");
		}, List.of(this.loop), () -> 0);
	}

	CountingAllocator allocator() {
		return this.allocator;
	}

	<T> void call(PayloadCodec codec, Class<T> type) {
		ByteBuf elements = this.allocator.buffer().writeBytes("$1\r\nA\r\n".getBytes(StandardCharsets.US_ASCII));
		ClientRequest request = new ClientRequest(elements, 0, 0, 1);
		ClientCall<T> call = new ClientCall<>("A", request, type, new ReplyReader<>(codec, type), this.now,
				this.now + TIMEOUT.toNanos());
		this.replies.add(call.reply());
		CountedCalls.submit(call, this.pendingCalls, this.servers);
		call.reply().whenComplete((reply, failure) -> abandoned(call));
		runTasks();
	}

	private static void abandoned(ClientCall<?> call) {
		if (call.isAbandoned()) {
			call.queue().abandon(call);
		}
	}

	List<CompletableFuture<?>> replies() {
		return this.replies;
	}

	void runTasks() {
		this.loop.runTasks();
		TransportHandler.Factory factory = this.connecting;
		if (factory != null) {
			this.connecting = null;
			Link link = new Link(new RecordingTransport(this.allocator));
			this.links.add(link);
			link.handler = factory.connected(link.transport);
			this.loop.runTasks();
		}
		this.loop.takeScheduled()
			.forEach((task) -> this.timers.add(new Timer(this.now + task.delay().toNanos(), task.task())));
		closeAborted();
	}

	private void closeAborted() {
		for (Link link : List.copyOf(this.links)) {
			if (link.transport.isAborted()) {
				link.close();
			}
		}
	}

	void advance(Duration duration) {
		long end = this.now + duration.toNanos();
		while (!this.timers.isEmpty() && this.timers.peek().nanos() <= end) {
			Timer next = this.timers.remove();
			this.now = next.nanos();
			next.task().run();
			runTasks();
		}
		this.now = end;
	}

	/** Let the server send bytes, on the connection in use. */
	void receive(ByteBuf bytes) {
		Link link = this.links.isEmpty() ? null : this.links.get(this.links.size() - 1);
		if (link == null || link.handler == null) {
			bytes.release();
			return;
		}
		link.handler.received(bytes);
		link.handler.receivedAll();
		runTasks();
	}

	/** Let the connection in use break. */
	void breakOff() {
		if (!this.links.isEmpty()) {
			this.links.get(this.links.size() - 1).close();
			runTasks();
		}
	}

	/** Close the client, and check that nothing is left. */
	void end() {
		this.servers.close();
		runTasks();
		advance(Duration.ofHours(1));
		this.links.forEach(Link::close);
		this.allocator.requireUnused();
		int outstanding = this.servers.nodes().stream().mapToInt(TinoNode::outstanding).sum();
		if (outstanding != 0 || this.pendingCalls.calls() != 0 || this.pendingCalls.bytes() != 0) {
			throw new AssertionError(outstanding + " calls outstanding, " + this.pendingCalls.calls() + " pending, "
					+ this.pendingCalls.bytes() + " bytes");
		}
		if (!this.timers.isEmpty()) {
			throw new AssertionError("Timers go on");
		}
	}

	private record Timer(long nanos, Runnable task) {
	}

	/** A connection to the server. */
	private static final class Link {

		private final RecordingTransport transport;

		private @Nullable TransportHandler handler;

		Link(RecordingTransport transport) {
			this.transport = transport;
		}

		void close() {
			TransportHandler current = this.handler;
			this.handler = null;
			if (current != null) {
				current.closed(null);
			}
		}

	}

}
