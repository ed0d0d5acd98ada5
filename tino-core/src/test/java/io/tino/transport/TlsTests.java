package io.tino.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import io.tino.testing.RespSocket;
import io.tino.testing.ScriptedServer;
import io.tino.testing.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for TLS in {@link NettyServer} and {@link NettyClient}, over real sockets.
 */
class TlsTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final TestAuthority AUTHORITY = new TestAuthority("tls");

	private static final TestAuthority OTHER_AUTHORITY = new TestAuthority("other");

	private static final SSLContext SERVER = AUTHORITY.context(AUTHORITY.issueForThisMachine());

	private static final SSLContext CLIENT = AUTHORITY.context(null);

	private final EventLoops eventLoops = EventLoops.create(1, "test-tls", true);

	private final TransportLoop loop = this.eventLoops.next();

	private final AtomicInteger handlers = new AtomicInteger();

	private final AtomicReference<TlsContext> context = new AtomicReference<>(TlsContext.forServer(SERVER).build());

	private final CompletableFuture<TransportConnection> accepted = new CompletableFuture<>();

	private @Nullable NettyServer server;

	@AfterEach
	void close() {
		if (this.server != null) {
			assertThat(this.server.close()).succeedsWithin(LONG);
		}
		assertThat(this.eventLoops.shutdown()).succeedsWithin(LONG);
	}

	@Test
	void aClientThatSpeaksNoTlsIsClosedAndNothingOfItIsLogged() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger(NettyServer.class);
		Level level = logger.getLevel();
		logger.setLevel(Level.DEBUG);
		logger.addAppender(log);
		log.start();
		try (RespSocket socket = RespSocket.connect(bind(LONG))) {
			socket.send("AUTH tina secret\r\n");
			socket.readToEnd();
			await().until(() -> !log.list.isEmpty());
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(level);
		}
		assertThat(log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
			assertThat(event.getFormattedMessage()).contains("TLS handshake on", "does not speak TLS")
				.doesNotContain("41555448"); // AUTH
			assertThat(event.getThrowableProxy()).isNull();
		});
		assertThat(this.handlers).hasValue(0);
	}

	@Test
	void aConnectionWhoseHandshakeHasFailedIsClosedAndNotReset() {
		try (RespSocket socket = RespSocket.connect(bind(LONG))) {
			socket.send(new byte[1024 * 1024]);
			socket.readToEnd();
		}
		assertThat(this.handlers).hasValue(0);
	}

	@Test
	void aHandshakeThatTakesTooLongIsGivenUp() {
		try (RespSocket silent = RespSocket.connect(bind(Duration.ofMillis(100)))) {
			assertThat(silent.readToEnd()).isEmpty();
		}
		assertThat(this.handlers).hasValue(0);
	}

	@Test
	void aClientThatLeavesDuringTheHandshakeLeavesNothingBehind() {
		int port = bind(LONG);
		for (int i = 0; i < 10; i++) {
			RespSocket.connect(port).send("\u0016\u0003\u0001\u0002\u0000").close();
		}
		try (RespSocket socket = RespSocket.connect(port, CLIENT)) {
			assertThat(socket.send("x").readBytes(1)).isEqualTo("x");
		}
		assertThat(this.handlers).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whereACertificateIsNeededNobodyElseGetsIn(String protocol) {
		this.context.set(TlsContext.forServer(SERVER).clientAuth(ClientAuth.NEED).build());
		int port = bind(LONG);
		X509Bundle foreign = OTHER_AUTHORITY.issue("tina");
		for (SSLContext refused : List.of(CLIENT, AUTHORITY.context(foreign))) {
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> RespSocket.connect(port, refused, protocol).readBytes(1))
				.withRootCauseInstanceOf(SSLException.class);
		}
		assertThat(this.handlers).hasValue(0);
		X509Bundle known = AUTHORITY.issue("tina");
		try (RespSocket socket = RespSocket.connect(port, AUTHORITY.context(known), protocol)) {
			assertThat(socket.send("x").readBytes(1)).isEqualTo("x");
			assertThat(this.accepted.join().peerCertificate()).isEqualTo(known.getCertificate());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whereACertificateIsWantedItNeedNotBeThereButMustBeTrusted(String protocol) {
		this.context.set(TlsContext.forServer(SERVER).clientAuth(ClientAuth.WANT).build());
		int port = bind(LONG);
		try (RespSocket socket = RespSocket.connect(port, CLIENT, protocol)) {
			assertThat(socket.send("x").readBytes(1)).isEqualTo("x");
			assertThat(this.accepted.join().peerCertificate()).isNull();
		}
		// A key manager shows only what the server's authorities have issued: none, then
		try (RespSocket socket = RespSocket.connect(port, AUTHORITY.context(OTHER_AUTHORITY.issue("tina")), protocol)) {
			assertThat(socket.send("x").readBytes(1)).isEqualTo("x");
		}
	}

	@Test
	void newConnectionsUseANewCertificateAndOpenOnesGoOn() {
		int port = bind(LONG);
		try (RespSocket before = RespSocket.connect(port, CLIENT)) {
			assertThat(before.send("x").readBytes(1)).isEqualTo("x");
			this.context
				.set(TlsContext.forServer(OTHER_AUTHORITY.context(OTHER_AUTHORITY.issueForThisMachine())).build());
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> RespSocket.connect(port, CLIENT))
				.withMessageContaining("PKIX path");
			try (RespSocket after = RespSocket.connect(port, OTHER_AUTHORITY.context(null))) {
				assertThat(after.send("x").readBytes(1)).isEqualTo("x");
			}
			assertThat(before.send("y").readBytes(1)).isEqualTo("y");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void saysGoodbyeBeforeItCloses(String protocol) throws Exception {
		SslHandler client = connectRaw(bind(LONG), protocol);
		TransportConnection connection = this.accepted.get(30, TimeUnit.SECONDS);
		connection.close();
		assertThat(client.sslCloseFuture().await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(client.sslCloseFuture().isSuccess()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whoSaysGoodbyeHasLeft(String protocol) throws Exception {
		SslHandler client = connectRaw(bind(LONG), protocol);
		this.accepted.get(30, TimeUnit.SECONDS);
		client.closeOutbound();
		assertThat(client.handshakeFuture().getNow().closeFuture().await(30, TimeUnit.SECONDS)).isTrue();
	}

	private SslHandler connectRaw(int port, String protocol) throws Exception {
		SslHandler client = TlsContext.forClient(CLIENT)
			.protocols(List.of(protocol))
			.build()
			.newHandler(ByteBufAllocator.DEFAULT, "localhost", port);
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
		new Bootstrap().group(this.eventLoops.group())
			.channel(this.eventLoops.io().channel(address))
			.handler(client)
			.connect(address)
			.sync();
		client.handshakeFuture().sync();
		return client;
	}

	@Test
	void speaksWhatItIsToldTo() {
		String cipher = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
		this.context.set(TlsContext.forServer(SERVER).protocols(List.of("TLSv1.2")).ciphers(List.of(cipher)).build());
		int port = bind(LONG);
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> RespSocket.connect(port, CLIENT, "TLSv1.3"));
		try (SSLSocket socket = (SSLSocket) CLIENT.getSocketFactory().createSocket("127.0.0.1", port)) {
			assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
			assertThat(socket.getSession().getCipherSuite()).isEqualTo(cipher);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void refusesWhatItCannotSpeak() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TlsContext.forServer(SERVER).protocols(List.of("TLSv9")).build())
			.withMessageContaining("TLSv9");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TlsContext.forClient(CLIENT).ciphers(List.of("TLS_NONSENSE")).build())
			.withMessageContaining("TLS_NONSENSE");
	}

	@Test
	void aClientWantsToSeeTheNameThatItConnectsTo() {
		int port = bind(LONG);
		assertThat(connect(client(CLIENT), "localhost", port)).succeedsWithin(LONG);
		assertThat(connect(client(CLIENT), "127.0.0.1", port)).succeedsWithin(LONG);
		assertThat(connect(client(CLIENT), "tino.example", port)).failsWithin(LONG)
			.withThrowableThat()
			.withMessageContaining("tino.example");
		TlsContext trusting = TlsContext.forClient(CLIENT).hostnameVerification(false).build();
		assertThat(connect(trusting, "tino.example", port)).succeedsWithin(LONG);
	}

	@Test
	void aClientTellsTheServerWhichNameItConnectsTo() throws Exception {
		SSLContext named = AUTHORITY.context(AUTHORITY.issue("tino.example"));
		try (SSLServerSocket socket = (SSLServerSocket) named.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<ExtendedSSLSession> session = CompletableFuture.supplyAsync(() -> accept(socket));
			assertThat(connect(client(CLIENT), "tino.example", socket.getLocalPort())).succeedsWithin(LONG);
			assertThat(session.get(30, TimeUnit.SECONDS).getRequestedServerNames())
				.containsExactly(new SNIHostName("tino.example"));
		}
	}

	private static ExtendedSSLSession accept(SSLServerSocket socket) {
		try (SSLSocket connection = (SSLSocket) socket.accept()) {
			return (ExtendedSSLSession) connection.getSession();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void aClientTrustsNotEverybody() {
		int port = bind(LONG);
		assertThat(connect(client(OTHER_AUTHORITY.context(null)), "localhost", port)).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(SSLException.class)
			.withMessageContaining("PKIX path");
		assertThat(this.handlers).hasValue(0);
	}

	@Test
	void aClientSaysThatTheServerSpeaksNoTls() {
		try (ScriptedServer plain = new ScriptedServer((connection) -> connection.send("-ERR what is this\r\n"))) {
			assertThat(connect(client(CLIENT), "127.0.0.1", plain.address().getPort())).failsWithin(LONG)
				.withThrowableThat()
				.havingCause()
				.withMessage("the other end does not speak TLS");
		}
	}

	@Test
	void aClientGivesUpAServerThatDoesNotShakeHands() {
		CountDownLatch release = new CountDownLatch(1);
		try (ScriptedServer silent = new ScriptedServer((connection) -> await().until(() -> release.getCount() == 0))) {
			NettyClient client = new NettyClient(Duration.ofMillis(100), () -> client(CLIENT));
			assertThat(client.connect(this.loop, silent.address(), (connection) -> new EchoHandler(connection)))
				.failsWithin(LONG)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(SSLException.class)
				.withMessageContaining("timed out after 100ms");
			release.countDown();
		}
	}

	@Test
	void aClientSaysThatTheServerClosedDuringTheHandshake() {
		try (ScriptedServer rude = new ScriptedServer((connection) -> {
		})) {
			assertThat(connect(client(CLIENT), "127.0.0.1", rude.address().getPort())).failsWithin(LONG)
				.withThrowableThat()
				.havingCause()
				.satisfies((ex) -> assertThat(ex.getMessage())
					.containsAnyOf("connection was closed during the TLS handshake", "Connection reset"));
		}
	}

	private static TlsContext client(SSLContext context) {
		return TlsContext.forClient(context).build();
	}

	private CompletableFuture<Void> connect(TlsContext tls, String host, int port) {
		return new NettyClient(LONG, () -> tls,
				(name) -> new InetAddress[] { InetAddress.getByAddress(name, new byte[] { 127, 0, 0, 1 }) })
			.connect(this.loop, InetSocketAddress.createUnresolved(host, port), EchoHandler::new);
	}

	private int bind(Duration handshakeTimeout) {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);
		NettyServer bound = NettyServer.bind(this.eventLoops, address, this.context::get, handshakeTimeout,
				(connection) -> {
					this.handlers.incrementAndGet();
					this.accepted.complete(connection);
					return new EchoHandler(connection);
				});
		this.server = bound;
		return ((InetSocketAddress) bound.localAddress()).getPort();
	}

}
