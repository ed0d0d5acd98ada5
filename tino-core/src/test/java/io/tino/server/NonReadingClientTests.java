package io.tino.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.util.internal.PlatformDependent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.Execution;
import io.tino.command.TinoConnection;
import io.tino.resp.RespValue.SimpleString;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what becomes of clients that read none of what they ask for, over real
 * sockets.
 */
class NonReadingClientTests {

	private static final int REPLIES = 10_000;

	private static final int REPLY_BYTES = 10_000;

	private static final long HARD_LIMIT = 32L << 20;

	private final AtomicLong replied = new AtomicLong();

	private final AtomicLong usedDirectMemory = new AtomicLong();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.eventLoops(1) // which both connections share
		.commands(List.of(big("BIG", Execution.EVENT_LOOP), big("WORKER_BIG", Execution.WORKER)))
		.listener(new TinoServerListener() {

			@Override
			public void connectionClosed(TinoConnection connection) {
				NonReadingClientTests.this.closed.countDown();
			}

		})
		.build();

	private Command big(String name, Execution execution) {
		String value = "x".repeat(REPLY_BYTES);
		return TestCommand.of(name, (spec) -> spec.execution(execution), (call) -> reply(call, value));
	}

	private void reply(Call call, String value) {
		this.usedDirectMemory.accumulateAndGet(PlatformDependent.usedDirectMemory(), Math::max);
		this.replied.addAndGet(REPLY_BYTES);
		TestCommand.reply(call, value);
	}

	@BeforeEach
	void startServer() {
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(Duration.ZERO).join();
	}

	@Test
	void isClosedAtTheHardLimitWhichOthersDoNotNotice() throws InterruptedException {
		whoReadsNothingIsClosed("BIG\r\n");
	}

	@Test
	void isClosedAtTheHardLimitWhoeverWritesTheReplies() throws InterruptedException {
		whoReadsNothingIsClosed("WORKER_BIG\r\n");
	}

	@Test
	void isAnsweredOnceItReadsIfThatIsLessThanTheHardLimit() {
		try (RespSocket socket = connect()) {
			socket.send("BIG\r\n".repeat(2_000)).send("PING\r\n");
			assertThat(socket.send("BIG\r\n".repeat(500)).read(2_001)).last().isEqualTo(new SimpleString("PONG"));
		}
	}

	private void whoReadsNothingIsClosed(String request) throws InterruptedException {
		try (RespSocket silent = connect(); RespSocket other = connect()) {
			other.send("PING\r\n").read();
			long before = PlatformDependent.usedDirectMemory();
			silent.send(request.repeat(REPLIES));
			do {
				assertThat(other.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			}
			while (!this.closed.await(10, TimeUnit.MILLISECONDS));
			assertThat(other.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			assertThat(this.replied).as("of 100 MB").hasValueBetween(HARD_LIMIT, 2 * HARD_LIMIT);
			assertThat(this.usedDirectMemory.get() - before).as("buffers are not quite full")
				.isLessThan(2 * HARD_LIMIT);
		}
	}

	private RespSocket connect() {
		return new RespSocket(this.server.localAddress());
	}

}
