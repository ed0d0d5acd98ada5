package io.tino.client;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.testing.RedisServer;
import io.tino.testing.RespSocket;
import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link NettyTinoClient#publish}.
 */
class PublishTests {

	private final Queue<String> events = new ConcurrentLinkedQueue<>();

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
	}

	@Test
	void whoHasSubscribedGetsTheChannelAsTextAndTheMessageAsMessagePack() {
		try (RedisServer redis = RedisServer.start(); RespSocket subscriber = redis.connect()) {
			NettyTinoClient publisher = client(new InetSocketAddress("127.0.0.1", redis.port()));
			assertThat(publisher.publish("caf\u00e9", 1).join()).isZero();
			subscriber.send("SUBSCRIBE caf\u00c3\u00a9\r\n").read();
			assertThat(publisher.publish("caf\u00e9", Map.of("a", 1)).join()).isEqualTo(1);
			String message = "*3\r\n$7\r\nmessage\r\n$5\r\ncaf\u00c3\u00a9\r\n$4\r\n\u0081\u00a1a\u0001\r\n";
			assertThat(subscriber.readBytes(message.length())).isEqualTo(message);
			assertThat(publisher.publish("caf\u00e9", null).join()).isEqualTo(1);
			message = "*3\r\n$7\r\nmessage\r\n$5\r\ncaf\u00c3\u00a9\r\n$1\r\n\u00c0\r\n";
			assertThat(subscriber.readBytes(message.length())).isEqualTo(message);
		}
	}

	@Test
	void publishingIsACallAsAnyOther() {
		try (ScriptedServer server = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			connection.read();
			connection.send(":7\r\n");
			connection.read();
			connection.send("-NOPERM no permissions to access a channel\r\n");
			connection.read();
			connection.send("+OK\r\n");
			connection.read();
			connection.send("$-1\r\n");
			connection.read();
		})) {
			NettyTinoClient publisher = client(server.address());
			assertThat(publisher.publish("a", "b").join()).isEqualTo(7);
			TinoException refused = failure(publisher.publish("a", "b"));
			assertThat(refused).hasMessage("PUBLISH has failed: NOPERM no permissions to access a channel");
			assertThat(refused.mayHaveRun()).isFalse();
			assertThat(failure(publisher.publish("a", "b"))).isInstanceOf(TinoReplyException.class);
			assertThat(publisher.publish("a", "b").join()).as("a server that does not count").isNull();
			assertThat(failure(publisher.publish("a", "b"))).isInstanceOf(TinoConnectionException.class);
			assertThat(this.events).containsExactly("PUBLISH null", "PUBLISH NOPERM", "PUBLISH VALIDATION_ERROR",
					"PUBLISH null", "PUBLISH UNAVAILABLE");
		}
	}

	@Test
	void whatCannotBeEncodedIsNotSent() {
		NettyTinoClient publisher = client(new InetSocketAddress("127.0.0.1", 1));
		Map<String, Object> endless = new HashMap<>();
		endless.put("a", endless);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> publisher.publish("a", endless));
		}
		assertThatNullPointerException().isThrownBy(() -> publisher.publish(null, 1));
		assertThat(failure(publisher.publish("a", 1))).as("there is room for it")
			.isInstanceOf(TinoConnectionException.class);
	}

	@Test
	void tooManyAreRefused() {
		try (ScriptedServer silent = new ScriptedServer((connection) -> {
			for (List<String> request = connection.read(); request != null;) {
				request = connection.read();
			}
		})) {
			NettyTinoClient publisher = client(silent.address());
			publisher.publish("a", 1);
			publisher.publish("a", 2);
			assertThat(failure(publisher.publish("a", 3))).isInstanceOf(TinoOverloadedException.class)
				.hasMessage("PUBLISH has not been sent: 2 calls wait for a reply");
		}
	}

	private NettyTinoClient client(InetSocketAddress address) {
		NettyTinoClient built = NettyTinoClient.builder()
			.address(address)
			.maxConnections(1)
			.maxPendingCalls(2)
			.listener(new TinoClientListener() {

				@Override
				public void callCompleted(String command, @Nullable String errorCode, long nanos) {
					PublishTests.this.events.add(command + " " + errorCode);
				}

			})
			.build();
		this.client = built;
		return built;
	}

	private static TinoException failure(CompletableFuture<?> reply) {
		return (TinoException) assertThatExceptionOfType(CompletionException.class).isThrownBy(reply::join)
			.actual()
			.getCause();
	}

}
