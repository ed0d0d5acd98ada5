package io.tino.testing;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportConnection;
import io.tino.transport.TransportConnector;
import io.tino.transport.TransportHandler;
import io.tino.transport.TransportLoop;

/**
 * Connections that delay and split what is sent, and that can be cut.
 */
public final class SimulatedConnections implements TransportConnector {

	private static final int HIGH_WATER_BYTES = 64 * 1024;

	private static final Duration MAX_DELAY = Duration.ofMillis(2);

	private final SimulatedWorld world;

	private final Map<SocketAddress, TransportHandler.Factory> listeners = new HashMap<>();

	private final List<End> open = new ArrayList<>();

	private final ByteBufAllocator allocator;

	private int lastPort = 50_000;

	/**
	 * Create connections.
	 * @param world where they are
	 * @param allocator allocates what is sent
	 */
	public SimulatedConnections(SimulatedWorld world, ByteBufAllocator allocator) {
		this.world = world;
		this.allocator = allocator;
	}

	/**
	 * Listen, in the place of whoever has listened there before.
	 * @param address where
	 * @param factory makes the handlers of what is accepted
	 */
	public void listen(SocketAddress address, TransportHandler.Factory factory) {
		this.listeners.put(address, factory);
	}

	/**
	 * Listen no more.
	 * @param address where
	 */
	public void close(SocketAddress address) {
		this.listeners.remove(address);
	}

	/** Cut a connection that is open, if there is one. */
	public void cutOne() {
		if (!this.open.isEmpty()) {
			cut(this.open.get(this.world.draw(this.open.size())));
		}
	}

	/** Cut all connections. */
	public void cutAll() {
		List.copyOf(this.open).forEach(SimulatedConnections::cut);
	}

	private static void cut(End end) {
		Exception cause = new ClosedChannelException();
		end.breakLater(cause);
		end.peer().breakLater(cause);
	}

	@Override
	public CompletableFuture<Void> connect(TransportLoop loop, SocketAddress address,
			TransportHandler.Factory factory) {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		loop.schedule(() -> {
			TransportHandler.Factory listener = this.listeners.get(address);
			if (listener == null) {
				connected.completeExceptionally(new ConnectException("Connection refused"));
				return;
			}
			open(loop, address, factory, listener);
			connected.complete(null);
		}, this.world.delay(MAX_DELAY));
		return connected;
	}

	private void open(TransportLoop loop, SocketAddress address, TransportHandler.Factory factory,
			TransportHandler.Factory listener) {
		SocketAddress clientAddress = new InetSocketAddress("127.0.0.1", ++this.lastPort);
		End client = new End(loop, clientAddress, address);
		End server = new End(this.world.loop(), address, clientAddress);
		client.peer = server;
		server.peer = client;
		this.open.add(client);
		this.open.add(server);
		server.loop.execute(() -> server.handler = listener.connected(server));
		client.handler = factory.connected(client);
	}

	/**
	 * One end of a connection.
	 */
	private final class End implements TransportConnection {

		private final TransportLoop loop;

		private final SocketAddress localAddress;

		private final SocketAddress remoteAddress;

		private @Nullable End peer;

		private @Nullable TransportHandler handler;

		/** What has been written and not flushed. */
		private final Deque<ByteBuf> written = new ArrayDeque<>();

		/** What is on its way to this end, in order. */
		private final Deque<ByteBuf> arriving = new ArrayDeque<>();

		/** How much of what this end has written is not taken. */
		private long queuedBytes;

		private boolean writable = true;

		private boolean reading = true;

		private boolean deliveryScheduled;

		/** Whether the other end sends no more. */
		private boolean ending;

		/** Whether this end sends no more. */
		private boolean closing;

		private boolean closed;

		End(TransportLoop loop, SocketAddress localAddress, SocketAddress remoteAddress) {
			this.loop = loop;
			this.localAddress = localAddress;
			this.remoteAddress = remoteAddress;
		}

		private End peer() {
			if (this.peer == null) {
				throw new IllegalStateException("Not connected");
			}
			return this.peer;
		}

		@Override
		public void write(ByteBuf bytes) {
			if (this.closed || this.closing) {
				bytes.release();
				return;
			}
			this.queuedBytes += bytes.readableBytes();
			this.written.add(bytes);
			changeWritability();
		}

