package io.tino.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.tino.command.TinoConnection;
import io.tino.resp.RespValue.BulkString;
import io.tino.resp.RespValue.SimpleError;
import io.tino.resp.RespValue.SimpleString;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the limits of connections, over real sockets.
 */
class ConnectionLimitTests {

	private static final SimpleString PONG = new SimpleString("PONG");

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private final List<RespSocket> sockets = new ArrayList<>();

	private @Nullable NettyTinoServer server;

	@AfterEach
	void stopServer() {
		this.release.countDown();
		this.sockets.forEach(RespSocket::close);
		if (this.server != null) {
			this.server.stop(Duration.ofSeconds(30)).join();
		}
	}

	@Test
	void whoIsOneTooManyIsToldSo() {
		start((builder) -> builder.maxConnections(2));
		RespSocket first = connect();
		assertThat(first.send("PING\r\n").read()).isEqualTo(PONG);
		assertThat(connect().send("PING\r\n").read()).isEqualTo(PONG);
		assertThat(connect().readToEnd()).isEqualTo("-ERR max number of clients reached\r\n");
		assertThat(connect().send("PING\r\n").readToEnd()).as("even if it was fast")
			.isEqualTo("-ERR max number of clients reached\r\n");
		assertThat(this.events).containsExactly("rejected CONNECTIONS", "rejected CONNECTIONS");
		first.close();
		await().untilAsserted(() -> assertThat(connect().send("PING\r\n").read()).isEqualTo(PONG));
	}

	@Test
	void whoIsOneTooManyOfAnAddressIsToldSo() {
		start((builder) -> builder.maxConnectionsPerAddress(1));
		RespSocket first = connect();
		assertThat(first.send("PING\r\n").read()).isEqualTo(PONG);
		assertThat(connect().readToEnd()).isEqualTo("-ERR max number of clients of this address reached\r\n");
		assertThat(this.events).containsExactly("rejected CONNECTIONS_PER_ADDRESS");
	}

