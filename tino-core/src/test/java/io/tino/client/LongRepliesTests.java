package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import io.tino.server.TinoServerListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for long replies that a client takes slowly, over one connection.
 */
class LongRepliesTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	/** Together more than sockets keep, and less than the server keeps for one client. */
	private static final int LONG_REPLIES = 6;

	private static final int SHORT_REPLIES = 100;

	private static final byte[] LONG_REPLY = new byte[4 << 20];

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	// Calls that the test answers
	private final Queue<Call> gates = new ConcurrentLinkedQueue<>();

	private final Queue<Call> longCalls = new ConcurrentLinkedQueue<>();

	private final Queue<Call> shortCalls = new ConcurrentLinkedQueue<>();

	/** How many short replies have been given to the connection. */
	private final AtomicInteger answered = new AtomicInteger();

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.commands(List.of(command("GATE", this.gates::add), command("LONG", this.longCalls::add),
				command("SHORT", this.shortCalls::add)))
		.listener(new TinoServerListener() {

			@Override
			public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos,
					boolean started) {
				if (command != null && command.spec().name().equals("SHORT")) {
					LongRepliesTests.this.answered.incrementAndGet();
				}
			}

		})
		.build();

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
		this.server.stop(LONG).join();
	}

	@Test
	void shortRepliesOvertakeThem() throws Exception {
		NettyTinoClient client = connect();
		List<CompletableFuture<byte @Nullable []>> longReplies = Stream
			.generate(() -> client.<byte[]>call("LONG", byte[].class))
			.limit(LONG_REPLIES)
			.toList();
		Queue<String> order = new ConcurrentLinkedQueue<>();
		longReplies.forEach((reply) -> reply.thenRun(() -> order.add("long")));
		List<CompletableFuture<@Nullable Void>> shortReplies = Stream
			.generate(() -> client.call("SHORT", int.class).thenRun(() -> order.add("short")))
			.limit(SHORT_REPLIES)
			.toList();
		await().atMost(LONG)
			.until(() -> this.longCalls.size() == LONG_REPLIES && this.shortCalls.size() == SHORT_REPLIES);
		CountDownLatch goOn = new CountDownLatch(1);
		holdUp(client, goOn);
		this.longCalls.forEach((call) -> call.reply(LONG_REPLY, CODEC::write));
		this.shortCalls.forEach((call) -> call.reply(1, CODEC::write));
		await().atMost(LONG)
			.untilAtomic(this.answered, (count) -> assertThat(count.intValue()).isEqualTo(SHORT_REPLIES));
		goOn.countDown();

		assertThat(CompletableFuture.allOf(shortReplies.toArray(CompletableFuture<?>[]::new))).succeedsWithin(LONG);
		longReplies.forEach((reply) -> assertThat(reply).succeedsWithin(LONG).isEqualTo(LONG_REPLY));
		assertThat(order).hasSize(SHORT_REPLIES + LONG_REPLIES)
			.as("but for those that were in the sockets already")
			.endsWith("long", "long", "long");
	}

	/** Let the client do nothing, not even read, until it may go on. */
	private void holdUp(NettyTinoClient client, CountDownLatch goOn) throws InterruptedException {
		CountDownLatch held = new CountDownLatch(1);
		client.call("GATE", Void.class).thenRun(() -> {
			held.countDown();
			awaitUninterrupted(goOn);
		});
		await().atMost(LONG).until(() -> !this.gates.isEmpty());
		this.gates.remove().reply(null, CODEC::write);
		held.await();
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private NettyTinoClient connect() {
		this.server.start();
		NettyTinoClient built = NettyTinoClient.builder()
			.address(Objects.requireNonNull(this.server.localAddress()))
			.timeout(LONG)
			.build();
		this.client = built;
		return built;
	}

	private static Command command(String name, ServedCommand.Body body) {
		CommandSpec spec = CommandSpec.named(name).arguments(0, 0).execution(Execution.EVENT_LOOP).build();
		return new ServedCommand(spec, body);
	}

}
