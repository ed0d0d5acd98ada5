package io.tino.benchmarks.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.benchmarks.load.LoadResult;
import io.tino.benchmarks.peer.PeerServer;
import io.tino.benchmarks.pipeline.ChannelServer;
import io.tino.benchmarks.resp.MinimalResp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RespLoadGeneratorTests {

	private static final Duration ROUND = Duration.ofMillis(100);

	private final AtomicLong received = new AtomicLong();

	private final AtomicInteger connections = new AtomicInteger();

	@Test
	void countsWhatTheServerHasAnswered() throws InterruptedException {
		try (PeerServer server = ChannelServer.start((channel) -> new PingHandler("+PONG\r\n", Long.MAX_VALUE));
				RespLoadGenerator generator = RespLoadGenerator.connect(server.port(), 7, RespCommand.PING)) {
			for (int round = 0; round < 2; round++) {
				this.received.set(0);
				LoadResult result = generator.run(ROUND);
				assertThat(result.calls()).isPositive()
					.isEqualTo(this.received.get() / RespCommand.PING.request().length);
				assertThat(result.latencies().getTotalCount() * RespLoadGenerator.BATCH).isEqualTo(result.calls());
				assertThat(result.nanos()).isGreaterThanOrEqualTo(ROUND.toNanos());
			}
			assertThat(this.connections).hasValue(7);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "+PUNG\r\n", "-ERR no\r\n", "+PONG\r\n+PONG\r\n" })
	void whenRepliesAreOthersFails(String reply) throws InterruptedException {
		try (PeerServer server = ChannelServer.start((channel) -> new PingHandler(reply, Long.MAX_VALUE));
				RespLoadGenerator generator = RespLoadGenerator.connect(server.port(), 2, RespCommand.PING)) {
			assertThatIllegalStateException().isThrownBy(() -> generator.run(ROUND))
				.havingCause()
				.withMessageContaining("The server replies");
			assertThatIllegalStateException().isThrownBy(() -> generator.run(ROUND));
		}
	}

	@Test
	void whenServerClosesFails() throws InterruptedException {
		try (PeerServer server = ChannelServer.start((channel) -> new PingHandler("+PONG\r\n", 10));
				RespLoadGenerator generator = RespLoadGenerator.connect(server.port(), 2, RespCommand.PING)) {
			assertThatIllegalStateException().isThrownBy(() -> generator.run(ROUND))
				.withCauseInstanceOf(IOException.class);
		}
	}

	@ParameterizedTest
	@EnumSource(RespCommand.class)
	void minimalRespRepliesAsExpected(RespCommand command) throws Exception {
		try (PeerServer server = new MinimalResp().startServer();
				RespLoadGenerator generator = RespLoadGenerator.connect(server.port(), 3, command)) {
			assertThat(generator.run(ROUND).calls()).isPositive();
		}
	}

	/** Answers as many requests as bytes have come, and at last closes. */
	private final class PingHandler extends ChannelInboundHandlerAdapter {

		private final String reply;

		private final long max;

		private long bytes;

		private long answered;

		PingHandler(String reply, long max) {
			this.reply = reply;
			this.max = max;
			RespLoadGeneratorTests.this.connections.incrementAndGet();
		}

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			ByteBuf requests = (ByteBuf) message;
			this.bytes += requests.readableBytes();
			RespLoadGeneratorTests.this.received.addAndGet(requests.readableBytes());
			requests.release();
			long complete = this.bytes / RespCommand.PING.request().length;
			String replies = this.reply.repeat((int) (complete - this.answered));
			this.answered = complete;
			ctx.writeAndFlush(Unpooled.copiedBuffer(replies, StandardCharsets.US_ASCII));
			if (this.answered > this.max) {
				ctx.close();
			}
		}

	}

}
