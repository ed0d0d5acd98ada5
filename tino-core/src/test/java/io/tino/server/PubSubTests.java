package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.TinoConnection;
import io.tino.payload.PayloadFormat;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.server.TestServer.Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for publishing from within an application. What Redis has, too, is compared with
 * it elsewhere.
 */
class PubSubTests {

	private static final String MESSAGE = "*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$5\r\nhello\r\n";

	private final TestServer server = new TestServer();

	private final PubSub pubSub = this.server.settings.pubSub;

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aMessageIsEncodedOnceForAllThatWantItAlike() {
		List<Client> clients = IntStream.range(0, 1_000).mapToObj((index) -> this.server.connect()).toList();
		clients.forEach((client) -> client.exchange("SUBSCRIBE news\r\n"));
		Client inJson = this.server.connect();
		inJson.exchange("TINO.FORMAT json\r\nSUBSCRIBE news\r\n");
		Client inResp3 = this.server.connect();
		inResp3.exchange("HELLO 3\r\nPSUBSCRIBE n*\r\n");
		List<PayloadFormat> encoded = new ArrayList<>();
		long receivers = this.pubSub.publish("news", (format, out) -> {
			encoded.add(format);
			out.writeCharSequence((format == PayloadFormat.JSON) ? "json!" : "hello", StandardCharsets.US_ASCII);
		});
		assertThat(receivers).isEqualTo(1_002);
		assertThat(encoded).containsExactly(PayloadFormat.MSGPACK, PayloadFormat.JSON);
		assertThat(clients).allSatisfy((client) -> assertThat(client.read()).isEqualTo(MESSAGE));
		assertThat(inJson.read()).isEqualTo(MESSAGE.replace("hello", "json!"));
		assertThat(inResp3.read()).isEqualTo(">4\r\n$8\r\npmessage\r\n$2\r\nn*\r\n$4\r\nnews\r\n$5\r\nhello\r\n");
	}

	@Test
	void bytesGoAsTheyAre() {
		Client client = this.server.connect();
		client.exchange("TINO.FORMAT json\r\nSUBSCRIBE news\r\n");
		assertThat(this.pubSub.publish("news", "hello".getBytes(StandardCharsets.US_ASCII))).isEqualTo(1);
		assertThat(client.read()).isEqualTo(MESSAGE);
		byte[] large = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
		assertThat(this.pubSub.publish("news", large)).isEqualTo(1);
		assertThat(client.read()).hasSizeGreaterThan(100_000);
	}

	@Test
	void channelsHaveNamesInUtf8() {
		Client client = this.server.connect();
		byte[] name = "m\u00fcnchen".getBytes(StandardCharsets.UTF_8);
		client.exchange("*2\r\n$9\r\nSUBSCRIBE\r\n$8\r\n" + new String(name, StandardCharsets.ISO_8859_1) + "\r\n");
		assertThat(this.pubSub.publish("m\u00fcnchen", new byte[0])).isEqualTo(1);
	}

