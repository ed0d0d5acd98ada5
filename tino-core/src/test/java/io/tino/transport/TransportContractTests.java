package io.tino.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.epoll.Epoll;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.tino.testing.RespSocket;
import io.tino.testing.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What holds for every connection, whatever it goes over. One end is a blocking socket of
 * the JDK, or both are of the transport.
 */
class TransportContractTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final int MEGABYTE = 1024 * 1024;

	private static final TestAuthority AUTHORITY = new TestAuthority("transport");

	private static final TlsContext SERVER = TlsContext.forServer(AUTHORITY.context(AUTHORITY.issueForThisMachine()))
		.build();

	@TempDir
	private Path directory;

	private final List<AutoCloseable> closeables = new ArrayList<>();

	private @Nullable NettyServer server;

	/**
	 * What connections go over.
	 */
	enum Kind {

		TCP, UNIX, TLS_1_2("TLSv1.2"), TLS_1_3("TLSv1.3");

		private final String[] protocols;

		Kind(String... protocols) {
			this.protocols = protocols;
		}

		boolean isTls() {
			return this.protocols.length > 0;
		}

	}

	/**
	 * What a test runs on.
	 *
	 * @param kind what connections go over
	 * @param io what reaches the sockets
	 */
	record Ground(Kind kind, NettyIo io) {
	}

	static Stream<Ground> grounds() {
		return Stream.of(NettyIo.values())
			.filter((io) -> io == NettyIo.NIO || Epoll.isAvailable())
			.flatMap((io) -> Stream.of(Kind.values()).map((kind) -> new Ground(kind, io)));
	}

	@AfterEach
	void close() throws Exception {
		if (this.server != null) {
			assertThat(this.server.close()).succeedsWithin(LONG);
		}
		for (AutoCloseable closeable : this.closeables) {
			closeable.close();
		}
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void bytesComeBackAsTheyWereSent(Ground ground) {
		bind(ground, EchoHandler::new);
		RespSocket socket = connect(ground);
		String text = "0123456789abcdef".repeat(MEGABYTE / 4);
		CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> socket.send(text));
		assertThat(socket.readBytes(text.length())).isEqualTo(text);
		sent.join();
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void bothEndsSeeEachOther(Ground ground) {
		CompletableFuture<TransportConnection> accepted = new CompletableFuture<>();
		bind(ground, (connection) -> {
			accepted.complete(connection);
			return new EchoHandler(connection);
		});
		TransportConnection opened = open(ground, (connection) -> new RecordingHandler());
		assertThat(accepted).succeedsWithin(LONG).satisfies((connection) -> {
			assertThat(connection.localAddress()).isEqualTo(server().localAddress());
			assertThat(connection.remoteAddress()).isEqualTo(opened.localAddress());
			assertThat(connection.peerCertificate()).isNull();
		});
		assertThat(opened.remoteAddress()).isEqualTo(server().localAddress());
		assertThat(opened.peerCertificate() != null).isEqualTo(ground.kind().isTls());
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void whatIsQueuedIsSentBeforeTheEnd(Ground ground) {
		bind(ground, (connection) -> new RecordingHandler((bytes) -> {
			connection.write(zeros(connection, 8 * MEGABYTE));
			connection.close();
			connection.close();
		}));
		RespSocket socket = connect(ground).send("x");
		assertThat(socket.readToEnd()).hasSize(8 * MEGABYTE);
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void whatIsSentBehindTheEndDoesNotCostTheReply(Ground ground) {
		RecordingHandler handler = new RecordingHandler();
		bind(ground, (connection) -> {
			handler.onBytes = (bytes) -> {
				if (handler.received.get() >= MEGABYTE / 2 && handler.answered.compareAndSet(false, true)) {
					connection.write(zeros(connection, MEGABYTE));
					connection.close();
					connection.close();
				}
			};
			return handler;
		});
		RespSocket socket = connect(ground);
		CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> socket.send(new byte[MEGABYTE]));
		sent.join();
		assertThat(socket.readToEnd()).hasSize(MEGABYTE);
		socket.close();
		assertThat(handler.closed).succeedsWithin(LONG);
		assertThat(handler.received).hasValue(MEGABYTE);
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void whoLeavesIsGone(Ground ground) {
		RecordingHandler handler = new RecordingHandler();
		bind(ground, (connection) -> handler);
		connect(ground).close();
		assertThat(handler.closed).succeedsWithin(LONG);
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void whatIsPausedWaitsUntilItIsResumed(Ground ground) {
		RecordingHandler paused = new RecordingHandler();
		AtomicReference<@Nullable TransportConnection> accepted = new AtomicReference<>();
		bind(ground, (connection) -> {
			if (accepted.compareAndSet(null, connection)) {
				paused.onBytes = (bytes) -> connection.reading(false);
				return paused;
			}
			return new EchoHandler(connection);
		});
		RecordingHandler sender = new RecordingHandler();
		TransportConnection opened = open(ground, (connection) -> sender);
		opened.execute(() -> {
			opened.write(zeros(opened, 32 * MEGABYTE));
			opened.flush();
		});
		await().until(() -> paused.received.get() > 0);
		RespSocket other = connect(ground);
		for (int i = 0; i < 2_000; i++) { // long enough for what would come
			assertThat(other.send("x").readBytes(1)).isEqualTo("x");
		}
		assertThat(paused.received.get()).isBetween(1L, (long) MEGABYTE);
		assertThat(onEventLoop(opened, opened::queuedBytes)).isGreaterThan(MEGABYTE);
		TransportConnection connection = accepted.get();
		// Pauses after each buffer, in the midst of what has been read
		paused.onBytes = (bytes) -> {
			connection.reading(false);
			connection.execute(() -> connection.reading(true));
		};
		connection.execute(() -> connection.reading(true));
		await().atMost(LONG).until(() -> paused.received.get() == 32 * MEGABYTE);
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void whatIsPausedBetweenReadsWaitsToo(Ground ground) {
		RecordingHandler handler = new RecordingHandler();
		CompletableFuture<TransportConnection> accepted = new CompletableFuture<>();
		bind(ground, (connection) -> {
			accepted.complete(connection);
			return handler;
		});
		RespSocket socket = connect(ground).send("x");
		await().until(() -> handler.received.get() == 1);
		TransportConnection connection = accepted.join();
		onEventLoop(connection, () -> {
			connection.reading(false);
			return true;
		});
		socket.send("y".repeat(100));
		AtomicInteger turns = new AtomicInteger();
		for (int i = 0; i < 1_000; i++) {
			onEventLoop(connection, turns::incrementAndGet);
		}
		assertThat(handler.received).hasValue(1);
		connection.execute(() -> connection.reading(true));
		await().until(() -> handler.received.get() == 101);
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void tellsWhenTheOtherEndDoesNotKeepUp(Ground ground) {
		RecordingHandler handler = new RecordingHandler();
		AtomicLong queued = new AtomicLong();
		AtomicInteger chunks = new AtomicInteger();
		CompletableFuture<TransportConnection> full = new CompletableFuture<>();
		bind(ground, (connection) -> {
			handler.onBytes = (bytes) -> {
				while (connection.isWritable()) {
					connection.write(zeros(connection, MEGABYTE));
					connection.flush();
					chunks.incrementAndGet();
				}
				queued.set(connection.queuedBytes());
				full.complete(connection);
			};
			return handler;
		});
		RespSocket socket = connect(ground).send("x");
		TransportConnection connection = full.orTimeout(30, TimeUnit.SECONDS).join();
		assertThat(queued.get()).as("not yet as few as make it writable").isBetween(32L * 1024, 2L * MEGABYTE);
		assertThat(socket.readBytes(chunks.get() * MEGABYTE)).hasSize(chunks.get() * MEGABYTE);
		await().until(() -> handler.writabilityChanges.get() > 1 && onEventLoop(connection, connection::isWritable));
		await().until(() -> onEventLoop(connection, connection::queuedBytes) == 0);
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void anAbortDoesNotWaitForASlowReader(Ground ground) {
		RecordingHandler handler = new RecordingHandler();
		AtomicLong left = new AtomicLong(-1);
		bind(ground, (connection) -> {
			handler.onBytes = (bytes) -> {
				connection.write(zeros(connection, 64 * MEGABYTE));
				connection.flush();
				connection.abort();
				left.set(connection.queuedBytes());
			};
			return handler;
		});
		connect(ground).send("x");
		assertThat(handler.closed).succeedsWithin(LONG);
		assertThat(left).hasValue(0);
	}

	@ParameterizedTest
	@MethodSource("grounds")
	void whenTheEventLoopsEndWhatIsOpenIsClosed(Ground ground) {
		RecordingHandler handler = new RecordingHandler();
		CompletableFuture<TransportConnection> accepted = new CompletableFuture<>();
		EventLoops loops = bind(ground, (connection) -> {
			accepted.complete(connection);
			return handler;
		});
		connect(ground).send("x");
		// In the middle of a round, when it has read and runs its tasks
		accepted.orTimeout(30, TimeUnit.SECONDS).join().execute(loops::shutdown);
		assertThat(handler.closed).succeedsWithin(LONG);
		this.server = null; // closed with the rest
	}

	private EventLoops bind(Ground ground, TransportHandler.Factory factory) {
		EventLoops loops = eventLoops(ground, "server");
		InetSocketAddress tcp = new InetSocketAddress("127.0.0.1", 0);
		this.server = switch (ground.kind()) {
			case TCP -> NettyServer.bind(loops, tcp, factory);
			case UNIX -> NettyServer.bind(loops, UnixDomainSocketAddress.of(this.directory.resolve("tino.sock")),
					PosixFilePermissions.fromString("rwx------"), factory);
			case TLS_1_2, TLS_1_3 -> NettyServer.bind(loops, tcp, () -> SERVER, LONG, factory);
		};
		return loops;
	}

	private NettyServer server() {
		NettyServer current = this.server;
		if (current == null) {
			throw new IllegalStateException("Server does not run");
		}
		return current;
	}

	private EventLoops eventLoops(Ground ground, String name) {
		EventLoops loops = EventLoops.create(2, "test-" + name, true, ground.io());
		this.closeables.add(() -> assertThat(loops.shutdown()).succeedsWithin(LONG));
		return loops;
	}

	private RespSocket connect(Ground ground) {
		SocketAddress address = server().localAddress();
		RespSocket socket;
		if (address instanceof UnixDomainSocketAddress unix) {
			socket = RespSocket.connect(unix.getPath());
		}
		else if (ground.kind().isTls()) {
			socket = RespSocket.connect(((InetSocketAddress) address).getPort(), AUTHORITY.context(null),
					ground.kind().protocols);
		}
		else {
			socket = new RespSocket(address);
		}
		this.closeables.add(0, socket);
		return socket;
	}

	private TransportConnection open(Ground ground, Function<TransportConnection, TransportHandler> handler) {
		TlsContext tls = ground.kind().isTls()
				? TlsContext.forClient(AUTHORITY.context(null)).protocols(List.of(ground.kind().protocols)).build()
				: null;
		CompletableFuture<TransportConnection> connected = new CompletableFuture<>();
		new NettyClient(LONG, (tls != null) ? () -> tls : null)
			.connect(eventLoops(ground, "client").next(), server().localAddress(), (connection) -> {
				connected.complete(connection);
				return handler.apply(connection);
			})
			.orTimeout(30, TimeUnit.SECONDS)
			.join();
		return connected.join();
	}

	private static ByteBuf zeros(TransportConnection connection, int count) {
		return connection.allocator().buffer(count).writeZero(count);
	}

	private static <T> T onEventLoop(TransportConnection connection, Supplier<T> task) {
		return CompletableFuture.supplyAsync(task, connection::execute).orTimeout(30, TimeUnit.SECONDS).join();
	}

	/**
	 * Counts what it gets.
	 */
	private static final class RecordingHandler implements TransportHandler {

		private final AtomicLong received = new AtomicLong();

		private final AtomicBoolean answered = new AtomicBoolean();

		private final AtomicInteger writabilityChanges = new AtomicInteger();

		private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

		private volatile Consumer<byte[]> onBytes;

		RecordingHandler() {
			this((bytes) -> {
			});
		}

		RecordingHandler(Consumer<byte[]> onBytes) {
			this.onBytes = onBytes;
		}

		@Override
		public void received(ByteBuf bytes) {
			byte[] copy = ByteBufUtil.getBytes(bytes);
			bytes.release();
			this.received.addAndGet(copy.length);
			this.onBytes.accept(copy);
		}

		@Override
		public void receivedAll() {
		}

		@Override
		public void writabilityChanged() {
			this.writabilityChanges.incrementAndGet();
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			assertThat(this.closed.complete(true)).isTrue();
		}

	}

}
