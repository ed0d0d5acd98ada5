package io.tino.server;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.resp.RespValue;
import io.tino.resp.RespValue.BulkString;
import io.tino.resp.RespValue.Push;
import io.tino.resp.RespValue.SimpleString;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for how {@link NettyTinoServer} hands connections over, by real sockets.
 */
class NettyTinoServerHandoverTests {

	private static final Duration GRACE = Duration.ofSeconds(60);

	private static final SimpleString OK = new SimpleString("OK");

	private NettyTinoServer server;

	private int port;

	private void start(UnaryOperator<NettyTinoServer.Builder> settings) {
		this.server = settings
			.apply(NettyTinoServer.builder()
				.address(new InetSocketAddress("127.0.0.1", 0))
				.commands(List.of(TestCommand.of("ONE", (spec) -> spec, (call) -> TestCommand.reply(call, 1)))))
			.build();
		this.server.start();
		this.port = ((InetSocketAddress) this.server.localAddress()).getPort();
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop(Duration.ZERO).join();
		}
	}

	private RespSocket connect() {
		RespSocket socket = RespSocket.connect(this.port).send("HELLO 3\r\nCLIENT MAINT_NOTIFICATIONS ON\r\n");
		assertThat(socket.read(2)).last().isEqualTo(OK);
		return socket;
	}

	/** Read how long there is to move. */
	private static long seconds(RespSocket socket) {
		Push moving = (Push) socket.read();
		BulkString name = (BulkString) moving.elements().get(0);
		assertThat(StandardCharsets.UTF_8.decode(name.bytes().duplicate()).toString()).isEqualTo("MOVING");
		return ((RespValue.Number) moving.elements().get(2)).value();
	}

	@Test
	void whoHasBeenToldIsServedUntilItHasMoved() {
		start((builder) -> builder.handoverTimeout(Duration.ofMinutes(1)));
		RespSocket moving = connect();
		try (RespSocket stock = RespSocket.connect(this.port)) {
			assertThat(stock.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			CompletableFuture<Boolean> stopped = this.server.stop(GRACE);
			assertThat(seconds(moving)).as("half of the grace period").isEqualTo(30);
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> RespSocket.connect(this.port).close());
			assertThat(moving.send("ONE\r\n").readBytes(7)).isEqualTo("$1\r\n\u0001\r\n");
			assertThat(stock.send("ONE\r\n").readBytes(7)).isEqualTo("$1\r\n\u0001\r\n");
			assertThat(stopped).isNotDone();
			moving.close();
			assertThat(stock.readToEnd()).isEmpty();
			assertThat(stopped).succeedsWithin(GRACE).isEqualTo(true);
		}
	}

	@Test
	void whoDoesNotMoveIsClosedWhenTheTimeIsOver() {
		start((builder) -> builder.handoverTimeout(Duration.ofSeconds(1)));
		try (RespSocket socket = connect()) {
			CompletableFuture<Boolean> stopped = this.server.stop(GRACE);
			assertThat(socket.readToEnd()).startsWith(">4\r\n$6\r\nMOVING\r\n").endsWith(":1\r\n_\r\n");
			assertThat(stopped).succeedsWithin(GRACE).isEqualTo(true);
		}
	}

	@Test
	void callsHeldBackMeanwhileAreAnswered() {
		start((builder) -> builder.handoverTimeout(Duration.ofMinutes(1)).administration((connection) -> true));
		RespSocket moving = connect();
		try (RespSocket stock = RespSocket.connect(this.port)) {
			assertThat(stock.send("PING\r\n").read()).as("it has been accepted").isEqualTo(new SimpleString("PONG"));
			CompletableFuture<Boolean> stopped = this.server.stop(GRACE);
			moving.read();
			assertThat(stock.send("CLIENT PAUSE 60000 WRITE\r\nONE\r\n").read()).isEqualTo(OK);
			moving.close();
			assertThat(stock.readToEnd()).isEqualTo("$1\r\n\u0001\r\n");
			assertThat(stopped).succeedsWithin(GRACE).isEqualTo(true);
		}
	}

	@Test
	void connectionsOfTheirAgeAreHandedOver() {
		start((builder) -> builder.maxConnectionAge(Duration.ofMillis(100)).handoverTimeout(Duration.ofSeconds(1)));
		try (RespSocket socket = connect()) {
			assertThat(seconds(socket)).isEqualTo(1);
			assertThat(socket.send("ONE\r\n").readBytes(7)).isEqualTo("$1\r\n\u0001\r\n");
			assertThat(socket.readToEnd()).isEmpty();
		}
		assertThat(this.server.isRunning()).isTrue();
	}

	@Test
	void whatMakesNoSenseIsRefused() {
		NettyTinoServer.Builder builder = NettyTinoServer.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.handoverTimeout(Duration.ofMillis(999)))
			.withMessageContaining("must");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.handoverTimeout(Duration.ofDays(2)))
			.withMessageContaining("must");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnectionAge(Duration.ofMillis(-1)))
			.withMessageContaining("must");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.handoverEndpoint(InetSocketAddress.createUnresolved("::1", 7777)))
			.withMessageContaining("IPv4");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.handoverEndpoint(InetSocketAddress.createUnresolved("tino.example", 0)))
			.withMessageContaining("port");
	}

}
