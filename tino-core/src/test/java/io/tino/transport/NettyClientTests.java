package io.tino.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.ConnectTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyClient}, over real sockets.
 */
class NettyClientTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final EventLoops eventLoops = EventLoops.create(1, "test-client", true);

	private final TransportLoop loop = this.eventLoops.next();

	private final CountDownLatch release = new CountDownLatch(1);

	private final ScriptedServer server = new ScriptedServer((connection) -> connection.read());

	private final InetSocketAddress named = InetSocketAddress.createUnresolved("tino.example",
			this.server.address().getPort());

	@AfterEach
	void close() {
		this.release.countDown();
		this.server.close();
		assertThat(this.eventLoops.shutdown()).succeedsWithin(LONG);
	}

	@Test
	void lookingUpAHostNameDoesNotBlockTheEventLoop() {
		AtomicReference<String> lookedUp = new AtomicReference<>();
		NettyClient client = new NettyClient(LONG, null, (host) -> {
			lookedUp.set(host);
			return blocked();
		});
		CompletableFuture<Void> connected = connectOnEventLoop(client);
		await().until(() -> lookedUp.get() != null);
		CompletableFuture<Void> task = new CompletableFuture<>();
		this.loop.execute(() -> task.complete(null));
		assertThat(task).succeedsWithin(LONG);
		assertThat(connected).isNotDone();
		this.release.countDown();
		assertThat(connected).succeedsWithin(LONG);
		assertThat(lookedUp).hasValue("tino.example");
	}

	@Test
	void whenAHostNameIsNotFoundInTimeSaysSo() {
		NettyClient client = new NettyClient(Duration.ofMillis(100), null, (host) -> blocked());
		assertThat(connectOnEventLoop(client)).failsWithin(LONG)
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(ConnectTimeoutException.class)
			.withMessage("host name not found after 100 ms");
	}

	@Test
	void whenAHostNameIsUnknownSaysSo() {
		NettyClient client = new NettyClient(LONG, null, (host) -> {
			throw new UnknownHostException(host);
		});
		assertThat(connectOnEventLoop(client)).failsWithin(LONG)
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(UnknownHostException.class)
			.withMessage("tino.example");
	}

	@Test
	void findsAllAddressesOfAHostAndKeepsItsName() {
		NettyClient client = new NettyClient(LONG, null,
				(host) -> new InetAddress[] { InetAddress.getByAddress(host, new byte[] { 127, 0, 0, 1 }),
						InetAddress.getByAddress(host, new byte[] { 127, 0, 0, 2 }) });
		assertThat(client.resolve(this.loop, this.named)).succeedsWithin(LONG)
			.satisfies((addresses) -> assertThat(addresses).map(SocketAddressFormat::describeWithHost)
				.containsExactly("tino.example/127.0.0.1:" + this.named.getPort(),
						"tino.example/127.0.0.2:" + this.named.getPort()));
	}

	@Test
	void whenNoHandlerCanBeMadeFails() {
		NettyClient client = new NettyClient(LONG);
		Error thrown = new NoClassDefFoundError("broken");
		assertThat(client.connect(this.loop, this.server.address(), (connection) -> {
			throw thrown;
		})).failsWithin(LONG).withThrowableThat().withCause(thrown);
	}

	private CompletableFuture<Void> connectOnEventLoop(NettyClient client) {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		this.loop.execute(() -> client.connect(this.loop, this.named, (connection) -> new IgnoringHandler())
			.whenComplete((result, failure) -> {
				if (failure != null) {
					connected.completeExceptionally(failure);
				}
				else {
					connected.complete(null);
				}
			}));
		return connected;
	}

	private InetAddress[] blocked() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return new InetAddress[] { InetAddress.getLoopbackAddress() };
	}

}
