package io.tino.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettyConnection}, over real sockets.
 */
class NettyConnectionTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final EventLoops eventLoops = EventLoops.create(2, "test-connection", true);

	private final ScriptedServer server = new ScriptedServer((connection) -> connection.read());

	@AfterEach
	void close() {
		this.server.close();
		assertThat(this.eventLoops.shutdown()).succeedsWithin(LONG);
	}

	@Test
	void connectionsOfOneEventLoopSaySo() {
		TransportLoop loop = this.eventLoops.next();
		TransportLoop other = this.eventLoops.next();
		TransportConnection first = connect(loop);
		TransportConnection second = connect(loop);
		TransportConnection elsewhere = connect(other);
		assertThat(first.loop()).isEqualTo(second.loop()).hasSameHashCodeAs(second.loop()).isEqualTo(loop);
		assertThat(elsewhere.loop()).isNotEqualTo(first.loop());
	}

	private TransportConnection connect(TransportLoop loop) {
		CompletableFuture<TransportConnection> connected = new CompletableFuture<>();
		InetSocketAddress address = this.server.address();
		new NettyClient(LONG).connect(loop, address, (connection) -> {
			connected.complete(connection);
			return new IgnoringHandler();
		});
		return connected.orTimeout(30, TimeUnit.SECONDS).join();
	}

	private static final class IgnoringHandler implements TransportHandler {

		@Override
		public void received(ByteBuf bytes) {
			bytes.release();
		}

		@Override
		public void receivedAll() {
		}

		@Override
		public void writabilityChanged() {
		}

		@Override
		public void closed(@Nullable Throwable cause) {
		}

	}

}
