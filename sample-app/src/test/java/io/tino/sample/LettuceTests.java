package io.tino.sample;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.support.ConnectionPoolSupport;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls by Lettuce.
 */
class LettuceTests {

	/** Names are text, payloads are bytes. */
	private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

	private static SampleServer sample;

	private static RedisClient client;

	@BeforeAll
	static void start() {
		sample = SampleServer.start();
		client = RedisClient.create();
	}

	@AfterAll
	static void stop() {
		client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
		sample.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2", "RESP3" })
	void calls(String protocol) {
		use(protocol);
		RedisURI uri = uri();
		uri.setClientName("lettuce");
		try (StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC, uri)) {
			assertThat(connection.sync().clientGetname()).isEqualTo("lettuce");
			assertThat(connection.sync().ping()).isEqualTo("PONG");
			assertThat(call(connection, "ADD", 1, Map.of("value", 2))).isEqualTo(3);
			assertThat(call(connection, "TINO_ECHO_COMPLEX", Models.nested())).isEqualTo(Models.nested());
			assertThat(call(connection, "INCREMENT", 5)).isNull();
			assertThatExceptionOfType(RedisCommandExecutionException.class)
				.isThrownBy(() -> call(connection, "ADD", "one", Map.of("value", 2)))
				.withMessage("VALIDATION_ERROR [\"command\", \"a\"] \"value is not a valid integer\" "
						+ "\"type_error.integer\"");
			assertThatExceptionOfType(RedisCommandExecutionException.class).isThrownBy(() -> call(connection, "WHOAMI"))
				.withMessageStartingWith("PERMISSION_DENIED");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2" })
	void authenticates(String protocol) {
		use(protocol);
		try (StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC, tina("tinaspassword"))) {
			assertThat(call(connection, "WHOAMI")).isEqualTo("tina");
		}
		assertThatExceptionOfType(RedisConnectionException.class).isThrownBy(() -> client.connect(CODEC, tina("wrong")))
			.havingRootCause()
			.withMessageStartingWith("WRONGPASS");
	}

	@Test
	void callsManyTimesAtOnce() throws Exception {
		use("default");
		try (StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC, uri())) {
			List<RedisFuture<byte[]>> replies = IntStream.range(0, 1000)
				.parallel()
				.mapToObj((number) -> callAsync(connection, "ADD", number, Map.of("value", 1)))
				.toList();
			for (int number = 0; number < 1000; number++) {
				assertThat(MessagePack.unpack(replies.get(number).get(10, TimeUnit.SECONDS))).isEqualTo(number + 1);
			}
		}
	}

