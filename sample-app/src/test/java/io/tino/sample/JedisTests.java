package io.tino.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ClientKillParams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls by Jedis.
 */
class JedisTests {

	private static SampleServer sample;

	@BeforeAll
	static void start() {
		sample = SampleServer.start();
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2", "RESP3" })
	void calls(String protocol) {
		try (RedisClient client = client(config(protocol).clientName("jedis"))) {
			assertThat(client.ping()).isEqualTo("PONG");
			assertThat(client.executeCommand(new CommandArguments(new Name("CLIENT")).add("GETNAME")))
				.isEqualTo(bytes("jedis"));
			assertThat(call(client, "ADD", 1, Map.of("value", 2))).isEqualTo(3);
			assertThat(call(client, "TINO_ECHO_COMPLEX", Models.nested())).isEqualTo(Models.nested());
			assertThat(call(client, "INCREMENT", 5)).isNull();
			assertThatExceptionOfType(JedisDataException.class)
				.isThrownBy(() -> call(client, "ADD", "one", Map.of("value", 2)))
				.withMessage("VALIDATION_ERROR [\"command\", \"a\"] \"value is not a valid integer\" "
						+ "\"type_error.integer\"");
			assertThatExceptionOfType(JedisDataException.class).isThrownBy(() -> call(client, "WHOAMI"))
				.withMessageStartingWith("PERMISSION_DENIED");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2" })
	void authenticates(String protocol) {
		try (RedisClient client = client(config(protocol).user("tina").password("tinaspassword"))) {
			assertThat(call(client, "WHOAMI")).isEqualTo("tina");
		}
		try (RedisClient client = client(config(protocol).user("tina").password("wrong"))) {
			assertThatExceptionOfType(JedisAccessControlException.class).isThrownBy(client::ping)
				.withMessageStartingWith("WRONGPASS");
		}
	}

	@Test
	void callsFromManyThreads() {
		try (RedisClient client = RedisClient.create("127.0.0.1", sample.port())) {
			assertThat(IntStream.range(0, 1000)
				.parallel()
				.mapToObj((number) -> call(client, "ADD", number, Map.of("value", 1)))
				.toList()).isEqualTo(IntStream.rangeClosed(1, 1000).boxed().toList());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2" })
	void sendsAPipeline(String protocol) {
		try (RedisClient client = client(config(protocol)); Pipeline pipeline = client.pipelined()) {
			List<Response<Object>> replies = IntStream.range(0, 1000)
				.mapToObj((number) -> pipeline.sendCommand(command("ADD", number, Map.of("value", 1))))
				.toList();
			pipeline.sync();
			assertThat(replies).extracting((reply) -> MessagePack.unpack(reply.get()))
				.isEqualTo(IntStream.rangeClosed(1, 1000).boxed().toList());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2" })
	void publishesAndSubscribes(String protocol) throws Exception {
		try (RedisClient client = client(config(protocol))) {
			Subscriber subscriber = new Subscriber();
			CompletableFuture<Void> news = CompletableFuture
				.runAsync(() -> client.subscribe(subscriber, bytes("jedis.news")))
				.whenComplete((result, ex) -> subscriber.received.add("ended: " + ex));
			assertThat(subscriber.next()).isEqualTo("subscribed to jedis.news");
			subscriber.psubscribe(bytes("jedis.weather.*"));
			assertThat(subscriber.next()).isEqualTo("subscribed to jedis.weather.*");

			assertThat(client.publish(bytes("jedis.news"), MessagePack.pack("hello"))).isOne();
			assertThat(subscriber.next()).isEqualTo("jedis.news: hello");
			assertThat(client.publish(bytes("jedis.weather.rome"), MessagePack.pack(30))).isOne();
			assertThat(subscriber.next()).isEqualTo("jedis.weather.*, jedis.weather.rome: 30");
			subscriber.ping(bytes("still here"));
			assertThat(subscriber.next()).isEqualTo("still here");

			subscriber.unsubscribe();
			subscriber.punsubscribe();
			news.get(10, TimeUnit.SECONDS);
			assertThat(client.publish(bytes("jedis.news"), MessagePack.pack("nobody"))).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2" })
	void callsInTransactions(String protocol) {
		try (RedisClient client = client(config(protocol))) {
			try (AbstractTransaction transaction = client.multi()) {
				transaction.sendCommand(command("ADD", 1, Map.of("value", 2)));
				transaction.sendCommand(command("ADD", 3, Map.of("value", 4)));
				assertThat(transaction.exec()).extracting(MessagePack::unpack).containsExactly(3, 7);
			}
			try (AbstractTransaction transaction = client.multi()) {
				transaction.sendCommand(command("NOPE"));
				assertThatExceptionOfType(JedisDataException.class).isThrownBy(transaction::exec)
					.withMessageStartingWith("EXECABORT");
			}
			try (AbstractTransaction transaction = client.multi()) {
				assertThat(transaction.discard()).isEqualTo("OK");
			}
			assertThat(call(client, "ADD", 1, Map.of("value", 2))).isEqualTo(3);
		}
	}

	@Test
	void aSingleConnectionDoesWithoutHello() {
		try (Jedis jedis = new Jedis("127.0.0.1", sample.port())) {
			assertThat(jedis.auth("tina", "tinaspassword")).isEqualTo("OK");
			assertThat(MessagePack.unpack(jedis.sendCommand(new Name("WHOAMI")))).isEqualTo("tina");
			assertThat(jedis.clientList()).contains("user=tina");
			try (Jedis other = new Jedis("127.0.0.1", sample.port())) {
				assertThat(jedis.clientKill(new ClientKillParams().id(String.valueOf(other.clientId())))).isOne();
			}
		}
	}

	private static DefaultJedisClientConfig.Builder config(String protocol) {
		DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
		return protocol.equals("default") ? config : config.protocol(RedisProtocol.valueOf(protocol));
	}

	private static RedisClient client(DefaultJedisClientConfig.Builder config) {
		return RedisClient.builder().hostAndPort("127.0.0.1", sample.port()).clientConfig(config.build()).build();
	}

	private static Object call(RedisClient client, String name, Object... arguments) {
		return MessagePack.unpack(client.executeCommand(command(name, arguments)));
	}

	private static CommandArguments command(String name, Object... arguments) {
		CommandArguments command = new CommandArguments(new Name(name));
		Stream.of(arguments).map(MessagePack::pack).forEach(command::add);
		return command;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * The name of a command that Jedis does not know.
	 *
	 * @param text the name
	 */
	private record Name(String text) implements ProtocolCommand {

		@Override
		public byte[] getRaw() {
			return bytes(this.text);
		}

	}

	/**
	 * Keeps what it receives.
	 */
	private static final class Subscriber extends BinaryJedisPubSub {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		String next() throws InterruptedException {
			String next = this.received.poll(10, TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}

		@Override
		public void onSubscribe(byte[] channel, int count) {
			this.received.add("subscribed to " + text(channel));
		}

		@Override
		public void onPSubscribe(byte[] pattern, int count) {
			this.received.add("subscribed to " + text(pattern));
		}

		@Override
		public void onMessage(byte[] channel, byte[] message) {
			this.received.add(text(channel) + ": " + MessagePack.unpack(message));
		}

		@Override
		public void onPMessage(byte[] pattern, byte[] channel, byte[] message) {
			this.received.add(text(pattern) + ", " + text(channel) + ": " + MessagePack.unpack(message));
		}

		@Override
		public void onPong(byte[] message) {
			this.received.add(text(message));
		}

		private static String text(byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}

	}

}
