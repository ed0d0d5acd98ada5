package io.tino.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.client.NettyTinoClient;
import io.tino.client.TinoConnectionException;
import io.tino.command.Command;
import io.tino.command.Execution;
import io.tino.command.TinoConnection;
import io.tino.resp.RespValue.SimpleString;
import io.tino.testing.ForeignTool;
import io.tino.testing.RespSocket;
import io.tino.testing.TestAuthority;
import io.tino.transport.ClientAuth;
import io.tino.transport.TlsContext;
import io.tino.transport.TransportBindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

/**
 * Tests for {@link NettyTinoServer} and {@link NettyTinoClient} over TLS and Unix domain
 * sockets.
 */
class NettyTinoServerTransportTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final TestAuthority AUTHORITY = new TestAuthority("server");

	private static final X509Bundle TINA = AUTHORITY.issue("tina");

	private final Command whoami = TestCommand.of("WHOAMI", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> {
		X509Certificate certificate = call.connection().clientCertificate();
		call.reply((writer) -> writer
			.simpleString((certificate != null) ? certificate.getSubjectX500Principal().getName() : "nobody"));
	});

	private final CountDownLatch release = new CountDownLatch(1);

	private final CountDownLatch running = new CountDownLatch(1);

	private final Command blocked = TestCommand.of("BLOCKED", (spec) -> spec, (call) -> {
		this.running.countDown();
		this.release.await();
		TestCommand.reply(call, 1);
	});

	private final AtomicInteger opened = new AtomicInteger();

	private final AtomicInteger open = new AtomicInteger();

	@TempDir
	private Path directory;

	private @Nullable NettyTinoServer server;

	private NettyTinoServer.Builder builder() {
		return NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", 0))
			.commands(List.of(this.whoami, this.blocked))
			.listener(new TinoServerListener() {

				@Override
				public void connectionOpened(TinoConnection connection) {
					NettyTinoServerTransportTests.this.opened.incrementAndGet();
					NettyTinoServerTransportTests.this.open.incrementAndGet();
				}

				@Override
				public void connectionClosed(TinoConnection connection) {
					NettyTinoServerTransportTests.this.open.decrementAndGet();
				}

			});
	}

	private static TlsContext tls(ClientAuth clientAuth) {
		return TlsContext.forServer(AUTHORITY.context(AUTHORITY.issueForThisMachine())).clientAuth(clientAuth).build();
	}

	private int start(NettyTinoServer.Builder builder) {
		NettyTinoServer built = builder.build();
		this.server = built;
		built.start();
		return (built.localAddress() instanceof InetSocketAddress address) ? address.getPort() : 0;
	}

	private CompletableFuture<Boolean> stop() {
		NettyTinoServer current = this.server;
		return (current != null) ? current.stop(GRACE) : CompletableFuture.completedFuture(true);
	}

	private Path socket() {
		return this.directory.resolve("tino.sock");
	}

	@AfterEach
	void stopServer() {
		this.release.countDown();
		assertThat(stop()).succeedsWithin(GRACE);
	}

	@Test
	void listensOnAPortAndOnASocket() {
		int port = start(builder().unixSocket(socket()));
		try (RespSocket tcp = RespSocket.connect(port); RespSocket unix = RespSocket.connect(socket())) {
			assertThat(tcp.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			assertThat(unix.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			String word = socket() + ":0 ";
			assertThat(unix.send("CLIENT INFO\r\nQUIT\r\n").readToEnd()).contains(" addr=" + word + "laddr=" + word);
		}
		assertThat(stop()).succeedsWithin(GRACE).isEqualTo(true);
		assertThat(socket()).doesNotExist();
	}

	@Test
	void listensOnASocketOnly() {
		start(builder().address(null).unixSocket(socket()));
		NettyTinoServer current = this.server;
		assertThat(current).isNotNull();
		assertThat(current.localAddress()).isEqualTo(UnixDomainSocketAddress.of(socket()));
		try (RespSocket unix = RespSocket.connect(socket())) {
			assertThat(unix.send("WHOAMI\r\n").read()).isEqualTo(new SimpleString("nobody"));
		}
		assertThatIllegalStateException().isThrownBy(() -> builder().address(null).build())
			.withMessageContaining("Unix domain socket");
	}

	@Test
	void letsOnlyItsOwnerConnectUnlessToldOtherwise() throws IOException {
		start(builder().unixSocket(socket()));
		assertThat(Files.getPosixFilePermissions(socket()))
			.allMatch((permission) -> permission.name().startsWith("OWNER"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder().unixSocketPermissions(Set.of(PosixFilePermission.OWNER_READ)));
	}

	@Test
	void whenTheSocketIsTakenThePortIsFreeAgain() throws IOException {
		start(builder().unixSocket(socket()));
		int port = freePort();
		NettyTinoServer second = builder().address(new InetSocketAddress("127.0.0.1", port))
			.unixSocket(socket())
			.build();
		assertThatExceptionOfType(TransportBindException.class).isThrownBy(second::start);
		await().untilAsserted(() -> assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> RespSocket.connect(port).close()));
		assertThat(second.isRunning()).isFalse();
		assertThat(second.localAddress()).isNull();
		assertThat(socket()).exists();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Test
	void whenStoppedAnswersTheCallsInFlightOnTheSocketToo() throws Exception {
		start(builder().unixSocket(socket()));
		try (RespSocket unix = RespSocket.connect(socket())) {
			unix.send("BLOCKED\r\n");
			this.running.await();
			CompletableFuture<Boolean> stopped = stop();
			assertThat(socket()).doesNotExist();
			this.release.countDown();
			assertThat(unix.readToEnd()).isEqualTo("$1\r\n\u0001\r\n");
			assertThat(stopped).succeedsWithin(GRACE).isEqualTo(true);
		}
	}

	@Test
	void redisCliConnectsToTheSocket() throws IOException {
		String redisCli = ForeignTool.require("redis-cli");
		start(builder().address(null).unixSocket(socket()));
		assertThat(ForeignTool.run(redisCli, "-s", socket().toString(), "PING")).isEqualTo("PONG\n");
		assertThat(ForeignTool.run(redisCli, "-s", socket().toString(), "CLIENT", "INFO"))
			.contains("addr=" + socket() + ":0");
	}

	@Test
	void redisCliConnectsByTls() throws IOException {
		String redisCli = ForeignTool.require("redis-cli");
		TestAuthority.write(TINA, this.directory, "tina");
		int port = start(builder().tls(() -> tls(ClientAuth.NEED)));
		List<String> withoutCertificate = List.of(redisCli, "-h", "localhost", "-p", String.valueOf(port), "--tls",
				"--cacert", AUTHORITY.write(this.directory).toString());
		List<String> withCertificate = new ArrayList<>(withoutCertificate);
		withCertificate.addAll(List.of("--cert", this.directory.resolve("tina.crt").toString(), "--key",
				this.directory.resolve("tina.key").toString()));
		withCertificate.add("WHOAMI");
		assertThat(ForeignTool.run(withCertificate).output()).isEqualTo("CN=tina\n");
		List<String> refused = new ArrayList<>(withoutCertificate);
		refused.add("WHOAMI");
		assertThat(ForeignTool.run(refused).output()).startsWith("Error: ");
		assertThat(this.opened).hasValue(1);
		List<String> plain = List.of(redisCli, "-p", String.valueOf(port), "PING");
		assertThat(ForeignTool.run(plain).output()).contains("Error:");
		assertThat(this.opened).hasValue(1);
	}

	@Test
	void tellsTheCertificateOfAClient() {
		int port = start(builder().tls(() -> tls(ClientAuth.WANT)));
		try (RespSocket nobody = RespSocket.connect(port, AUTHORITY.context(null));
				RespSocket tina = RespSocket.connect(port, AUTHORITY.context(TINA))) {
			assertThat(nobody.send("WHOAMI\r\n").read()).isEqualTo(new SimpleString("nobody"));
			assertThat(tina.send("WHOAMI\r\n").read()).isEqualTo(new SimpleString("CN=tina"));
		}
	}

	@Test
	void answersALongPipelineByTls() {
		int port = start(builder().tls(() -> tls(ClientAuth.NONE)));
		String value = "x".repeat(10_000);
		String request = "*2\r\n$4\r\nECHO\r\n$10000\r\n" + value + "\r\n";
		try (RespSocket socket = RespSocket.connect(port, AUTHORITY.context(null))) {
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 2_000; i++) {
					socket.send(request);
				}
				socket.send("QUIT\r\n" + "PING\r\n".repeat(10_000));
			});
			for (int i = 0; i < 2_000; i++) {
				assertThat(socket.readBytes(10_010)).isEqualTo("$10000\r\n" + value + "\r\n");
			}
			assertThat(socket.readToEnd()).isEqualTo("+OK\r\n");
			sent.join();
		}
		await().untilAtomic(this.open, is(0));
	}

	@Test
	void whenStoppedAnswersTheCallsInFlightByTls() throws Exception {
		int port = start(builder().tls(() -> tls(ClientAuth.NONE)));
		try (RespSocket socket = RespSocket.connect(port, AUTHORITY.context(null))) {
			socket.send("BLOCKED\r\n");
			this.running.await();
			CompletableFuture<Boolean> stopped = stop();
			this.release.countDown();
			assertThat(socket.readToEnd()).isEqualTo("$1\r\n\u0001\r\n");
			assertThat(stopped).succeedsWithin(GRACE).isEqualTo(true);
		}
	}

	@Test
	void neededCertificatesAuthenticateWhoComesFromOtherMachines() {
		InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
		NettyTinoServer wanting = builder().address(everywhere).tls(() -> tls(ClientAuth.WANT)).build();
		assertThatExceptionOfType(ProtectedModeException.class).isThrownBy(wanting::start);
		start(builder().address(everywhere).tls(() -> tls(ClientAuth.NEED)));
	}

	@Test
	void refusesHandshakesThatMayTakeForever() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().handshakeTimeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder().handshakeTimeout(Duration.ofDays(1_000)));
	}

	@Test
	void aClientCallsOverTheSocket() {
		start(builder().address(null).unixSocket(socket()));
		try (NettyTinoClient client = NettyTinoClient.builder()
			.address(UnixDomainSocketAddress.of(socket()))
			.tls(() -> TlsContext.forClient(AUTHORITY.context(null)).build())
			.build()) {
			assertThat(client.ping()).as("without TLS, which is for the network").succeedsWithin(GRACE);
		}
		Path missing = this.directory.resolve("missing.sock");
		try (NettyTinoClient client = NettyTinoClient.builder().address(UnixDomainSocketAddress.of(missing)).build()) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> client.ping().join())
				.havingCause()
				.isInstanceOf(TinoConnectionException.class)
				.withMessage("Cannot connect to unix:" + missing + ": No such file or directory");
		}
	}

	@Test
	void aClientCallsByTls() {
		int port = start(builder().tls(() -> tls(ClientAuth.NEED)));
		try (NettyTinoClient client = client("localhost", port, TINA)) {
			assertThat(client.ping()).succeedsWithin(GRACE);
		}
		await().untilAtomic(this.open, is(0));
		try (NettyTinoClient client = client("localhost", port, null)) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> client.ping().join())
				.havingCause()
				.isInstanceOf(TinoConnectionException.class)
				.satisfies(
						(ex) -> assertThat(ex.getMessage()).containsAnyOf("certificate_required", "bad_certificate"));
		}
	}

	private static NettyTinoClient client(String host, int port, @Nullable X509Bundle key) {
		TlsContext tls = TlsContext.forClient(AUTHORITY.context(key)).build();
		return NettyTinoClient.builder().address(new InetSocketAddress(host, port)).tls(() -> tls).build();
	}

	@Test
	void aClientSaysWhyItDoesNotTrustTheServer() {
		int port = start(builder()
			.tls(() -> TlsContext.forServer(AUTHORITY.context(AUTHORITY.issue("calculator.example.org"))).build()));
		try (NettyTinoClient client = client("localhost", port, null)) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> client.ping().join())
				.havingCause()
				.isInstanceOf(TinoConnectionException.class)
				.withMessageStartingWith("Cannot connect to ")
				.withMessageContaining("localhost");
		}
		assertThat(this.opened).hasValue(0);
	}

}