	@Test
	void sendsAPipeline() throws Exception {
		use("default");
		try (StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC, uri())) {
			connection.setAutoFlushCommands(false);
			List<RedisFuture<byte[]>> replies = new ArrayList<>();
			for (int number = 0; number < 1000; number++) {
				replies.add(callAsync(connection, "ADD", number, Map.of("value", 1)));
			}
			connection.flushCommands();
			for (int number = 0; number < 1000; number++) {
				assertThat(MessagePack.unpack(replies.get(number).get(10, TimeUnit.SECONDS))).isEqualTo(number + 1);
			}
		}
	}

	@Test
	void poolsConnections() throws Exception {
		use("default");
		try (var pool = ConnectionPoolSupport.createGenericObjectPool(() -> client.connect(CODEC, uri()),
				new GenericObjectPoolConfig<>())) {
			for (int number = 0; number < 20; number++) {
				try (StatefulRedisConnection<String, byte[]> connection = pool.borrowObject()) {
					assertThat(call(connection, "ADD", number, Map.of("value", 1))).isEqualTo(number + 1);
				}
			}
			assertThat(pool.getCreatedCount()).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2" })
	void publishesAndSubscribes(String protocol) throws Exception {
		use(protocol);
		try (StatefulRedisConnection<String, byte[]> publisher = client.connect(CODEC, uri());
				StatefulRedisPubSubConnection<String, byte[]> subscriber = client.connectPubSub(CODEC, uri())) {
			BlockingQueue<String> received = receive(subscriber);
			subscriber.sync().subscribe("lettuce.news");
			subscriber.sync().psubscribe("lettuce.weather.*");
			assertThat(publisher.sync().publish("lettuce.news", MessagePack.pack("hello"))).isOne();
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("lettuce.news: hello");
			assertThat(publisher.sync().publish("lettuce.weather.rome", MessagePack.pack(30))).isOne();
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("lettuce.weather.*, lettuce.weather.rome: 30");
			assertThat(publisher.sync().pubsubNumsub("lettuce.news")).containsEntry("lettuce.news", 1L);
			subscriber.sync().unsubscribe("lettuce.news");
			subscriber.sync().punsubscribe("lettuce.weather.*");
			assertThat(publisher.sync().publish("lettuce.news", MessagePack.pack("nobody"))).isZero();
			assertThat(subscriber.sync().ping()).isEqualTo("PONG");
		}
	}

	@Test
	void subscribesAgainWhenTheConnectionIsClosed() throws Exception {
		use("default");
		RedisURI uri = tina("tinaspassword");
		try (StatefulRedisConnection<String, byte[]> admin = client.connect(CODEC, uri);
				StatefulRedisPubSubConnection<String, byte[]> subscriber = client.connectPubSub(CODEC, uri)) {
			BlockingQueue<String> received = receive(subscriber);
			subscriber.sync().subscribe("lettuce.again");
			long id = subscriber.sync().clientId();
			assertThat(admin.sync().clientKill(KillArgs.Builder.id(id))).isOne();
			assertThat(subscriber.sync().clientId()).isNotEqualTo(id);
			assertThat(admin.sync().publish("lettuce.again", MessagePack.pack("still here"))).isOne();
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("lettuce.again: still here");
		}
	}

	private static BlockingQueue<String> receive(StatefulRedisPubSubConnection<String, byte[]> subscriber) {
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		subscriber.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String channel, byte[] message) {
				received.add(channel + ": " + MessagePack.unpack(message));
			}

			@Override
			public void message(String pattern, String channel, byte[] message) {
				received.add(pattern + ", " + channel + ": " + MessagePack.unpack(message));
			}

		});
		return received;
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "RESP2" })
	void callsInTransactions(String protocol) throws Exception {
		use(protocol);
		try (StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC, uri())) {
			connection.sync().multi();
			RedisFuture<byte[]> first = callAsync(connection, "ADD", 1, Map.of("value", 2));
			RedisFuture<byte[]> second = callAsync(connection, "ADD", 3, Map.of("value", 4));
			assertThat(connection.sync().exec()).extracting(MessagePack::unpack).containsExactly(3, 7);
			assertThat(MessagePack.unpack(first.get())).isEqualTo(3);
			assertThat(MessagePack.unpack(second.get())).isEqualTo(7);

			connection.sync().multi();
			callAsync(connection, "NOPE");
			assertThatExceptionOfType(RedisCommandExecutionException.class).isThrownBy(() -> connection.sync().exec())
				.withMessageStartingWith("EXECABORT");
			connection.sync().multi();
			assertThat(connection.sync().discard()).isEqualTo("OK");
			assertThat(call(connection, "ADD", 1, Map.of("value", 2))).isEqualTo(3);
		}
	}

	private static void use(String protocol) {
		ClientOptions.Builder options = ClientOptions.builder();
		client.setOptions(
				(protocol.equals("default") ? options : options.protocolVersion(ProtocolVersion.valueOf(protocol)))
					.build());
	}

	private static RedisURI uri() {
		return RedisURI.create("127.0.0.1", sample.port());
	}

	private static RedisURI tina(String password) {
		return RedisURI.builder(uri()).withAuthentication("tina", password).build();
	}

	private static Object call(StatefulRedisConnection<String, byte[]> connection, String name, Object... arguments) {
		return MessagePack
			.unpack(connection.sync().dispatch(new Name(name), new ValueOutput<>(CODEC), packed(arguments)));
	}

	private static RedisFuture<byte[]> callAsync(StatefulRedisConnection<String, byte[]> connection, String name,
			Object... arguments) {
		return connection.async().dispatch(new Name(name), new ValueOutput<>(CODEC), packed(arguments));
	}

	private static CommandArgs<String, byte[]> packed(Object... arguments) {
		CommandArgs<String, byte[]> packed = new CommandArgs<>(CODEC);
		for (Object argument : arguments) {
			packed.addValue(MessagePack.pack(argument));
		}
		return packed;
	}

	/**
	 * The name of a command that Lettuce does not know.
	 *
	 * @param text the name
	 */
	private record Name(String text) implements ProtocolKeyword {

		@Override
		public byte[] getBytes() {
			return this.text.getBytes(StandardCharsets.US_ASCII);
		}

	}

}