	@Test
	void whatCannotBeEncodedIsNotPublished() {
		Client client = this.server.connect();
		client.exchange("SUBSCRIBE news\r\n");
		assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> this.pubSub.publish("news",
				(format, out) -> TestCommand.CODECS.get(format).write(new Object(), out)));
		assertThat(client.read()).isEmpty();
	}

	@Test
	void onlyWhoMayPublishesAndSubscribes() {
		this.server.settings.channelAuthorizer = new ChannelAuthorizer() {

			@Override
			public boolean maySubscribe(TinoConnection connection, String channel) {
				return channel.startsWith("open.");
			}

			@Override
			public boolean maySubscribeToPattern(TinoConnection connection, String pattern) {
				return pattern.startsWith("open.");
			}

			@Override
			public boolean mayPublish(TinoConnection connection, String channel) {
				return channel.equals("open.talk");
			}

		};
		String refused = "-NOPERM No permissions to access a channel\r\n";
		Client client = this.server.connect();
		assertThat(client.exchange("SUBSCRIBE open.a secret\r\n")).isEqualTo(refused);
		assertThat(client.exchange("PSUBSCRIBE *\r\n")).isEqualTo(refused);
		assertThat(client.exchange("PUBLISH open.news x\r\n")).isEqualTo(refused);
		assertThat(client.exchange("PUBLISH open.talk x\r\nPUBSUB CHANNELS\r\n")).isEqualTo(":0\r\n*0\r\n");
		assertThat(client.exchange("PSUBSCRIBE open.*\r\nSUBSCRIBE open.a\r\n")).contains("open.*", "open.a");
	}

	@Test
	void subscriptionsAreLimited() {
		this.server.settings.maxSubscriptions = 2;
		Client client = this.server.connect();
		assertThat(client.exchange("SUBSCRIBE a b c\r\n")).isEqualTo("-ERR a connection may have 2 subscriptions\r\n");
		client.exchange("SUBSCRIBE a\r\nPSUBSCRIBE b\r\n");
		assertThat(client.exchange("SUBSCRIBE c\r\n")).startsWith("-ERR");
		assertThat(client.exchange("UNSUBSCRIBE a\r\nSUBSCRIBE c\r\n")).contains("unsubscribe", "$1\r\nc\r\n:2");
		String name = "x".repeat(1025);
		assertThat(this.server.connect().exchange("SUBSCRIBE " + name + "\r\n"))
			.isEqualTo("-ERR channel exceeds 1024 bytes\r\n");
	}

	@Test
	void nothingIsLeftOfThoseWhoHaveGone() {
		Client client = this.server.connect();
		client.exchange("SUBSCRIBE a b\r\nPSUBSCRIBE c*\r\n");
		assertThat(this.pubSub.channels()).containsExactlyInAnyOrder("a", "b");
		client.close();
		assertThat(this.pubSub.channels()).isEmpty();
		assertThat(this.pubSub.patterns()).isZero();
		assertThat(this.pubSub.publish("a", new byte[0])).isZero();
	}

	@Test
	void aPayloadThatCannotBeWrittenInOneFormatIsLostToThatAlone() {
		Client inJson = this.server.connect();
		inJson.exchange("TINO.FORMAT json\r\nSUBSCRIBE news\r\n");
		Client other = this.server.connect();
		other.exchange("SUBSCRIBE news\r\n");
		Client alsoInJson = this.server.connect();
		alsoInJson.exchange("TINO.FORMAT json\r\nPSUBSCRIBE n*\r\n");
		this.pubSub.publish("news", (format, out) -> {
			out.writeCharSequence("hello", StandardCharsets.US_ASCII);
			if (format == PayloadFormat.JSON) {
				throw new UnsupportedPayloadException("no JSON", null);
			}
		});
		assertThat(other.read()).isEqualTo(MESSAGE);
		assertThat(inJson.read()).isEmpty();
		assertThat(alsoInJson.read()).as("half a payload").isEmpty();
	}

	@Test
	void aSubscriberThatFailsLosesTheMessageAlone() {
		Client failing = this.server.connect();
		failing.exchange("SUBSCRIBE news\r\n");
		Client other = this.server.connect();
		other.exchange("SUBSCRIBE news\r\n");
		failing.transport().runOutOfMemory();
		this.pubSub.publish("news", "hello".getBytes(StandardCharsets.US_ASCII));
		failing.transport().runTasks();
		assertThat(failing.transport().isAborted()).isTrue();
		assertThat(other.read()).isEqualTo(MESSAGE);
	}

	@Test
	void publishingWaitsWithinATransactionWhileWritesArePaused() {
		Client client = this.server.connect();
		Client other = this.server.connect();
		client.exchange("MULTI\r\nPUBLISH news hello\r\n");
		other.exchange("CLIENT PAUSE 100000 WRITE\r\n");
		assertThat(client.exchange("EXEC\r\n")).isEmpty();
		other.exchange("CLIENT UNPAUSE\r\n");
		assertThat(client.read()).isEqualTo("*1\r\n:0\r\n");
	}

	@Test
	void whatIsMatchedIsLimited() {
		Client client = this.server.connect();
		String channel = "x".repeat(1025);
		assertThat(client.exchange("PUBLISH " + channel + " hello\r\n"))
			.isEqualTo("-ERR channel exceeds 1024 bytes\r\n");
		assertThat(client.exchange("PUBSUB CHANNELS " + channel + "\r\n"))
			.isEqualTo("-ERR pattern exceeds 1024 bytes\r\n");
		assertThat(client.exchange("PUBLISH " + channel.substring(1) + " hello\r\n")).isEqualTo(":0\r\n");
	}

	@Test
	void whoPublishesFasterThanItIsDeliveredWaits() {
		Client subscriber = this.server.connect();
		subscriber.exchange("SUBSCRIBE news\r\n");
		Client publisher = this.server.connect();
		StringBuilder replies = new StringBuilder();
		subscriber.transport()
			.runElsewhere(
					() -> replies.append(publisher.exchange("PUBLISH news hello\r\n".repeat(5_000) + "PING\r\n")));
		assertThat(replies.toString()).hasSizeBetween(4, 4 * 2_000).doesNotContain("PONG");
		assertThat(this.server.connect().exchange("PING\r\n")).isEqualTo("+PONG\r\n");
		String messages = subscriber.read();
		assertThat(replies + publisher.read()).isEqualTo(":1\r\n".repeat(5_000) + "+PONG\r\n");
		assertThat(messages + subscriber.read()).isEqualTo(MESSAGE.repeat(5_000));
	}

	@Test
	void whoPublishesFastDoesNotWaitForAnEventLoopThatHasEnded() {
		Client subscriber = this.server.connect();
		subscriber.exchange("SUBSCRIBE news\r\n");
		Client publisher = this.server.connect();
		subscriber.transport().runElsewhere(() -> publisher.exchange("PUBLISH news hello\r\n".repeat(5_000)));
		subscriber.transport().end();
		StringBuilder replies = new StringBuilder();
		subscriber.transport().runElsewhere(() -> {
			this.pubSub.publish("news", new byte[0]);
			replies.append(publisher.read());
		});
		assertThat(replies.toString()).endsWith(":1\r\n");
		assertThat(publisher.exchange("PING\r\n")).endsWith("+PONG\r\n");
	}

	@Test
	void deliveringLetsOthersHaveTheirTurn() {
		Client client = this.server.connect();
		client.exchange("TINO.FORMAT json\r\nSUBSCRIBE news\r\n");
		AtomicInteger delivered = new AtomicInteger();
		AtomicInteger deliveredBefore = new AtomicInteger();
		publishAgainWhenDelivered(client, delivered);
		client.transport().execute(() -> deliveredBefore.set(delivered.get()));
		client.read();
		assertThat(deliveredBefore).hasValueBetween(1, 100);
		assertThat(delivered).hasValue(1_000);
	}

	private void publishAgainWhenDelivered(Client client, AtomicInteger delivered) {
		client.transport().runElsewhere(() -> this.pubSub.publish("news", (format, out) -> {
			if (format == PayloadFormat.JSON && delivered.incrementAndGet() < 1_000) {
				publishAgainWhenDelivered(client, delivered);
			}
		}));
	}

}
