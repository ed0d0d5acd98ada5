package io.tino.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyServer}, besides what holds for all transports.
 */
class NettyServerTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final EventLoops eventLoops = EventLoops.create(1, "test-server", true);

	/** R for each that was read from, A for each that has answered. */
	private final Queue<String> events = new ConcurrentLinkedQueue<>();

	private final NettyServer server = NettyServer.bind(this.eventLoops, new InetSocketAddress("127.0.0.1", 0),
			Handler::new);

	private final List<RespSocket> sockets = Stream.generate(() -> new RespSocket(this.server.localAddress()))
		.limit(4)
		.toList();

	@AfterEach
	void close() {
		this.sockets.forEach(RespSocket::close);
		assertThat(this.server.close()).succeedsWithin(LONG);
		assertThat(this.eventLoops.shutdown()).succeedsWithin(LONG);
	}

	@Test
	void connectionsThatHaveSomethingAtOnceAreReadFromBeforeAllHaveAnswered() {
		await().untilAsserted(() -> assertThat(eventsOfRound()).as("some thread may take its time").contains("RR"));
	}

	@Test
	void aHandlerThatFailsToAnswerIsClosedAndTheOthersAnswer() {
		sendAtOnce("x", "x", "!", "x");
		for (int other : List.of(0, 1, 3)) {
			assertThat(this.sockets.get(other).readBytes(1)).isEqualTo("x");
		}
		assertThat(this.sockets.get(2).readToEnd()).isEmpty();
	}

	private String eventsOfRound() {
		this.events.clear();
		sendAtOnce("x", "x", "x", "x");
		this.sockets.forEach((socket) -> assertThat(socket.readBytes(1)).isEqualTo("x"));
		return String.join("", this.events);
	}

	/** Let all have something when the event loop looks next. */
	private void sendAtOnce(String... texts) {
		CompletableFuture<Void> sent = new CompletableFuture<>();
		this.eventLoops.next().execute(sent::join);
		for (int index = 0; index < texts.length; index++) {
			this.sockets.get(index).send(texts[index]);
		}
		sent.complete(null);
	}

	/** Sends back what it gets, but cannot answer an exclamation mark. */
	private final class Handler implements TransportHandler {

		private final TransportConnection connection;

		private boolean fails;

		private Handler(TransportConnection connection) {
			this.connection = connection;
		}

		@Override
		public void received(ByteBuf bytes) {
			NettyServerTests.this.events.add("R");
			this.fails = bytes.getByte(bytes.readerIndex()) == '!';
			this.connection.write(bytes);
		}

		@Override
		public void receivedAll() {
			if (this.fails) {
				throw new IllegalStateException("failed by a test");
			}
			NettyServerTests.this.events.add("A");
			this.connection.flush();
		}

		@Override
		public void writabilityChanged() {
		}

		@Override
		public void closed(@Nullable Throwable cause) {
		}

	}

}
