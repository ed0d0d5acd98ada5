package io.tino.client;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import io.tino.client.SimulatedNetwork.Attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Subscriptions}, {@link SubscriptionConnection} and
 * {@link SubscriptionSession}, without sockets and with a clock that is set.
 */
class SubscriptionsTests {

	private static final String HELLO = "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n";

	private static final String PING = "*1\r\n$4\r\nPING\r\n";

	private static final SubscriptionSettings SETTINGS = new SubscriptionSettings(Duration.ofSeconds(10),
			Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(10));

	private final SimulatedNetwork network = new SimulatedNetwork();

	private final List<String> events = new ArrayList<>();

	private final TinoClientListener listener = new TinoClientListener() {

		@Override
		public void connectionOpened() {
			SubscriptionsTests.this.events.add("opened");
		}

		@Override
		public void connectionClosed() {
			SubscriptionsTests.this.events.add("closed");
		}

	};

	private final Subscriptions subscriptions = new Subscriptions(
			this.network.context(new ClientHandshake(null, null, null), this.listener), this.network.addresses(),
			SETTINGS, this.network.loop(), () -> 0);

	@AfterEach
	void close() {
		this.subscriptions.close();
		this.network.close();
		assertThat(this.events.stream().filter("opened"::equals).count())
			.isEqualTo(this.events.stream().filter("closed"::equals).count());
	}

	@Test
	void subscribesToEachTopicForItself() {
		Received orders = subscribe(new TinoTopics(new LinkedHashSet<>(List.of("a", "b")), Set.of("c*")));
		Attempt server = accept();
		assertThat(server.takeSent())
			.isEqualTo(request("SUBSCRIBE", "a") + request("SUBSCRIBE", "b") + request("PSUBSCRIBE", "c*"));
		server.receive(push("subscribe", "a", 1) + push("subscribe", "b", 2));
		assertThat(orders.subscription.isActive()).isFalse();
		assertThat(orders.subscription.confirmed()).isNotDone();
		server.receive(push("psubscribe", "c*", 3));
		assertThat(orders.subscription.isActive()).isTrue();
		assertThat(orders.subscription.confirmed()).isCompletedWithValue(null);
		server.receive(push("message", "b", "hello") + push("pmessage", "c*", "cat", "meow"));
		assertThat(orders.events).containsExactly("b null hello", "cat c* meow");
	}

	@Test
	void subscriptionsToOneChannelShareIt() {
		Received first = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		Received second = subscribe(TinoTopics.ofChannels("a"));
		assertThat(server.takeSent()).isEqualTo(request("SUBSCRIBE", "a"));
		assertThat(second.subscription.isActive()).isFalse();
		server.receive(push("subscribe", "a", 1));
		Received third = subscribe(TinoTopics.ofChannels("a"));
		assertThat(server.takeSent()).isEmpty();
		assertThat(List.of(first, second, third)).allMatch((each) -> each.subscription.isActive());
		server.receive(push("message", "a", "1"));
		first.close();
		third.close();
		server.receive(push("message", "a", "2"));
		assertThat(first.events).containsExactly("a null 1");
		assertThat(second.events).containsExactly("a null 1", "a null 2");
		assertThat(server.takeSent()).isEmpty();
		second.close();
		assertThat(server.takeSent()).isEqualTo(request("UNSUBSCRIBE", "a"));
	}

