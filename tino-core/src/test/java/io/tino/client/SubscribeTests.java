package io.tino.client;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.testing.RedisServer;
import io.tino.testing.RespSocket;
import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyTinoClient#subscribe}, over real sockets.
 */
class SubscribeTests {

	private final Queue<NettyTinoClient> clients = new ConcurrentLinkedQueue<>();

	private final Queue<String> events = new ConcurrentLinkedQueue<>();

	@AfterEach
	void close() {
		this.clients.forEach(NettyTinoClient::close);
	}

	@Test
	void messagesOfRedisComeDecodedAndInOrder() {
		try (RedisServer redis = RedisServer.start()) {
			NettyTinoClient client = client(redis.port());
			TinoSubscription subscription = client.<Integer>subscribe(
					new TinoTopics(Set.of("caf\u00e9"), Set.of("o[a-z]*")), Integer.class, (message) -> this.events
						.add(message.channel() + " " + message.pattern() + " " + message.payload()));
			subscription.confirmed().join();
			for (int i = 0; i < 1_000; i++) {
				client.publish("caf\u00e9", i);
			}
			assertThat(client.publish("orders", null).join()).isEqualTo(1);
			await().until(() -> this.events.size() == 1_001);
			assertThat(this.events).startsWith("caf\u00e9 null 0", "caf\u00e9 null 1").endsWith("orders o[a-z]* null");
			assertThat(this.events)
				.startsWith(IntStream.range(0, 1_000).mapToObj((i) -> "caf\u00e9 null " + i).toArray(String[]::new));
			subscription.close();
			await().until(() -> client.publish("orders", 1).join() == 0);
		}
	}

	@Test
	void whatCannotBeDecodedIsDropped() {
		try (RedisServer redis = RedisServer.start(); RespSocket publisher = redis.connect()) {
			NettyTinoClient client = client(redis.port());
			TinoSubscription subscription = client.<Map<String, Integer>>subscribe(TinoTopics.ofChannels("a"),
					new TypeReference<Map<String, Integer>>() {
					}.getType(), (message) -> this.events.add("" + message.payload()));
			subscription.confirmed().join();
			publisher.send("PUBLISH a secret\r\nPUBLISH a \"\\x01\"\r\nPUBLISH a \"\\x81\\xa1k\\x01\"\r\n").read(3);
			await().until(() -> this.events.contains("{k=1}"));
			assertThat(this.events).containsExactly("{k=1}");
		}
	}

	@Test
	void subscriptionsSurviveARestartOfRedis() {
		RedisServer redis = RedisServer.start();
		int port = redis.port();
		NettyTinoClient client = client(port);
		client.subscribe(TinoTopics.ofChannels("a"), new TinoMessageHandler<ByteBuffer>() {

			@Override
			public void handle(TinoMessage<ByteBuffer> message) {
				SubscribeTests.this.events.add("message " + message.payload().get());
			}

			@Override
			public void interrupted(@Nullable Throwable cause) {
				SubscribeTests.this.events.add("interrupted");
			}

			@Override
			public void resubscribed() {
				SubscribeTests.this.events.add("resubscribed");
			}

		}).confirmed().join();
		TinoSubscription late = null;
		for (int restart = 0; restart < 3; restart++) {
			assertThat(client.publish("a", restart).join()).isEqualTo(1);
			int expected = restart;
			await().until(() -> this.events.contains("message " + expected));
			redis.close();
			await().until(() -> this.events.stream().filter("interrupted"::equals).count() == expected + 1);
			late = client.subscribe(TinoTopics.ofChannels("b" + restart), (message) -> {
			});
			redis = RedisServer.start("--port", String.valueOf(port));
			await().until(() -> this.events.stream().filter("resubscribed"::equals).count() == expected + 1);
			late.confirmed().join();
			assertThat(client.publish("b" + restart, 1).join()).isEqualTo(1);
		}
		assertThat(this.events).containsExactly("message 0", "interrupted", "resubscribed", "message 1", "interrupted",
				"resubscribed", "message 2", "interrupted", "resubscribed");
		redis.close();
	}

