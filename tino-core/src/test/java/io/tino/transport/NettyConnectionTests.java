package io.tino.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyConnection}, over real sockets.
 */
class NettyConnectionTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final EventLoops eventLoops = EventLoops.create(2, "test-connection", true);

	private final CountDownLatch release = new CountDownLatch(1);

	private final ScriptedServer server = new ScriptedServer((connection) -> {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	});

	@AfterEach
	void close() {
		this.release.countDown();
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

	@Test
	void aTaskMayBeScheduledForAnyTime() {
		TransportLoop loop = this.eventLoops.next();
		assertThat(loop.schedule(() -> {
		}, Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
		CountDownLatch ran = new CountDownLatch(1);
		assertThat(loop.schedule(ran::countDown, Duration.ofSeconds(Long.MIN_VALUE))).isTrue();
		await().until(() -> ran.getCount() == 0);
	}

	@Test
	void tellsHowMuchWaitsForTheOtherEnd() {
		TransportConnection connection = connect(this.eventLoops.next());
		assertThat(onEventLoop(connection, connection::queuedBytes)).isZero();
		assertThat(onEventLoop(connection, () -> {
			connection.write(connection.allocator().buffer().writeZero(1_000));
			return connection.queuedBytes();
		})).as("not flushed").isBetween(1_000L, 1_200L);
		assertThat(onEventLoop(connection, () -> {
			connection.flush();
			return connection.queuedBytes();
		})).as("taken by the socket").isZero();
		assertThat(onEventLoop(connection, () -> {
			for (int i = 0; i < 640; i++) {
				connection.write(connection.allocator().buffer().writeZero(100_000));
			}
			connection.flush();
			return connection.queuedBytes();
		})).as("nobody reads them").isBetween(30_000_000L, 65_000_000L);
		connection.abort();
		await().until(() -> onEventLoop(connection, connection::queuedBytes) == 0);
	}

	private static <T> T onEventLoop(TransportConnection connection, Supplier<T> task) {
		return CompletableFuture.supplyAsync(task, connection::execute).orTimeout(30, TimeUnit.SECONDS).join();
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

}
