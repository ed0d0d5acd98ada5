package io.tino.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamCall} and {@link ItemSubscription}, without sockets and with a
 * clock that is set.
 */
class StreamCallTests {

	private static final String CANCEL = "*2\r\n$11\r\nTINO.CANCEL\r\n$1\r\n2\r\n";

	private final SimulatedClient client = new SimulatedClient();

	private final SimulatedNetwork network = this.client.network();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void theCallIsMadeWhenTheFirstItemIsRequestedWithThatMuchCredit() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(0));
		assertThat(items.events()).containsExactly("subscribed");
		assertThat(server.takeSent()).isEmpty();
		items.request(2);
		items.request(1);
		this.network.run();
		assertThat(server.takeSent())
			.isEqualTo("*4\r\n$9\r\nTINO.CALL\r\n$1\r\n2\r\n$9\r\n\u0081\u00a6credit\u0003\r\n" + "$1\r\nA\r\n");
	}

	@Test
	void aTimeoutIsThatOfTheWholeStream() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A",
				TinoCallOptions.DEFAULTS.withTimeout(Duration.ofMillis(100)).withPrefetch(7),
				new RecordingSubscriber(Long.MAX_VALUE));
		assertThat(server.takeSent()).contains("$22\r\n\u0082\u00abdeadline-ms" + "d\u00a6credit\u0007\r\n");
		server.receive(Pushes.item(2, "a"));
		this.network.advance(Duration.ofMillis(99));
		assertThat(items.events()).containsExactly("subscribed", "a");
		this.network.advance(Duration.ofMillis(20));
		assertThat(items.failure()).isInstanceOf(TinoTimeoutException.class);
		assertThat(server.takeSent()).isEqualTo(CANCEL);
		server.receive(Pushes.item(2, "b") + PushText.end(2));
		assertThat(items.events()).containsExactly("subscribed", "a", "failed");
	}

	@Test
	void withoutATimeoutTheServerOnlyHasToBegin() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber begun = this.client.stream("A", new RecordingSubscriber(9));
		RecordingSubscriber late = this.client.stream("B", new RecordingSubscriber(9));
		server.receive(Pushes.item(2, "a"));
		server.takeSent();
		this.network.advance(SimulatedClient.TIMEOUT.plusMillis(20));
		assertThat(late.failure()).isInstanceOf(TinoTimeoutException.class);
		assertThat(server.takeSent()).isEqualTo("*2\r\n$11\r\nTINO.CANCEL\r\n$1\r\n3\r\n");
		server.receive(Pushes.item(2, "b") + PushText.end(2) + PushText.error(3, "CANCELLED by the client"));
		assertThat(begun.events()).containsExactly("subscribed", "a", "b", "completed");
	}

	@Test
	void itemsComeInOrderWhereverTheyAreSplitAndHoweverTheyAreCut() {
		String cut = Pushes.item(2, "x".repeat(31));
		String wire = Pushes.item(2, "a") + Pushes.item(3, "A") + Pushes.chunk(2, cut.length() - 9, cut.substring(0, 9))
				+ PushText.end(3) + Pushes.chunk(2, 0, cut.substring(9)) + Pushes.item(2, "c") + PushText.end(2);
		for (int split = 0; split <= wire.length(); split++) {
			SimulatedClient each = new SimulatedClient();
			Attempt server = each.connect(10);
			RecordingSubscriber one = each.stream("A", new RecordingSubscriber(3));
			RecordingSubscriber other = each.stream("B", new RecordingSubscriber(1));
			server.receive(wire.substring(0, split)).receive(wire.substring(split));
			assertThat(one.events()).as("split at %d", split)
				.containsExactly("subscribed", "a", "x".repeat(31), "c", "completed");
			assertThat(other.events()).containsExactly("subscribed", "A", "completed");
			each.close();
		}
	}

	@Test
	void creditIsGivenWhenHalfOfItIsUsedUp() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", TinoCallOptions.DEFAULTS.withPrefetch(8),
				new RecordingSubscriber(20));
		assertThat(server.takeSent()).contains("credit\u0008\r\n");
		server.receive(items(3));
		assertThat(server.takeSent()).isEmpty();
		server.receive(items(1));
		assertThat(server.takeSent()).isEqualTo(credit(2, 4));
		server.receive(items(7));
		assertThat(server.takeSent()).isEqualTo(credit(2, 4));
		server.receive(items(9));
		assertThat(server.takeSent()).as("what is left").isEqualTo(credit(2, 4));
		items.request(1);
		this.network.run();
		assertThat(server.takeSent()).isEqualTo(credit(2, 1));
		server.receive(items(1) + PushText.end(2));
		assertThat(items.events()).hasSize(23).endsWith("completed");
	}

	@Test
	void noMoreCreditIsGivenBeforeItIsKnownThatThereIsAStream() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(2));
		server.takeSent();
		items.request(1000);
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
		server.receive(items(1));
		assertThat(Pushes.requests(server.takeSent())).containsExactly(List.of("TINO.CREDIT", "2", "63"));
		server.receive(PushText.end(2));
	}

	@Test
	void whatIsRequestedOnTheWayIsAskedForTogether() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = new RecordingSubscriber(10);
		this.client.stream("A", items.onNext((item) -> items.request(1)));
		server.takeSent();
		server.receive(items(4));
		assertThat(server.takeSent()).isEmpty();
		server.receive(items(4));
		assertThat(server.takeSent()).isEqualTo(credit(2, 5));
		server.receive(PushText.end(2));
	}

	@Test
	void whatIsRequestedElsewhereIsAskedForOnTheEventLoop() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(1));
		server.takeSent();
		server.receive(items(1));
		this.network.loop().runElsewhere(() -> {
			items.request(1);
			items.request(2);
		});
		assertThat(server.takeSent()).isEmpty();
		this.network.run();
		assertThat(server.takeSent()).isEqualTo(credit(2, 3));
		server.receive(PushText.end(2));
	}

	@Test
	void bytesAreGivenBackWhenHalfOfTheWindowIsUsedUp() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(Long.MAX_VALUE));
		RecordingSubscriber others = this.client.stream("B", new RecordingSubscriber(1));
		server.takeSent();
		String half = "\u00db\u0000\u0007\u00ff\u00fb" + "x".repeat((1 << 19) - 5);
		server.receive(item(2, half.substring(0, 3) + "\u00ff\u00fa" + half.substring(6)));
		assertThat(server.takeSent()).isEmpty();
		others.cancel();
		this.network.run();
		server.takeSent();
		server.receive(item(3, "\u00a0"));
		assertThat(server.takeSent()).as("items of calls that were given up count").isEqualTo(credit(0, 1 << 19));
		server.receive(item(2, half));
		assertThat(server.takeSent()).isEqualTo(credit(0, 1 << 19));
		server.receive(PushText.end(2) + PushText.error(3, "CANCELLED by the client"));
		assertThat(items.events()).hasSize(4);
	}

	@Test
	void cancellingCancelsTheCallOnce() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = new RecordingSubscriber(10);
		this.client.stream("A", items.onNext((item) -> {
			items.cancel();
			items.cancel();
			items.request(1);
			items.request(-1);
		}));
		server.takeSent();
		server.receive(items(3));
		assertThat(server.takeSent()).isEqualTo(CANCEL);
		server.receive(items(1) + PushText.error(2, "CANCELLED by the client"));
		items.request(1);
		items.cancel();
		this.network.run();
		assertThat(items.events()).containsExactly("subscribed", "i");
		assertThat(server.takeSent()).isEmpty();
	}

	@Test
	void aSubscriptionThatWantsNothingCallsNothing() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(0));
		items.cancel();
		items.request(1);
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
		assertThat(items.events()).containsExactly("subscribed");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void toRequestNothingIsAnError(long count) {
		Attempt server = this.client.connect(10);
		RecordingSubscriber early = this.client.stream("A", new RecordingSubscriber(0));
		early.request(count);
		early.request(1);
		assertThat(early.failure()).isInstanceOf(IllegalArgumentException.class);
		RecordingSubscriber items = new RecordingSubscriber(10);
		this.client.stream("A", items.onNext((item) -> items.request(count)));
		server.takeSent();
		server.receive(items(2));
		assertThat(items.events()).containsExactly("subscribed", "i", "failed");
		assertThat(items.failure()).isInstanceOf(IllegalArgumentException.class);
		assertThat(server.takeSent()).isEqualTo(CANCEL);
		server.receive(PushText.error(2, "CANCELLED by the client"));
	}

	@Test
	void toRequestLessThanNothingWithinTheSubscriptionIsTheFirstThingThatIsSignalled() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(-1));
		assertThat(items.events()).containsExactly("subscribed", "failed");
		assertThat(server.takeSent()).isEmpty();
	}

	@Test
	void whatReturnsNoStreamHasOneItemOrNone() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber one = this.client.stream("A", new RecordingSubscriber(10));
		RecordingSubscriber none = this.client.stream("B", new RecordingSubscriber(10));
		RecordingSubscriber other = this.client.stream("C", new RecordingSubscriber(10));
		server.receive(Pushes.reply(2, "a") + ">3\r\n$10\r\ntino.reply\r\n:3\r\n$1\r\n\u00c0\r\n"
				+ ">3\r\n$10\r\ntino.reply\r\n:4\r\n+OK\r\n");
		assertThat(one.events()).containsExactly("subscribed", "a", "completed");
		assertThat(none.events()).containsExactly("subscribed", "completed");
		assertThat(other.events()).containsExactly("subscribed", "OK", "completed");
	}

	@Test
	void anErrorSaysThatTheCallHasRunIfItemsHaveCome() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber begun = this.client.stream("A", new RecordingSubscriber(10));
		RecordingSubscriber refused = this.client.stream("B", new RecordingSubscriber(10));
		server.receive(Pushes.item(2, "a") + PushText.error(2, "OVERLOADED no") + PushText.error(3, "OVERLOADED no"));
		assertThat(begun.events()).containsExactly("subscribed", "a", "failed");
		assertThat(begun.failure()).hasMessage("A has failed: OVERLOADED no")
			.asInstanceOf(InstanceOfAssertFactories.type(TinoException.class))
			.extracting(TinoException::mayHaveRun)
			.isEqualTo(true);
		assertThat(refused.failure()).asInstanceOf(InstanceOfAssertFactories.type(TinoException.class))
			.extracting(TinoException::mayHaveRun)
			.isEqualTo(false);
	}

	@Test
	void whatIsNoItemOfTheTypeEndsTheStream() {
		for (String bad : List.of("\u0001", "\u00c0", "\u00c1", "")) {
			SimulatedClient each = new SimulatedClient();
			Attempt server = each.connect(10);
			RecordingSubscriber items = each.stream("A", new RecordingSubscriber(10));
			server.takeSent();
			server.receive(item(2, bad) + items(1));
			assertThat(items.events()).containsExactly("subscribed", "failed");
			assertThat(items.failure()).isInstanceOf(TinoReplyException.class);
			assertThat(server.takeSent()).isEqualTo(CANCEL);
			server.receive(PushText.error(2, "CANCELLED by the client"));
			each.close();
		}
	}

	@Test
	void moreItemsThanWereAskedForEndTheStream() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(1));
		server.takeSent();
		server.receive(items(2));
		assertThat(items.events()).containsExactly("subscribed", "i", "failed");
		assertThat(server.takeSent()).isEqualTo(CANCEL);
		server.receive(PushText.error(2, "CANCELLED by the client"));
	}

	@Test
	void whenTheConnectionBreaksSubscribersLearnThatTheCallMayHaveRun() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(10));
		server.receive(items(1));
		server.close();
		items.request(1);
		this.network.run();
		assertThat(items.events()).containsExactly("subscribed", "i", "failed");
		assertThat(items.failure()).isInstanceOf(TinoConnectionException.class)
			.hasMessage("Connection was closed before the reply to A had come");
	}

	@Test
	void aSubscriberThatThrowsGetsNoMoreAndOthersGoOn() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber bad = this.client.stream("A", new RecordingSubscriber(10).onNext((item) -> {
			throw new IllegalStateException("as the test wants it");
		}));
		RecordingSubscriber good = this.client.stream("B", new RecordingSubscriber(10));
		server.takeSent();
		server.receive(items(2) + Pushes.item(3, "a") + PushText.end(3));
		assertThat(bad.events()).containsExactly("subscribed", "i");
		assertThat(good.events()).containsExactly("subscribed", "a", "completed");
		assertThat(server.takeSent()).isEqualTo(CANCEL);
		server.receive(PushText.error(2, "CANCELLED by the client"));
	}

	@Test
	void aServerThatIsStoppingLetsTheCallBeMadeElsewhereWithAllItsCredit() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(3));
		server.receive(">2\r\n$10\r\ntino.drain\r\n:1000\r\n" + PushText.error(2, "UNAVAILABLE not run: stopping"));
		server.close();
		Attempt next = this.network.lastAttempt().connect().receive(Pushes.hello(10));
		assertThat(next.takeSent()).contains("credit\u0003\r\n");
		next.receive(Pushes.item(1, "a") + PushText.end(1));
		assertThat(items.events()).containsExactly("subscribed", "a", "completed");
	}

	@Test
	void aServerThatAnswersInOrderIsNotAsked() {
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(10));
		Attempt server = this.network.attempt(1).connect();
		server.takeSent();
		server.receive("%1\r\n+proto\r\n:3\r\n");
		assertThat(items.failure()).isInstanceOf(TinoCommandException.class)
			.hasMessageContaining("the server answers calls in order");
		assertThat(server.takeSent()).isEmpty();
	}

	@Test
	void aCallThatAsksForNoItemsIgnoresThem() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		server.receive(Pushes.item(2, "a") + Pushes.reply(2, "b"));
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void aStreamGoesOnWhileTheServerIsSilentButThere() {
		Attempt server = this.client.connect(10);
		RecordingSubscriber items = this.client.stream("A", new RecordingSubscriber(10));
		server.receive(items(1));
		server.takeSent();
		for (int i = 0; i < 10; i++) {
			this.network.advance(Duration.ofSeconds(31));
			assertThat(server.takeSent()).isEqualTo("*1\r\n$4\r\nPING\r\n");
			server.receive("+PONG\r\n");
		}
		server.receive(items(1) + PushText.end(2));
		assertThat(items.events()).containsExactly("subscribed", "i", "i", "completed");
	}

	private static String items(int count) {
		List<String> items = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			items.add(Pushes.item(2, "i"));
		}
		return String.join("", items);
	}

	private static String item(long id, String payload) {
		return ">3\r\n$9\r\ntino.item\r\n:" + id + "\r\n$" + payload.length() + "\r\n" + payload + "\r\n";
	}

	private static String credit(long id, long count) {
		String number = Long.toString(count);
		return "*3\r\n$11\r\nTINO.CREDIT\r\n$1\r\n" + id + "\r\n$" + number.length() + "\r\n" + number + "\r\n";
	}

}