	@Test
	void whatRedisRefusesFailsAloneAndIsGrantedLater() {
		try (RedisServer redis = RedisServer.start(); RespSocket admin = redis.connect()) {
			admin.send("ACL SETUSER bob on >pass +@all resetchannels &open*\r\n").read();
			NettyTinoClient client = client(redis.port(), (builder) -> builder.credentials("bob", "pass"));
			TinoSubscription refused = client.subscribe(TinoTopics.ofChannels("secret"),
					(message) -> this.events.add(message.channel()));
			TinoSubscription granted = client.subscribe(TinoTopics.ofChannels("open"),
					(message) -> this.events.add(message.channel()));
			granted.confirmed().join();
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> refused.confirmed().join())
				.withCauseInstanceOf(TinoCommandException.class)
				.withMessageContaining("SUBSCRIBE has failed: NOPERM");
			assertThat(refused.isActive()).isFalse();
			admin.send("ACL SETUSER bob &secret\r\n").read();
			admin.send("CLIENT KILL USER bob\r\n").read();
			await().until(refused::isActive);
			admin.send("PUBLISH secret x\r\n").read();
			await().until(() -> this.events.contains("secret"));
		}
	}

	@Test
	void aWrongPasswordFailsTheSubscription() {
		try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
			TinoSubscription refused = client(redis.port(), (builder) -> builder.credentials(null, "wrong"))
				.subscribe(TinoTopics.ofChannels("a"), (message) -> this.events.add("a"));
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> refused.confirmed().join())
				.withCauseInstanceOf(TinoCommandException.class)
				.withMessageContaining("WRONGPASS");
			client(redis.port(), (builder) -> builder.credentials(null, "secret"))
				.subscribe(TinoTopics.ofChannels("a"), (message) -> this.events.add("a"))
				.confirmed()
				.join();
		}
	}

	@Test
	void theConnectionIsOpenedAgainWhereverItIsCut() {
		String confirmation = ">3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n";
		String message = ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\n\u0001\r\n";
		String all = "%0\r\n" + confirmation + message;
		try (ScriptedServer server = new ScriptedServer((connection) -> {
			int end = Math.min(connection.number(), all.length());
			connection.read();
			connection.send(all.substring(0, Math.min(end, 4)));
			if (end > 4) {
				connection.read();
				connection.send(all.substring(4, end));
			}
			if (end == all.length()) {
				connection.read();
			}
		})) {
			NettyTinoClient client = client(server.address().getPort(),
					(builder) -> builder.subscriptionMinBackoff(Duration.ofNanos(1))
						.subscriptionMaxBackoff(Duration.ofNanos(1)));
			TinoSubscription subscription = client.<Integer>subscribe(TinoTopics.ofChannels("a"), Integer.class,
					(received) -> this.events.add("" + received.payload()));
			await().until(() -> !this.events.isEmpty());
			assertThat(this.events).containsExactly("1");
			assertThat(server.connections()).isEqualTo(all.length());
			assertThat(subscription.isActive()).isTrue();
		}
	}

	@Test
	void garbageOpensAnotherConnection() {
		try (ScriptedServer server = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			connection.read();
			connection.send(">3\r\n+subscribe\r\n+a\r\n:1\r\n");
			connection
				.send((connection.number() < 3) ? "garbage\r\n" : ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\n1\r\n");
			connection.read();
		})) {
			client(server.address().getPort(), (builder) -> builder.subscriptionMinBackoff(Duration.ofMillis(1)))
				.subscribe(TinoTopics.ofChannels("a"), (received) -> this.events.add(received.channel()));
			await().until(() -> !this.events.isEmpty());
			assertThat(server.connections()).isEqualTo(3);
		}
	}

	@Test
	void aServerThatFallsSilentIsLeft() {
		try (ScriptedServer server = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			connection.read();
			connection.send(">3\r\n+subscribe\r\n+a\r\n:1\r\n");
			List<String> ping = connection.read();
			this.events.add(String.valueOf(ping));
			connection.read();
		})) {
			client(server.address().getPort(),
					(builder) -> builder.keepAlive(Duration.ofMillis(20)).timeout(Duration.ofMillis(200)))
				.subscribe(TinoTopics.ofChannels("a"), (received) -> this.events.add(received.channel()));
			await().until(() -> server.connections() > 1);
			assertThat(this.events).startsWith("[PING]");
		}
	}

	@Test
	void whilePausedNothingIsReadAndNothingIsLost() throws InterruptedException {
		try (RedisServer redis = RedisServer.start()) {
			NettyTinoClient client = client(redis.port());
			CountDownLatch paused = new CountDownLatch(1);
			TinoSubscription[] slow = new TinoSubscription[1];
			CountDownLatch known = new CountDownLatch(1);
			slow[0] = client.<Integer>subscribe(TinoTopics.ofChannels("a"), Integer.class, (message) -> {
				this.events.add("" + message.payload());
				if (message.payload() == 0) {
					pause(known, slow);
					paused.countDown();
				}
			});
			known.countDown();
			slow[0].confirmed().join();
			for (int i = 0; i < 5_000; i++) {
				client.publish("a", i);
			}
			client.ping().join();
			paused.await();
			assertThat(this.events).containsExactly("0");
			slow[0].resume();
			await().until(() -> this.events.size() == 5_000);
		}
	}

	private static void pause(CountDownLatch known, TinoSubscription[] subscription) {
		try {
			known.await();
			subscription[0].pause();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void subscribesToSomethingAndKeepsToItsLimits() {
		assertThatIllegalArgumentException().isThrownBy(TinoTopics::ofChannels)
			.withMessage("There must be a channel or a pattern to subscribe to");
		NettyTinoClient.Builder builder = NettyTinoClient.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.keepAlive(Duration.ZERO))
			.withMessageContaining("keepAlive");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.subscriptionMinBackoff(Duration.ofDays(366)))
			.withMessageContaining("subscriptionMinBackoff");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.subscriptionMaxBackoff(Duration.ofMillis(-1)))
			.withMessageContaining("subscriptionMaxBackoff");
		assertThat(new TinoMessage<>("a", null, "secret")).hasToString("TinoMessage[channel=a, pattern=null]");
	}

	private NettyTinoClient client(int port) {
		return client(port, (builder) -> builder.maxConnections(1));
	}

	private NettyTinoClient client(int port, UnaryOperator<NettyTinoClient.Builder> settings) {
		NettyTinoClient client = settings
			.apply(NettyTinoClient.builder().address(new InetSocketAddress("127.0.0.1", port)))
			.build();
		this.clients.add(client);
		return client;
	}

}
