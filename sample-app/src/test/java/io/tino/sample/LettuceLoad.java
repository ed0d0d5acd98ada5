package io.tino.sample;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that call the sample by Lettuce without end: some share a connection, others
 * have one of their own.
 */
final class LettuceLoad implements AutoCloseable {

	private static final int SHARING_THREADS = 3;

	private static final int OTHER_THREADS = 2;

	private static final ProtocolKeyword SLEEP = () -> "SLEEP".getBytes(StandardCharsets.US_ASCII);

	private final ExecutorService threads = Executors.newFixedThreadPool(SHARING_THREADS + OTHER_THREADS);

	private final List<Future<Integer>> calls = new ArrayList<>();

	private final RedisClient client;

	private volatile boolean ended;

	LettuceLoad(int port, MaintNotificationsConfig notifications) {
		this.client = RedisClient.create(RedisURI.create("127.0.0.1", port));
		this.client.setOptions(ClientOptions.builder().maintNotificationsConfig(notifications).build());
		StatefulRedisConnection<byte[], byte[]> shared = connect();
		for (int i = 0; i < SHARING_THREADS; i++) {
			this.calls.add(this.threads.submit(calling(shared)));
		}
		for (int i = 0; i < OTHER_THREADS; i++) {
			this.calls.add(this.threads.submit(calling(connect())));
		}
	}

	private StatefulRedisConnection<byte[], byte[]> connect() {
		return this.client.connect(ByteArrayCodec.INSTANCE);
	}

	private Callable<Integer> calling(StatefulRedisConnection<byte[], byte[]> connection) {
		return () -> {
			int number = 0;
			while (!this.ended) {
				int millis = number++ % 5;
				CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE)
					.addValue(MessagePack.pack(millis));
				byte[] reply = connection.sync().dispatch(SLEEP, new ValueOutput<>(ByteArrayCodec.INSTANCE), arguments);
				assertThat(MessagePack.unpack(reply)).isEqualTo(millis);
			}
			return number;
		};
	}

	/**
	 * End it.
	 * @return how many calls there were
	 * @throws AssertionError if one of them has failed
	 */
	int end() {
		this.ended = true;
		int sum = 0;
		for (Future<Integer> count : this.calls) {
			sum += assertThat(count).succeedsWithin(60, TimeUnit.SECONDS).actual();
		}
		return sum;
	}

	@Override
	public void close() {
		this.ended = true;
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
		this.threads.shutdownNow();
	}

}