	@Test
	void eachHandlerReadsTheMessageFromItsBeginning() {
		List<String> read = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			this.subscriptions.subscribe(TinoTopics.ofChannels("a"), (message) -> {
				assertThat(message.payload().isReadOnly()).isTrue();
				read.add(StandardCharsets.UTF_8.decode(message.payload()).toString());
			});
		}
		accept().receive(push("subscribe", "a", 1) + push("message", "a", "hello"));
		assertThat(read).containsExactly("hello", "hello");
	}

	@Test
	void theConnectionIsClosedWhenNobodySubscribesToAnything() {
		Received first = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1));
		first.close();
		assertThat(server.transport().isClosed()).isFalse();
		server.receive(push("unsubscribe", "a", 0));
		assertThat(server.transport().isClosed()).isTrue();
		server.close();
		this.network.advance(Duration.ofDays(1));
		assertThat(this.network.attempts()).isEqualTo(1);
		assertThat(first.events).isEmpty();
		subscribe(TinoTopics.ofChannels("b"));
		assertThat(accept().takeSent()).isEqualTo(request("SUBSCRIBE", "b"));
		assertThat(this.events).containsExactly("opened", "closed", "opened");
	}

	@Test
	void whatIsClosedBeforeThereIsAConnectionIsNotAskedFor() {
		Received first = subscribe(TinoTopics.ofChannels("a"));
		Received second = subscribe(TinoTopics.ofChannels("b"));
		first.close();
		assertThat(accept().takeSent()).isEqualTo(request("SUBSCRIBE", "b"));
		assertThat(failure(first)).isInstanceOf(TinoCancelledException.class);
		assertThat(second.subscription.confirmed()).isNotDone();
		assertThat(this.network.attempts()).isEqualTo(1);
	}

	@Test
	void aTopicCanBeGivenUpAndAskedForAgainWithoutWaiting() {
		Received first = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		first.close();
		Received second = subscribe(TinoTopics.ofChannels("a"));
		assertThat(server.takeSent())
			.isEqualTo(request("SUBSCRIBE", "a") + request("UNSUBSCRIBE", "a") + request("SUBSCRIBE", "a"));
		server.receive(push("subscribe", "a", 1) + push("unsubscribe", "a", 0));
		assertThat(second.subscription.isActive()).as("what was confirmed is over").isFalse();
		server.receive(push("subscribe", "a", 1));
		assertThat(second.subscription.isActive()).isTrue();
		assertThat(server.transport().isClosed()).isFalse();
	}

	@Test
	void aRefusalThatIsOutOfDateFailsNothing() {
		Received first = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		first.close();
		Received second = subscribe(TinoTopics.ofChannels("a"));
		server.receive("-NOPERM no\r\n" + push("unsubscribe", "a", 0));
		assertThat(second.subscription.confirmed()).isNotDone();
		server.receive(push("subscribe", "a", 1));
		assertThat(second.subscription.confirmed()).isCompletedWithValue(null);
	}

	@Test
	void theConnectionIsClosedWhenWhatWasRefusedIsGivenUp() {
		Received refused = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive("-NOPERM no\r\n");
		refused.close();
		assertThat(server.transport().isClosed()).isTrue();
	}

	@Test
	void aRefusedTopicFailsItsSubscriptionsAlone() {
		Received both = subscribe(TinoTopics.ofChannels("secret", "a"));
		Received other = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive("-NOPERM no permission\r\n" + push("subscribe", "a", 1) + push("message", "a", "1"));
		assertThat(failure(both)).isInstanceOf(TinoCommandException.class)
			.hasMessage("SUBSCRIBE has failed: NOPERM no permission");
		assertThat(failure(both).mayHaveRun()).isFalse();
		assertThat(both.subscription.isActive()).isFalse();
		assertThat(other.subscription.isActive()).isTrue();
		assertThat(both.events).as("what was granted comes").containsExactly("a null 1");
		assertThat(other.events).containsExactly("a null 1");
		server.takeSent();
		this.network.advance(Duration.ofSeconds(20));
		assertThat(server.takeSent()).as("it is not asked again").isEmpty();
		both.close();
		assertThat(server.takeSent()).as("it is not on").isEmpty();
	}

	@Test
	void aRefusedTopicIsAskedForAgainByTheNextSubscriptionAndTheNextConnection() {
		Received first = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive("-NOPERM no\r\n");
		server.takeSent();
		Received second = subscribe(TinoTopics.ofChannels("a"));
		assertThat(server.takeSent()).isEqualTo(request("SUBSCRIBE", "a"));
		server.receive("-NOPERM no\r\n");
		failure(second);
		server.close();
		this.network.advance(Duration.ofSeconds(10));
		accept().receive(push("subscribe", "a", 1));
		assertThat(first.subscription.isActive()).isTrue();
		assertThat(second.subscription.isActive()).isTrue();
		assertThat(first.events).as("it was not active before").isEmpty();
	}

	@Test
	void whenTheServerRefusesTheClientItIsTriedAgainLater() {
		Received subscription = subscribe(TinoTopics.ofChannels("a"));
		this.network.lastAttempt().connect().receive("-WRONGPASS no\r\n");
		assertThat(failure(subscription).code()).isEqualTo("WRONGPASS");
		assertThat(this.network.lastAttempt().transport().isClosed()).isTrue();
		assertThat(this.network.attempts()).isEqualTo(1);
		this.network.advance(Duration.ofMillis(100));
		accept().receive(push("subscribe", "a", 1) + push("message", "a", "1"));
		assertThat(subscription.events).containsExactly("a null 1");
	}

	@Test
	void speaksPlainlyToAServerThatDoesNotKnowHello() {
		Received subscription = subscribe(new TinoTopics(Set.of("a"), Set.of("b?")));
		this.network.lastAttempt().connect().receive("-ERR unknown command 'HELLO'\r\n");
		Attempt server = this.network.attempt(2).connect();
		assertThat(server.takeSent()).isEqualTo(request("SUBSCRIBE", "a") + request("PSUBSCRIBE", "b?"));
		server.receive(array("subscribe", "a", 1) + array("psubscribe", "b?", 2) + array("message", "a", "1")
				+ array("pmessage", "b?", "bb", "2"));
		assertThat(subscription.subscription.isActive()).isTrue();
		assertThat(subscription.events).containsExactly("a null 1", "bb b? 2");
		this.network.advance(Duration.ofSeconds(30));
		assertThat(server.takeSent()).isEqualTo(PING);
		server.receive("*2\r\n$4\r\npong\r\n$0\r\n\r\n");
		this.network.advance(Duration.ofSeconds(29));
		assertThat(server.transport().isClosed()).isFalse();
		subscription.close();
		server.receive(array("unsubscribe", "a", 1) + array("punsubscribe", "b?", 0));
		assertThat(server.transport().isClosed()).isTrue();
	}

	@Test
	void connectsAgainAndSubscribesToEverything() {
		Received first = subscribe(TinoTopics.ofChannels("a"));
		Received second = subscribe(TinoTopics.ofPatterns("b"));
		Received gone = subscribe(TinoTopics.ofChannels("c"));
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1) + push("psubscribe", "b", 2));
		server.close();
		assertThat(first.subscription.isActive()).isFalse();
		assertThat(first.events).containsExactly("interrupted null");
		assertThat(gone.events).as("it was not confirmed").isEmpty();
		gone.close();
		Received third = subscribe(TinoTopics.ofChannels("d"));
		assertThat(this.network.attempts()).as("it is waited before").isEqualTo(1);
		this.network.advance(Duration.ofMillis(100));
		Attempt again = accept();
		assertThat(again.takeSent())
			.isEqualTo(request("SUBSCRIBE", "a") + request("PSUBSCRIBE", "b") + request("SUBSCRIBE", "d"));
		again.receive(push("subscribe", "a", 1));
		assertThat(first.events).containsExactly("interrupted null", "resubscribed");
		again.receive(push("psubscribe", "b", 2) + push("subscribe", "d", 3));
		assertThat(second.events).containsExactly("interrupted null", "resubscribed");
		assertThat(third.events).isEmpty();
		assertThat(third.subscription.isActive()).isTrue();
	}

	@Test
	void waitsLongerEachTimeAndFromTheBeginningAfterAConnectionHasLasted() {
		subscribe(TinoTopics.ofChannels("a"));
		for (int millis : List.of(100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000)) {
			int before = this.network.attempts();
			this.network.lastAttempt().fail("refused");
			this.network.advance(Duration.ofMillis(millis).minusNanos(1));
			assertThat(this.network.attempts()).as("before %s ms", millis).isEqualTo(before);
			this.network.advance(Duration.ofNanos(1));
			assertThat(this.network.attempts()).as("after %s ms", millis).isEqualTo(before + 1);
		}
		Attempt brief = accept();
		this.network.advance(SETTINGS.maxBackoff().minusNanos(1));
		brief.close();
		int before = this.network.attempts();
		this.network.advance(Duration.ofMillis(4_999));
		assertThat(this.network.attempts()).as("a server that closes at once is not asked at once").isEqualTo(before);
		this.network.advance(Duration.ofMillis(1));
		Attempt lasting = accept();
		this.network.advance(SETTINGS.maxBackoff());
		lasting.close();
		this.network.advance(Duration.ofMillis(100));
		assertThat(this.network.attempts()).isEqualTo(before + 2);
	}

	@Test
	void waitsFromTheBeginningAfterNobodyHasSubscribedToAnything() {
		for (int i = 0; i < 3; i++) {
			Received subscription = subscribe(TinoTopics.ofChannels("a"));
			this.network.lastAttempt().fail("refused");
			this.network.advance(Duration.ofMillis(100));
			Attempt server = accept();
			subscription.close();
			server.receive(push("subscribe", "a", 1) + push("unsubscribe", "a", 0));
			server.close();
		}
		Received abandoned = subscribe(TinoTopics.ofChannels("a"));
		this.network.lastAttempt().fail("refused");
		this.network.advance(Duration.ofMillis(100));
		abandoned.close();
		this.network.lastAttempt().fail("refused");
		int before = this.network.attempts();
		subscribe(TinoTopics.ofChannels("a"));
		this.network.lastAttempt().fail("refused");
		this.network.advance(Duration.ofMillis(100));
		assertThat(this.network.attempts()).isEqualTo(before + 2);
	}

	@Test
	void whenPlainConnectingFailsTheNextConnectionBeginsAnew() {
		subscribe(TinoTopics.ofChannels("a"));
		this.network.lastAttempt().connect().receive("-NOPROTO\r\n");
		this.network.attempt(2).fail("refused");
		this.network.advance(Duration.ofMillis(100));
		accept();
	}

	@Test
	void onlyTheServerThatIsPlainIsSpokenToPlainly() {
		List<AddressSource.Server> servers = Stream.of("red", "blue")
			.map((host) -> InetSocketAddress.createUnresolved(host, 7777)).<AddressSource
					.Server>map(NotedServer::new)
			.toList();
		AtomicInteger turn = new AtomicInteger();
		Subscriptions mixed = new Subscriptions(
				this.network.context(new ClientHandshake(null, null, null), this.listener),
				(avoided, found, failed) -> found.accept(servers.get(turn.getAndIncrement() % 2)), SETTINGS,
				this.network.loop(), () -> 0);
		mixed.subscribe(TinoTopics.ofChannels("a"), (message) -> {
		});
		this.network.lastAttempt().connect().receive("-ERR unknown command 'HELLO'\r\n");
		Attempt plain = this.network.lastAttempt().connect();
		assertThat(plain.address()).isEqualTo(servers.get(0).address());
		assertThat(plain.takeSent()).isEqualTo(request("SUBSCRIBE", "a"));
		plain.close();
		this.network.advance(Duration.ofSeconds(1));
		Attempt next = this.network.lastAttempt().connect();
		assertThat(next.address()).isEqualTo(servers.get(1).address());
		assertThat(next.takeSent()).isEqualTo(HELLO);
		mixed.close();
	}

	@Test
	void aServerThatCannotBeReachedIsLoggedOnceAsAWarning() {
		List<String> warnings = warnings(() -> {
			subscribe(TinoTopics.ofChannels("a", "b"));
			for (int i = 0; i < 3; i++) {
				this.network.lastAttempt().fail("refused");
				this.network.advance(Duration.ofSeconds(10));
			}
			Attempt server = accept();
			this.network.advance(Duration.ofSeconds(11));
			server.close();
		});
		assertThat(warnings).containsExactly(
				"No messages come for 2 channels and patterns: "
						+ "Cannot connect to example.org:7777: refused. Trying again until they do",
				"No messages come for 2 channels and patterns: Connection to example.org:7777 was closed: "
						+ "The server has sent nothing for 10010 ms. Trying again until they do");
	}

	@Test
	void aRefusalIsLoggedOnceAsAWarning() {
		List<String> warnings = warnings(() -> {
			Received subscription = subscribe(TinoTopics.ofChannels("a"));
			for (String answer : List.of("-NOPERM 1\r\n", "-NOPERM 2\r\n", push("subscribe", "a", 1),
					"-NOPERM 3\r\n")) {
				accept().receive(answer).close();
				this.network.advance(Duration.ofSeconds(10));
			}
			subscription.close();
			subscribe(TinoTopics.ofChannels("a"));
			accept().receive("-NOPERM 4\r\n");
		});
		assertThat(warnings.stream().filter((warning) -> warning.contains("refuses")))
			.containsExactly(Stream.of(1, 3, 4)
				.map((number) -> "The server refuses the subscription to channel a: NOPERM " + number
						+ ". Asking again with the next connection")
				.toArray(String[]::new));
	}

	private static List<String> warnings(Runnable test) {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger("io.tino.client");
		log.start();
		logger.addAppender(log);
		try {
			test.run();
		}
		finally {
			logger.detachAppender(log);
		}
		return log.list.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@Test
	void asksASilentServerWhetherItIsThere() {
		Received subscription = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1));
		server.takeSent();
		this.network.advance(Duration.ofSeconds(20));
		server.receive(push("message", "a", "1"));
		this.network.advance(Duration.ofSeconds(30).minusNanos(1));
		assertThat(server.takeSent()).isEmpty();
		this.network.advance(Duration.ofNanos(1));
		assertThat(server.takeSent()).isEqualTo(PING);
		server.receive("+PONG\r\n");
		this.network.advance(Duration.ofSeconds(30));
		assertThat(server.takeSent()).isEqualTo(PING);
		this.network.advance(Duration.ofSeconds(10).plusMillis(9));
		assertThat(server.transport().isClosed()).as("there may be bytes not read yet").isFalse();
		this.network.advance(Duration.ofMillis(1));
		assertThat(server.transport().isClosed()).isTrue();
		server.close();
		assertThat(subscription.events).containsExactly("a null 1",
				"interrupted The server has sent nothing for 40010 ms");
	}

	@Test
	void aServerCanBeAskedMoreOftenThanItMayTakeToAnswer() {
		Subscriptions frequent = new Subscriptions(
				this.network.context(new ClientHandshake(null, null, null), this.listener), this.network.addresses(),
				new SubscriptionSettings(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(100),
						Duration.ofSeconds(10)),
				this.network.loop(), () -> 0);
		frequent.subscribe(TinoTopics.ofChannels("a"), (message) -> {
		});
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1));
		server.takeSent();
		for (int i = 0; i < 3; i++) {
			this.network.advance(Duration.ofSeconds(1));
			assertThat(server.takeSent()).isEqualTo(PING);
			server.receive("+PONG\r\n");
		}
		frequent.close();
	}

	@Test
	void aServerThatAnswersLateAndSendsMessagesMeanwhileIsThere() {
		subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		for (int i = 0; i < 10; i++) {
			this.network.advance(Duration.ofSeconds(9));
			server.receive(push("message", "a", "1"));
		}
		assertThat(server.transport().isClosed()).isFalse();
	}

	@Test
	void aServerThatDoesNotConfirmIsGivenUp() {
		subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		this.network.advance(Duration.ofSeconds(10).plusMillis(10));
		assertThat(server.transport().isClosed()).isTrue();
	}

	@Test
	void aServerThatDoesNotAnswerAtFirstIsGivenUp() {
		subscribe(TinoTopics.ofChannels("a"));
		Attempt server = this.network.lastAttempt().connect();
		this.network.advance(Duration.ofSeconds(5));
		assertThat(server.transport().isClosed()).isTrue();
		server.close();
		this.network.advance(Duration.ofMillis(100));
		accept();
	}

	@Test
	void takesNoMessageWhilePaused() {
		Received slow = subscribe(TinoTopics.ofChannels("a"));
		slow.pauseAfter = "2";
		Received other = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1) + push("message", "a", "1") + push("message", "a", "2")
				+ push("message", "a", "3"));
		assertThat(slow.events).containsExactly("a null 1", "a null 2");
		assertThat(other.events).containsExactly("a null 1", "a null 2");
		assertThat(server.transport().isReading()).isFalse();
		this.network.advance(Duration.ofDays(1));
		assertThat(server.transport().isClosed()).as("nothing can be heard").isFalse();
		slow.subscription.resume();
		this.network.run();
		assertThat(server.transport().isReading()).isTrue();
		assertThat(slow.events).containsExactly("a null 1", "a null 2", "a null 3");
		this.network.advance(Duration.ofSeconds(29));
		assertThat(server.transport().isClosed()).isFalse();
		slow.subscription.pause();
		slow.close();
		assertThat(server.transport().isReading()).as("nobody needs the pause").isTrue();
		slow.subscription.pause();
		assertThat(server.transport().isReading()).isTrue();
	}

	@Test
	void aPauseOutlastsTheConnection() {
		Received slow = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1));
		slow.subscription.pause();
		server.close();
		this.network.advance(Duration.ofMillis(100));
		Attempt again = accept();
		assertThat(again.takeSent()).isEqualTo(request("SUBSCRIBE", "a"));
		assertThat(again.transport().isReading()).isFalse();
		again.receive(push("subscribe", "a", 1) + push("message", "a", "1"));
		assertThat(slow.events).containsExactly("interrupted null");
		slow.subscription.resume();
		this.network.run();
		assertThat(slow.events).containsExactly("interrupted null", "resubscribed", "a null 1");
	}

	@Test
	void aHandlerThatThrowsDoesNoHarm() {
		Received bad = subscribe(TinoTopics.ofChannels("a"));
		bad.thrown = new NoClassDefFoundError("secret");
		Received good = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1) + push("message", "a", "1") + push("message", "a", "2"));
		assertThat(good.events).containsExactly("a null 1", "a null 2");
		server.close();
		assertThat(good.events).hasSize(3);
		this.network.advance(Duration.ofMillis(100));
		accept().receive(push("subscribe", "a", 1));
		assertThat(good.events).hasSize(4);
		assertThat(bad.subscription.isActive()).isTrue();
	}

	@Test
	void aHandlerMayCloseItsSubscription() {
		Received once = subscribe(TinoTopics.ofChannels("a"));
		once.closeAfter = "1";
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1) + push("message", "a", "1") + push("message", "a", "2"));
		assertThat(once.events).containsExactly("a null 1");
		assertThat(server.takeSent()).endsWith(request("UNSUBSCRIBE", "a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "?\r\n", "+PONG\r\n", "-ERR boom\r\n", "*0\r\n", "*1\r\n:1\r\n", "*1\r\n+boom\r\n",
			">1\r\n:1\r\n", ">2\r\n+message\r\n+a\r\n", ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n*0\r\n",
			">3\r\n$8\r\npmessage\r\n$1\r\na\r\n$1\r\na\r\n", ">3\r\n+subscribe\r\n+a\r\n:1\r\n",
			">3\r\n+unsubscribe\r\n+a\r\n:0\r\n", ">1\r\n+subscribe\r\n", ">3\r\n+subscribe\r\n_\r\n:0\r\n",
			"*3\r\n+message\r\n_\r\n_\r\n", ">0\r\n" })
	void whatNoServerSendsClosesTheConnectionAndAnotherOneIsOpened(String garbage) {
		Received subscription = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		server.receive(push("subscribe", "a", 1));
		server.receive(garbage + push("message", "a", "1"));
		assertThat(server.transport().isClosed()).isTrue();
		server.close();
		assertThat(subscription.events).hasSize(1).first().asString().startsWith("interrupted ");
		this.network.advance(Duration.ofMillis(100));
		accept().receive(push("subscribe", "a", 1) + push("message", "a", "1"));
		assertThat(subscription.events).hasSize(3).endsWith("a null 1");
	}

	@Test
	void whatConfirmsAnotherRequestClosesTheConnection() {
		for (String answer : List.of(push("subscribe", "b", 1), push("psubscribe", "a", 1), push("unsubscribe", "a", 1),
				"+PONG\r\n")) {
			Received subscription = subscribe(TinoTopics.ofChannels("a"));
			Attempt server = accept();
			server.receive(answer);
			assertThat(server.transport().isClosed()).as(answer).isTrue();
			server.close();
			subscription.close();
			this.network.advance(Duration.ofSeconds(10));
		}
	}

	@Test
	void otherPushesAreIgnored() {
		Received subscription = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = this.network.lastAttempt().connect();
		server.receive(push("invalidate", "a", 1) + "%0\r\n" + push("subscribe", "a", 1) + push("invalidate", "a", 1)
				+ "|1\r\n+a\r\n+b\r\n" + push("message", "a", "1") + push("message", "other", "1"));
		assertThat(subscription.events).containsExactly("a null 1");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void messagesComeInAnyPieces(int size) {
		Received subscription = subscribe(TinoTopics.ofChannels("a", "b"));
		Attempt server = this.network.lastAttempt().connect();
		String bytes = "%0\r\n" + push("subscribe", "a", 1) + push("message", "a", "1") + "-NOPERM no\r\n"
				+ push("message", "a", "2\r\n");
		for (int i = 0; i < bytes.length(); i += size) {
			server.receive(bytes.substring(i, Math.min(i + size, bytes.length())));
		}
		assertThat(subscription.events).containsExactly("a null 1", "a null 2\r\n");
		assertThat(failure(subscription).code()).isEqualTo("NOPERM");
	}

	@Test
	void whatAConnectionThatWasLetGoOfSaysIsIgnored() {
		Received subscription = subscribe(TinoTopics.ofChannels("a"));
		Attempt refusing = this.network.lastAttempt().connect();
		refusing.receive("-DENIED no\r\n");
		refusing.receive("%0\r\n");
		refusing.close();
		this.network.advance(Duration.ofMillis(100));
		assertThat(this.network.attempts()).isEqualTo(2);
		accept().receive(push("subscribe", "a", 1));
		assertThat(subscription.subscription.isActive()).isTrue();
	}

	@Test
	void whenTheClientIsClosedSubscriptionsEnd() {
		Received waiting = subscribe(TinoTopics.ofChannels("a"));
		Attempt server = accept();
		Received active = subscribe(TinoTopics.ofChannels("b"));
		server.receive("-NOPERM no\r\n" + push("subscribe", "b", 1));
		Received unconfirmed = subscribe(TinoTopics.ofChannels("c"));
		this.subscriptions.close();
		this.network.run();
		assertThat(server.transport().isClosed()).isTrue();
		server.close();
		assertThat(failure(unconfirmed)).isInstanceOf(TinoConnectionException.class).hasMessage("Client is closed");
		assertThat(failure(waiting).code()).isEqualTo("NOPERM");
		assertThat(active.events).isEmpty();
		assertThat(failure(subscribe(TinoTopics.ofChannels("d")))).hasMessage("Client is closed");
		this.network.loop().end();
		assertThat(failure(subscribe(TinoTopics.ofChannels("d")))).hasMessage("Client is closed");
		this.network.advance(Duration.ofDays(1));
		assertThat(this.network.attempts()).isEqualTo(1);
	}

	@Test
	void whenTheClientIsClosedWhileConnectingTheConnectionIsClosed() {
		subscribe(TinoTopics.ofChannels("a"));
		this.subscriptions.close();
		this.network.run();
		Attempt late = accept();
		assertThat(late.takeSent()).isEmpty();
		assertThat(late.transport().isClosed()).isTrue();
	}

	private Received subscribe(TinoTopics topics) {
		Received received = new Received();
		received.subscription = this.subscriptions.subscribe(topics, received);
		this.network.run();
		return received;
	}

	/** Let the last attempt to connect succeed. */
	private Attempt accept() {
		Attempt attempt = this.network.lastAttempt().connect();
		assertThat(attempt.takeSent()).isEqualTo(HELLO);
		return attempt.receive("%0\r\n");
	}

	private TinoException failure(Received received) {
		this.network.run();
		return (TinoException) assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> received.subscription.confirmed().getNow(null))
			.actual()
			.getCause();
	}

	static String request(String command, String topic) {
		return "*2\r\n" + bulk(command) + bulk(topic);
	}

	static String push(Object... elements) {
		return ">" + array(elements).substring(1);
	}

	static String array(Object... elements) {
		StringBuilder result = new StringBuilder("*" + elements.length + "\r\n");
		for (Object element : elements) {
			result.append((element instanceof Integer) ? ":" + element + "\r\n" : bulk((String) element));
		}
		return result.toString();
	}

	private static String bulk(String text) {
		return "$" + text.length() + "\r\n" + text + "\r\n";
	}

	/** What a handler has been told. */
	private final class Received implements TinoMessageHandler<ByteBuffer> {

		private final List<String> events = new ArrayList<>();

		private TinoSubscription subscription;

		private @Nullable String pauseAfter;

		private @Nullable String closeAfter;

		private @Nullable Error thrown;

		@Override
		public void handle(TinoMessage<ByteBuffer> message) {
			String payload = StandardCharsets.UTF_8.decode(message.payload()).toString();
			add(message.channel() + " " + message.pattern() + " " + payload);
			if (payload.equals(this.pauseAfter)) {
				this.subscription.pause();
			}
			if (payload.equals(this.closeAfter)) {
				this.subscription.close();
			}
		}

		@Override
		public void interrupted(@Nullable Throwable cause) {
			add("interrupted " + ((cause != null) ? cause.getMessage() : null));
		}

		@Override
		public void resubscribed() {
			add("resubscribed");
		}

		private void add(String event) {
			this.events.add(event);
			if (this.thrown != null) {
				throw this.thrown;
			}
		}

		private void close() {
			this.subscription.close();
			SubscriptionsTests.this.network.run();
		}

	}

}
