package io.tino.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.server.NettyTinoServer;
import io.tino.testing.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyTinoClient} with several servers, over real sockets.
 */
class SeveralServersTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private final List<NettyTinoServer> servers = new ArrayList<>();

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
		this.servers.forEach((server) -> server.stop(GRACE).join());
	}

	@Test
	void whenAServerStopsCallsGoOnAndWhenItIsBackItGetsSomeAgain() throws Exception {
		NettyTinoServer red = start("red", 0);
		NettyTinoServer blue = start("blue", 0);
		NettyTinoClient client = client((builder) -> builder.addresses(List.of(address(red), address(blue))));
		await().until(() -> names(client, 2).equals(Set.of("red", "blue")));
		int port = port(address(red));
		red.stop(GRACE).join();
		await().until(() -> states(client).contains(TinoNode.State.BACKING_OFF));
		for (int i = 0; i < 20; i++) {
			assertThat(name(client)).isEqualTo("blue");
		}
		start("red again", port);
		await().until(() -> names(client, 2).equals(Set.of("red again", "blue")));
		assertThat(states(client)).containsOnly(TinoNode.State.READY);
	}

	@Test
	void callsInFlightWhenAServerStopsSayWhetherTheyMayHaveRun() throws Exception {
		NettyTinoServer red = start("red", 0);
		NettyTinoServer blue = start("blue", 0);
		NettyTinoClient client = client((builder) -> builder.addresses(List.of(address(red), address(blue))));
		await().until(() -> names(client, 2).equals(Set.of("red", "blue")));
		List<CompletableFuture<@Nullable String>> calls = new ArrayList<>();
		for (int restart = 0; restart < 3; restart++) {
			NettyTinoServer stopping = this.servers.get(this.servers.size() - 1);
			int port = port(address(stopping));
			CompletableFuture<Boolean> stopped = stopping.stop(GRACE);
			while (!stopped.isDone()) {
				calls.add(client.call("NAME", String.class));
				calls.get(calls.size() - 1).exceptionally((failure) -> null).join();
			}
			start("blue", port);
			await().until(() -> names(client, 2).equals(Set.of("red", "blue")));
		}
		for (CompletableFuture<@Nullable String> call : calls) {
			try {
				assertThat(call.get(30, TimeUnit.SECONDS)).isIn("red", "blue");
			}
			catch (ExecutionException ex) {
				assertThat(ex).hasCauseInstanceOf(TinoException.class);
				assertThat(((TinoException) ex.getCause()).code()).isEqualTo("UNAVAILABLE");
			}
		}
	}

	@Test
	void whenAllServersHaveBeenGoneAndOneIsBackCallsSucceedSoon() throws Exception {
		NettyTinoServer red = start("red", 0);
		int gone = freePort();
		NettyTinoClient client = client(
				(builder) -> builder.addresses(List.of(new InetSocketAddress("127.0.0.1", gone), address(red))));
		assertThat(name(client)).isEqualTo("red");
		int port = port(address(red));
		red.stop(GRACE).join();
		await().untilAsserted(() -> assertThat(client.call("NAME", String.class)).failsWithin(GRACE)
			.withThrowableThat()
			.withCauseInstanceOf(TinoConnectionException.class)
			.withMessageContaining("Cannot connect to"));
		start("red again", port);
		await().untilAsserted(
				() -> assertThat(client.call("NAME", String.class)).succeedsWithin(GRACE).isEqualTo("red again"));
	}

	@Test
	void serversThatJoinAndLeaveAreFollowed() throws Exception {
		List<SocketAddress> addresses = new CopyOnWriteArrayList<>();
		addresses.add(address(start("red", 0)));
		NettyTinoClient client = client(
				(builder) -> builder.addresses(() -> addresses).dnsRefreshInterval(Duration.ofMillis(20)));
		assertThat(name(client)).isEqualTo("red");
		addresses.add(address(start("blue", 0)));
		await().until(() -> names(client, 2).equals(Set.of("red", "blue")));
		addresses.remove(0);
		await().until(() -> names(client, 2).equals(Set.of("blue")));
		assertThat(client.nodes()).hasSize(1);
	}

	@Test
	void eventLoopsShareTheConnections() throws Exception {
		NettyTinoServer red = start("red", 0);
		NettyTinoServer blue = start("blue", 0);
		Set<String> threads = new HashSet<>();
		NettyTinoClient client = client((builder) -> builder.addresses(List.of(address(red), address(blue)))
			.eventLoops(2)
			.loadBalancing(LoadBalancing.ROUND_ROBIN));
		await().until(() -> {
			Thread caller = new Thread(() -> threads
				.add(client.call("NAME", String.class).thenApply((name) -> Thread.currentThread().getName()).join()));
			caller.start();
			caller.join();
			return threads.stream().filter((name) -> name.startsWith("tino-client")).count() == 2;
		});
		assertThat(client.inEventLoop()).isFalse();
		List<CompletableFuture<@Nullable String>> calls = Stream
			.generate(() -> client.<String>call("NAME", String.class))
			.limit(10_000)
			.toList();
		client.close();
		for (CompletableFuture<@Nullable String> call : calls) {
			assertThat(call.handle((name, failure) -> (failure != null) ? "failed" : name).get(30, TimeUnit.SECONDS))
				.isIn("red", "blue", "failed");
		}
	}

	@Test
	void plainServersAreSharedToo() throws Exception {
		try (RedisServer red = RedisServer.start(); RedisServer blue = RedisServer.start()) {
			List<SocketAddress> addresses = Stream.of(red, blue)
				.<SocketAddress>map((server) -> new InetSocketAddress("127.0.0.1", server.port()))
				.toList();
			NettyTinoClient client = client(
					(builder) -> builder.addresses(addresses).loadBalancing(LoadBalancing.ROUND_ROBIN));
			client.ping().join();
			await().until(() -> states(client).equals(List.of(TinoNode.State.READY, TinoNode.State.READY)));
			List<CompletableFuture<@Nullable Long>> calls = Stream
				.generate(() -> client.<Long>call("INCR", long.class, "counter"))
				.limit(1_000)
				.toList();
			assertThat(calls).allSatisfy((call) -> assertThat(call).succeedsWithin(GRACE));
			assertThat(calls.stream().filter((call) -> Long.valueOf(500).equals(call.join()))).hasSize(2);
		}
	}

	@Test
	void subscriptionsMoveOnToTheNextServer() throws Exception {
		NettyTinoServer red = start("red", 0);
		NettyTinoServer blue = start("blue", 0);
		NettyTinoClient client = client((builder) -> builder.addresses(List.of(address(red), address(blue))));
		Queue<String> messages = new ConcurrentLinkedQueue<>();
		client.subscribe(TinoTopics.ofChannels("news"),
				(TinoMessage<ByteBuffer> message) -> messages.add(message.channel()));
		List<NettyTinoServer> both = List.of(red, blue);
		await().until(() -> both.stream().mapToLong((server) -> publish(address(server))).sum() == 1);
		NettyTinoServer first = (publish(address(red)) == 1) ? red : blue;
		NettyTinoServer second = (first == red) ? blue : red;
		SocketAddress next = address(second);
		first.stop(GRACE).join();
		messages.clear();
		await().until(() -> publish(next) == 1);
		await().until(() -> !messages.isEmpty());
	}

	private static long publish(SocketAddress server) {
		try (NettyTinoClient publisher = NettyTinoClient.builder().address(server).build()) {
			Long receivers = publisher.publish("news", 1).join();
			return (receivers != null) ? receivers : 0;
		}
	}

	private NettyTinoServer start(String name, int port) {
		NettyTinoServer server = NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", port))
			.commands(List.of(new Name(name)))
			.build();
		server.start();
		this.servers.add(server);
		return server;
	}

	private NettyTinoClient client(UnaryOperator<NettyTinoClient.Builder> settings) {
		NettyTinoClient built = settings.apply(NettyTinoClient.builder()).build();
		this.client = built;
		return built;
	}

	private static @Nullable String name(NettyTinoClient client) throws Exception {
		return client.<String>call("NAME", String.class).get(30, TimeUnit.SECONDS);
	}

	private static Set<@Nullable String> names(NettyTinoClient client, int calls) throws Exception {
		Set<@Nullable String> names = new HashSet<>();
		for (int i = 0; i < calls; i++) {
			names.add(name(client));
		}
		return names;
	}

	private static List<TinoNode.State> states(NettyTinoClient client) {
		return client.nodes().stream().map(TinoNode::state).toList();
	}

	private static SocketAddress address(NettyTinoServer server) {
		SocketAddress address = server.localAddress();
		if (address == null) {
			throw new IllegalStateException("Server does not run");
		}
		return address;
	}

	private static int port(SocketAddress address) {
		return ((InetSocketAddress) address).getPort();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** Answers the name of the server. */
	private record Name(String value) implements Command {

		@Override
		public CommandSpec spec() {
			return CommandSpec.named("NAME").arguments(0, 0).execution(Execution.EVENT_LOOP).build();
		}

		@Override
		public void call(Call call) {
			call.reply(this.value, CODEC::write);
		}

	}

}