	@Test
	void howeverManyAreRejectedOthersAreServed() {
		start((builder) -> builder.maxConnections(1));
		RespSocket first = connect();
		assertThat(first.send("PING\r\n").read()).isEqualTo(PONG);
		for (int i = 0; i < 300; i++) { // none of which closes
			connect();
		}
		assertThat(first.send("PING\r\n").read()).isEqualTo(PONG);
		await().untilAsserted(() -> assertThat(this.events).hasSize(300));
		this.sockets.stream().skip(1).forEach((socket) -> assertThat(socket.readToEnd()).startsWith("-ERR max"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			*11\\r\\n                                  | -ERR Protocol error: unauthenticated multibulk length
			*2\\r\\n$4\\r\\nAUTH\\r\\n$16385\\r\\n      | -ERR Protocol error: unauthenticated bulk length
			*2147483648\\r\\n                          | -ERR Protocol error: invalid multibulk length
			*2\\r\\n$4\\r\\nAUTH\\r\\n$1073741824\\r\\n | -ERR Protocol error: invalid bulk length
			""")
	void whoHasNotAuthenticatedMaySendLittle(String request, String error) {
		start((builder) -> builder.authenticationRequired(true));
		String bytes = request.replace("\\r\\n", "\r\n");
		assertThat(connect().send(bytes).readToEnd()).isEqualTo(error + "\r\n");
	}

	@Test
	void whoHasAuthenticatedMaySendMore() {
		start((builder) -> builder.authenticationRequired(true));
		String value = "x".repeat(100_000);
		String echo = "*2\r\n$4\r\nECHO\r\n$100000\r\n" + value + "\r\n";
		RespSocket socket = connect();
		assertThat(socket.send("AUTH secret\r\n" + echo).read()).isEqualTo(new SimpleString("OK"));
		assertThat(socket.read()).as("even if it was sent before")
			.isInstanceOfSatisfying(BulkString.class,
					(bulk) -> assertThat(bulk.bytes().remaining()).isEqualTo(100_000));
		assertThat(socket.send("RESET\r\n").read()).isEqualTo(new SimpleString("RESET"));
		assertThat(socket.send(echo).readToEnd()).startsWith("-NOAUTH")
			.endsWith("-ERR Protocol error: unauthenticated bulk length\r\n");
	}

	@Test
	void whereAuthenticationIsNotRequiredEveryoneMaySendMuch() {
		start((builder) -> builder);
		assertThat(connect().send("*11\r\n$4\r\nNOPE\r\n").read()).isEqualTo(new SimpleError("INVALID_COMMAND NOPE"));
	}

	@Test
	void whoDoesNotAuthenticateInTimeIsClosed() {
		start((builder) -> builder.authenticationRequired(true).authenticationTimeout(Duration.ofMillis(100)));
		RespSocket authenticated = connect();
		assertThat(authenticated.send("AUTH secret\r\n").read()).isEqualTo(new SimpleString("OK"));
		RespSocket busy = connect().send("AUTH wait\r\n");
		assertThat(connect().readToEnd()).isEmpty();
		assertThat(this.events).containsExactly("evicted AUTHENTICATION_TIMEOUT");
		assertThat(authenticated.send("PING\r\n").read()).isEqualTo(PONG);
		this.release.countDown();
		assertThat(busy.read()).as("was at it").isEqualTo(new SimpleString("OK"));
		assertThat(authenticated.send("RESET\r\n").readToEnd()).as("is as good as new").isEqualTo("+RESET\r\n");
	}

	@Test
	void whoIsIdleIsClosed() {
		start((builder) -> builder.idleTimeout(Duration.ofMillis(100)));
		RespSocket subscriber = connect().send("SUBSCRIBE news\r\n");
		subscriber.read();
		RespSocket monitor = connect().send("MONITOR\r\n");
		monitor.read();
		RespSocket busy = connect().send("AUTH wait\r\n");
		assertThat(connect().send("PING\r\n").readToEnd()).isEqualTo("+PONG\r\n");
		assertThat(connect().send("*1\r\n$4\r\nPI").readToEnd()).as("half a request is none").isEmpty();
		assertThat(this.events).containsExactly("evicted IDLE_TIMEOUT", "evicted IDLE_TIMEOUT");
		assertThat(subscriber.send("PING\r\n").read()).isNotNull();
		assertThat(monitor.read()).isNotNull();
		this.release.countDown();
		assertThat(busy.readToEnd()).as("is idle from now on").isEqualTo("+OK\r\n");
	}

	@Test
	void whoFailsToAuthenticateTooOftenIsClosed() {
		start((builder) -> builder.maxAuthenticationFailures(3).authenticationFailureDelay(Duration.ofMillis(1)));
		RespSocket socket = connect();
		assertThat(socket.send("AUTH wrong\r\nHELLO 3 AUTH default wrong\r\n").read(2)).asString()
			.contains("WRONGPASS", "WRONGPASS");
		assertThat(socket.send("AUTH secret\r\n").read()).as("begins anew").isEqualTo(new SimpleString("OK"));
		assertThat(socket.send("AUTH wrong\r\n".repeat(4) + "PING\r\n").readToEnd())
			.isEqualTo("-WRONGPASS invalid username-password pair or user is disabled.\r\n".repeat(3));
		assertThat(this.events).containsExactly("evicted AUTHENTICATION_FAILURES");
	}

	@Test
	void aTransactionHoldsNoAttempts() {
		start((builder) -> builder);
		assertThat(connect().send("MULTI\r\nAUTH wrong\r\nEXEC\r\n").read(3)).asString()
			.contains("QUEUED", "ERR authentication is not possible within a transaction");
	}

	@Test
	void failuresAreAnsweredLaterEachTime() {
		Stream<Duration> delays = Stream.of(1, 2, 3, 6, 7, 1_000_000)
			.map((failures) -> Authentication.delay(Duration.ofMillis(100), failures));
		assertThat(delays).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400),
				Duration.ofMillis(3200), Duration.ofSeconds(5), Duration.ofSeconds(5));
		assertThat(Authentication.delay(Duration.ZERO, 10)).isZero();
	}

	@Test
	void transactionsAndSubscriptionsAreLimited() {
		start((builder) -> builder.maxQueuedRequests(1).maxSubscriptions(1));
		assertThat(connect().send("MULTI\r\nPING\r\nPING\r\nEXEC\r\n").read(4)).asString()
			.contains("OVERLOADED transaction has too many requests", "EXECABORT");
		assertThat(connect().send("SUBSCRIBE a b\r\n").read())
			.isEqualTo(new SimpleError("ERR a connection may have 1 subscriptions"));
	}

	private void start(UnaryOperator<NettyTinoServer.Builder> settings) {
		NettyTinoServer.Builder builder = NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", 0))
			.authenticator(this::authenticate)
			.administration((connection) -> true)
			.listener(new TinoServerListener() {

				@Override
				public void connectionRejected(SocketAddress remoteAddress, ConnectionLimit limit) {
					ConnectionLimitTests.this.events.add("rejected " + limit);
				}

				@Override
				public void connectionEvicted(TinoConnection connection, ConnectionLimit limit) {
					ConnectionLimitTests.this.events.add("evicted " + limit);
				}

			});
		NettyTinoServer started = settings.apply(builder).build();
		started.start();
		this.server = started;
	}

	private @Nullable Principal authenticate(TinoCredentials credentials, TinoConnection connection) {
		if (credentials.password().equals("wait")) {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return credentials.password().equals("wrong") ? null : () -> "tina";
	}

	private RespSocket connect() {
		SocketAddress address = Objects.requireNonNull(Objects.requireNonNull(this.server).localAddress());
		RespSocket socket = new RespSocket(address);
		this.sockets.add(socket);
		return socket;
	}

}
