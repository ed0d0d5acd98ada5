package io.tino.benchmarks.resp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.load.LoadGenerator;
import io.tino.benchmarks.load.LoadResult;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;
import io.tino.benchmarks.pipeline.CallPipeline;
import io.tino.benchmarks.pipeline.PipelinedClient;
import io.tino.benchmarks.pipeline.PipelinedConnection;
import io.tino.benchmarks.work.Work;

import static org.assertj.core.api.Assertions.assertThat;

class MinimalRespTests {

	/** So far from both ends, bytes are split anywhere, and at some places between. */
	private static final int ENDS = 40;

	@ParameterizedTest
	@ValueSource(strings = { "add", "emoji", "bytes:0", "bytes:16", "bytes:300", "bytes:70000" })
	void serverAndClientAgreeWhereverBytesAreSplit(String text) {
		Work work = Work.parse(text);
		byte[] request = new Client().start(work).sent();
		byte[] reply = new Server().receive(request, request.length).sent();
		int length = Math.max(request.length, reply.length);
		for (int cut = 0; cut <= length; cut += (cut < ENDS || cut > length - ENDS) ? 1 : 1 + length / ENDS) {
			int cutOfRequest = Math.min(cut, request.length);
			assertThat(new Server().receive(request, cutOfRequest).sent()).as("request cut at %d", cut)
				.isEqualTo(reply);
			Client client = new Client().start(work).start(work);
			client.receive(ByteBufUtil.getBytes(Unpooled.wrappedBuffer(reply, reply)), Math.min(cut, reply.length));
			assertThat(client.ended).as("reply cut at %d", cut).containsExactly(null, null);
		}
	}

	@Test
	void nothingIsCompleteBeforeTheEndOfItsLine() {
		byte[] request = new Client().start(Work.ADD).sent();
		assertThat(new Server().receive(Arrays.copyOf(request, request.length - 1), 0).sent()).isEmpty();
		Client client = new Client().start(Work.ADD);
		client.receive(bytes("$1\r\n\3\r"), 0);
		assertThat(client.ended).isEmpty();
	}

	@Test
	void sendsWhatTinoSends() {
		assertThat(text(new Client().start(Work.ADD).sent())).isEqualTo("*3\r\n$3\r\nADD\r\n$1\r\n\1\r\n$1\r\n\2\r\n");
		assertThat(text(new Client().start(Work.EMOJI).sent()))
			.startsWith("*2\r\n$9\r\nECHO_TEXT\r\n$4939\r\n\u00da\u0013\u0048\u00f0\u009f\u009a\u0080");
		assertThat(text(new Client().start(Work.bytes(2)).sent()))
			.isEqualTo("*2\r\n$10\r\nECHO_BYTES\r\n$4\r\n\u00c4\2\0\37\r\n");
	}

	@Test
	void repliesToAllRequestsOfABatch() {
		byte[] batch = bytes("*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n*1\r\n$4\r\nECHO\r\n"
				+ "*3\r\n$3\r\nADD\r\n$1\r\n\1\r\n$2\r\n\u00d0\u0080\r\n*1\r\n$3\r\nGET\r\n");
		String unknown = "-ERR unknown command or number of arguments\r\n";
		assertThat(text(new Server().receive(batch, 0).sent()))
			.isEqualTo("+PONG\r\n$2\r\nhi\r\n" + unknown + "$2\r\n\u00d0\u0081\r\n" + unknown);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PING\r\n", "*1\r\n:1\r\n", "*9\r\n", "*1\r\n$x\r\n", "*1\r\n$99999999999999", "*0\r\n" })
	void whenThereIsNoRequestServerCloses(String bytes) {
		Server server = new Server();
		server.receive(bytes(bytes), 0);
		assertThat(server.channel.isOpen()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "$1\r\n\4\r\n", "$3\r\n\1\2\3\r\n", "-ERR no\r\n", "$1\r\n\3\r\n!0\r\n" })
	void whenReplyIsAnotherOneAllCallsFail(String reply) {
		Client client = new Client().start(Work.ADD).start(Work.ADD);
		client.receive(bytes(reply), 0);
		assertThat(client.ended).hasSize(2).last().isInstanceOf(IllegalStateException.class);
		assertThat(client.start(Work.ADD).ended).hasSize(3).last().isInstanceOf(IllegalStateException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "threads:8", "flight:100" })
	void callsOverASocket(String load) throws Exception {
		MinimalResp peer = new MinimalResp();
		try (PeerServer server = peer.startServer(); PeerClient client = peer.connect(server.port(), 100)) {
			for (Work work : List.of(Work.ADD, Work.EMOJI, Work.bytes(100_000))) {
				LoadResult result = LoadGenerator.run(client, work, Load.parse(load), Duration.ofMillis(100));
				assertThat(result).as(work.toString())
					.isNotNull()
					.satisfies((counted) -> assertThat(counted.calls()).isPositive());
			}
			assertThat(client.blocking(Work.MODEL)).isNull();
			assertThat(client.async(Work.MODEL)).isNull();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	private static void feed(EmbeddedChannel channel, byte[] bytes, int cut) {
		channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
		channel.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
	}

	private static byte[] takeSent(EmbeddedChannel channel) {
		ByteBuf all = Unpooled.buffer();
		for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
			all.writeBytes(sent);
			sent.release();
		}
		return ByteBufUtil.getBytes(all);
	}

	private static final class Server {

		private final EmbeddedChannel channel = new EmbeddedChannel();

		Server() {
			this.channel.pipeline().addLast(new MinimalRespHandler(this.channel));
		}

		Server receive(byte[] bytes, int cut) {
			feed(this.channel, bytes, cut);
			return this;
		}

		byte[] sent() {
			return takeSent(this.channel);
		}

	}

	private static final class Client {

		private final EmbeddedChannel channel = new EmbeddedChannel();

		private final List<@Nullable Throwable> ended = new ArrayList<>();

		private final PeerClient client;

		private byte[] sent = {};

		Client() {
			CallPipeline calls = new CallPipeline(this.channel);
			this.channel.pipeline().addLast(calls);
			Channel connection = this.channel;
			this.client = new PipelinedClient(
					new PipelinedConnection(connection.eventLoop().parent(), connection, calls), RespCalls::of);
		}

		Client start(Work work) {
			PeerClient.AsyncCall call = this.client.async(work);
			assertThat(call).isNotNull();
			call.start(this.ended::add);
			this.sent = takeSent(this.channel);
			return this;
		}

		void receive(byte[] bytes, int cut) {
			feed(this.channel, bytes, cut);
		}

		/** Return what has been sent of the last call. */
		byte[] sent() {
			return this.sent;
		}

	}

}