		private void changeWritability() {
			boolean now = this.queuedBytes <= HIGH_WATER_BYTES;
			if (this.writable != now) {
				this.writable = now;
				this.loop.execute(() -> {
					if (!this.closed && this.handler != null) {
						this.handler.writabilityChanged();
					}
				});
			}
		}

		@Override
		public void flush() {
			for (ByteBuf bytes = this.written.poll(); bytes != null; bytes = this.written.poll()) {
				split(bytes);
			}
			peer().deliverLater();
		}

		/** Send bytes in pieces, each of its own memory, as a socket does. */
		private void split(ByteBuf bytes) {
			while (bytes.isReadable()) {
				int most = SimulatedConnections.this.world.chance(30) ? Math.min(16, bytes.readableBytes())
						: bytes.readableBytes();
				ByteBuf piece = allocator().buffer();
				piece.writeBytes(bytes, 1 + SimulatedConnections.this.world.draw(most));
				if (peer().closed) {
					piece.release();
				}
				else {
					peer().arriving.add(piece);
				}
			}
			bytes.release();
		}

		private void deliverLater() {
			if (!this.deliveryScheduled && !this.closed) {
				this.deliveryScheduled = true;
				this.loop.schedule(this::deliver, SimulatedConnections.this.world.delay(MAX_DELAY));
			}
		}

		private void deliver() {
			this.deliveryScheduled = false;
			TransportHandler current = this.handler;
			if (this.closed || current == null) {
				return;
			}
			if (!this.reading) {
				endIfPeerIsGone();
				return;
			}
			boolean any = false;
			while (this.reading && !this.arriving.isEmpty() && !(any && SimulatedConnections.this.world.chance(30))) {
				any = true;
				ByteBuf piece = this.arriving.remove();
				peer().taken(piece.readableBytes());
				current.received(piece);
			}
			if (any && !this.closed) {
				current.receivedAll();
			}
			if (this.reading && this.arriving.isEmpty() && this.ending) {
				end(null);
			}
			else if (!this.arriving.isEmpty()) {
				deliverLater();
			}
		}

		/** Who does not read does not see the end, but is told of a reset. */
		private void endIfPeerIsGone() {
			if (peer().closed) {
				end(new ClosedChannelException());
			}
		}

		private void taken(int bytes) {
			this.loop.execute(() -> {
				this.queuedBytes -= bytes;
				changeWritability();
			});
		}

		void breakLater(Exception cause) {
			this.loop.schedule(() -> end(cause), SimulatedConnections.this.world.delay(MAX_DELAY));
		}

		private void end(@Nullable Exception cause) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.queuedBytes = 0;
			SimulatedConnections.this.open.remove(this);
			release(this.written);
			release(this.arriving);
			peer().endLater();
			if (this.handler != null) {
				this.handler.closed(cause);
			}
		}

		private static void release(Deque<ByteBuf> buffers) {
			for (ByteBuf bytes = buffers.poll(); bytes != null; bytes = buffers.poll()) {
				bytes.release();
			}
		}

		private void endLater() {
			this.ending = true;
			deliverLater();
		}

		@Override
		public void close() {
			this.loop.execute(() -> {
				if (this.closed || this.closing) {
					return;
				}
				flush();
				this.closing = true;
				peer().endLater();
			});
		}

		@Override
		public void abort() {
			this.loop.execute(() -> end(null));
		}

		@Override
		public void reading(boolean reading) {
			this.reading = reading;
			if (reading) {
				deliverLater();
			}
		}

		@Override
		public boolean isWritable() {
			return this.writable;
		}

		@Override
		public long queuedBytes() {
			return this.queuedBytes;
		}

		@Override
		public SocketAddress remoteAddress() {
			return this.remoteAddress;
		}

		@Override
		public SocketAddress localAddress() {
			return this.localAddress;
		}

		@Override
		public @Nullable X509Certificate peerCertificate() {
			return null;
		}

		@Override
		public TransportLoop loop() {
			return this.loop;
		}

		@Override
		public ByteBufAllocator allocator() {
			return SimulatedConnections.this.allocator;
		}

		@Override
		public boolean inEventLoop() {
			return this.loop.inEventLoop();
		}

		@Override
		public boolean execute(Runnable task) {
			return this.loop.execute(task);
		}

		@Override
		public boolean schedule(Runnable task, Duration delay) {
			return this.loop.schedule(task, delay);
		}

	}

}
