package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.testing.RecordingTransport;
import io.tino.transport.TransportResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerPool} and {@link ServerNode}, without sockets and with a clock
 * that is set.
 */
class ServerPoolTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final SocketAddress RED = new InetSocketAddress("192.0.2.1", 7777);

	private static final SocketAddress BLUE = new InetSocketAddress("192.0.2.2", 7777);

	private static final String HELLO = "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n";

	private static final String READY = "+OK\r\n";

	/** The reply "b". */
	private static final String B = "$2\r\n\u00a1b\r\n";

	private static final String DRAIN = ">2\r\n$10\r\ntino.drain\r\n:5000\r\n";

	private final SimulatedNetwork network = new SimulatedNetwork();

	private final List<String> events = new ArrayList<>();

	private Supplier<Collection<? extends SocketAddress>> addresses = () -> List.of(RED);

	private TransportResolver resolver = (loop, name) -> {
		throw new AssertionError("There is no name");
	};

	private int maxConnections = 1;

	private @Nullable ServerPool pool;

	@AfterEach
	void close() {
		pool().close();
		this.network.close();
		this.network.advance(Duration.ofMinutes(2));
		assertThat(this.network.isIdle()).as("nothing goes on").isTrue();
		assertThat(this.network.pendingCalls().calls()).isZero();
		assertThat(this.network.pendingCalls().bytes()).isZero();
		assertThat(pool().nodes()).allSatisfy((node) -> assertThat(node.outstanding()).isZero());
	}

	@Test
	void theFirstCallConnectsToAllServersAndTakesTheFirstThatIsThere() {
		this.addresses = () -> List.of(RED, BLUE);
		assertThat(pool().nodes()).isEmpty();
		CompletableFuture<String> call = submit("A");
		assertThat(this.network.attempts()).isEqualTo(2);
		assertThat(states()).containsOnly(TinoNode.State.CONNECTING);
		attempt(2).connect().receive(READY);
		assertThat(attempt(2).takeSent()).isEqualTo(HELLO + request("A"));
		attempt(2).receive(B);
		assertThat(call).isCompletedWithValue("b");
		assertThat(pool().nodes()).containsExactly(new TinoNode("192.0.2.1:7777", TinoNode.State.CONNECTING, 0),
				new TinoNode("192.0.2.2:7777", TinoNode.State.READY, 0));
	}

	@Test
	void callsGoToTheServerThatHasTheFewest() {
		connectToBoth();
		submit("A");
		submit("B");
		submit("C");
		assertThat(attempt(1).takeSent()).isEqualTo(request("B"));
		assertThat(attempt(2).takeSent()).isEqualTo(request("A") + request("C"));
		attempt(2).receive(B + B);
		submit("D");
		assertThat(attempt(2).takeSent()).isEqualTo(request("D"));
	}

	@Test
	void callsOfSessionsCountToo() {
		connectToBoth();
		AddressSource.Server red = nextServer(BLUE);
		red.outstanding(2);
		assertThat(pool().nodes()).extracting(TinoNode::outstanding).containsExactly(2, 0);
		submit("A");
		submit("B");
		assertThat(attempt(2).takeSent()).isEqualTo(request("A") + request("B"));
		red.outstanding(-2);
		submit("C");
		assertThat(attempt(1).takeSent()).isEqualTo(request("C"));
	}

	@Test
	void aServerThatCannotBeReachedIsLeftOutAndTriedAgain() {
		this.addresses = () -> List.of(RED, BLUE);
		CompletableFuture<String> first = submit("A");
		attempt(1).fail("refused");
		assertThat(first).as("the other one may do").isNotDone();
		attempt(2).connect().receive(READY).receive(B);
		assertThat(first).isCompletedWithValue("b");
		submit("B");
		submit("C");
		assertThat(attempt(2).takeSent()).endsWith(request("B") + request("C"));
		this.network.advance(Duration.ofMillis(100));
		assertThat(attempt(3).address()).isEqualTo(RED);
		attempt(3).connect().receive(READY);
		submit("D");
		assertThat(attempt(3).takeSent()).isEqualTo(HELLO + request("D"));
	}

	@Test
	void whenNoServerCanBeReachedCallsFailAndThoseThatComeThenWaitForTheNextAttempt() {
		this.addresses = () -> List.of(RED, BLUE);
		CompletableFuture<String> first = submit("A");
		attempt(1).fail("red is down");
		attempt(2).fail("blue is down");
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofMillis(100));
		attempt(3).fail("red is down");
		assertThat(second).as("the other one may do").isNotDone();
		attempt(4).fail("blue is down");
		for (CompletableFuture<String> call : List.of(first, second)) {
			TinoException failure = failure(call);
			assertThat(failure).isInstanceOf(TinoConnectionException.class)
				.hasMessage("Cannot connect to 192.0.2.2:7777: blue is down")
				.hasRootCauseMessage("blue is down");
			assertThat(failure.mayHaveRun()).isFalse();
		}
		CompletableFuture<String> third = submit("C");
		this.network.advance(Duration.ofMillis(200));
		attempt(5).connect().receive(READY).receive(B);
		assertThat(third).isCompletedWithValue("b");
	}

	@Test
	void triesAgainLessAndLessOften() {
		this.addresses = () -> List.of(RED, BLUE);
		submit("A");
		attempt(2).connect().receive(READY).receive(B);
		attempt(1).fail("refused");
		assertThat(waitsForAttempts(2)).containsExactly(100L, 200L, 400L, 800L, 1600L, 2500L, 2500L, 2500L);
	}

	@Test
	void triesAgainOftenWhileCallsWaitButNotForEachOfThem() {
		submit("A");
		attempt(1).fail("refused");
		assertThat(waitsForAttempts(1)).containsExactly(100L, 200L, 400L, 500L, 500L, 500L, 500L, 500L);
	}

	/** Make calls all the time, and let all further attempts fail. */
	private List<Long> waitsForAttempts(int before) {
		List<Long> waits = new ArrayList<>();
		for (int i = before + 1; i <= before + 8; i++) {
			long start = this.network.now();
			while (this.network.attempts() < i) {
				submit("A").cancel(false);
				this.network.advance(Duration.ofMillis(10));
			}
			waits.add(Duration.ofNanos(this.network.now() - start).toMillis());
			attempt(i).fail("refused");
		}
		return waits;
	}

	@Test
	void aCallThatComesAfterALongOutageFindsTheServerThatIsBack() {
		failForAMinute();
		CompletableFuture<String> call = submit("B");
		int attempts = this.network.attempts();
		this.network.advance(Duration.ofMillis(500));
		assertThat(this.network.attempts()).isEqualTo(attempts + 1);
		this.network.lastAttempt().connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void theFirstCallForALongTimeIsTriedAtOnce() {
		failForAMinute();
		int attempts = this.network.attempts();
		this.network.advance(Duration.ofSeconds(1));
		assertThat(this.network.attempts()).as("nobody waits").isEqualTo(attempts);
		CompletableFuture<String> call = submit("B");
		this.network.advance(Duration.ZERO);
		assertThat(this.network.attempts()).isEqualTo(attempts + 1);
		this.network.lastAttempt().fail("refused");
		assertThat(failure(call)).hasMessage("Cannot connect to 192.0.2.1:7777: refused");
	}

	@Test
	void whileAllServersAreLeftOutACallAsksForTheAddressesAnew() {
		failForAMinute();
		this.addresses = () -> List.of(BLUE);
		CompletableFuture<String> call = submit("B");
		assertThat(this.network.lastAttempt().address()).isEqualTo(BLUE);
		this.network.lastAttempt().connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void whileNamesAreLookedUpCallsWaitForWhatIsFound() {
		List<CompletableFuture<List<InetSocketAddress>>> lookups = new ArrayList<>();
		this.addresses = () -> List.of(SimulatedNetwork.ADDRESS);
		this.resolver = (loop, name) -> {
			lookups.add(new CompletableFuture<>());
			return lookups.get(lookups.size() - 1);
		};
		CompletableFuture<String> call = submit("A");
		lookups.get(0).complete(List.of((InetSocketAddress) RED));
		this.network.lastAttempt().fail("refused");
		assertThat(call).isNotDone();
		lookups.get(1).complete(List.of((InetSocketAddress) BLUE));
		this.network.lastAttempt().fail("refused too");
		assertThat(call).isNotDone();
		lookups.get(2).completeExceptionally(new IllegalStateException("unknown"));
		assertThat(failure(call)).hasMessage("Cannot connect to 192.0.2.2:7777: refused too");
	}

	@Test
	void aCallThatWaitsForAServerThatIsLeftOutTimesOutWithoutHavingRun() {
		submit("A");
		attempt(1).fail("refused");
		CompletableFuture<String> call = submit("B");
		this.network.advance(TIMEOUT);
		assertThat(failure(call)).isInstanceOf(TinoTimeoutException.class)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
	}

	@Test
	void aCallThatIsMadeAgainAtOnceWhenItHasFailedWaitsForTheNextAttempt() {
		AtomicInteger failures = new AtomicInteger();
		callAgainAndAgain(failures);
		attempt(1).fail("refused");
		assertThat(failures).hasValue(1);
		this.network.advance(Duration.ofMillis(100));
		attempt(2).fail("refused");
		assertThat(failures).hasValue(2);
	}

	private void callAgainAndAgain(AtomicInteger failures) {
		submit("A").whenComplete((reply, failure) -> {
			if (failure != null && failures.incrementAndGet() < 100) {
				callAgainAndAgain(failures);
			}
		});
	}

	/**
	 * Have the server fail for so long that it is tried seldom, just now for the last
	 * time.
	 */
	private void failForAMinute() {
		submit("A");
		long start = this.network.now();
		attempt(1).fail("refused");
		for (int i = 2; this.network.now() - start < Duration.ofMinutes(1).toNanos(); i++) {
			while (this.network.attempts() < i) {
				submit("A").cancel(false);
				this.network.advance(Duration.ofMillis(10));
			}
			attempt(i).fail("refused");
		}
	}

	@Test
	void whenNoCallsAreMadeItDoesNotTryAgain() {
		submit("A");
		attempt(1).fail("refused");
		int attempts = 1;
		for (int i = 0; i < 60; i++) {
			this.network.advance(Duration.ofSeconds(1));
			for (; attempts < this.network.attempts(); attempts++) {
				attempt(attempts + 1).fail("refused");
			}
		}
		assertThat(attempts).isGreaterThan(5);
		this.network.advance(Duration.ofDays(1));
		assertThat(this.network.attempts()).isEqualTo(attempts);
		assertThat(this.network.isIdle()).isTrue();
		assertThat(states()).containsExactly(TinoNode.State.IDLE);
		CompletableFuture<String> call = submit("B");
		assertThat(this.network.attempts()).as("at once").isEqualTo(attempts + 1);
		this.network.lastAttempt().connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void aConnectionThatBreaksIsOpenedAgainAtOnceButNotTwice() {
		CompletableFuture<String> sent = submit("A");
		attempt(1).connect().receive(READY).close();
		assertThat(failure(sent).mayHaveRun()).isTrue();
		CompletableFuture<String> waiting = submit("B");
		attempt(2).connect().receive(READY).receive(B).close();
		assertThat(waiting).isCompletedWithValue("b");
		assertThat(this.network.attempts()).isEqualTo(2);
		CompletableFuture<String> later = submit("C");
		assertThat(this.network.attempts()).isEqualTo(2);
		this.network.advance(Duration.ofMillis(100));
		attempt(3).connect().receive(READY).receive(B);
		assertThat(later).isCompletedWithValue("b");
		this.network.advance(Duration.ofMillis(100));
		attempt(3).close();
		assertThat(this.network.attempts()).as("it has lasted").isEqualTo(4);
	}

	@Test
	void aServerThatAnotherConnectionHasReachedIsTriedAtOnce() {
		this.addresses = () -> List.of(RED, BLUE);
		submit("A");
		attempt(1).fail("refused");
		attempt(2).fail("refused");
		AddressSource.Server blue = nextServer(RED);
		blue.reachable();
		assertThat(states()).containsExactly(TinoNode.State.BACKING_OFF, TinoNode.State.CONNECTING);
		CompletableFuture<String> call = submit("B");
		attempt(3).connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
		blue.reachable();
		assertThat(this.network.attempts()).isEqualTo(3);
	}

	@Test
	void aConnectionThatBreaksWhileNoCallsAreMadeIsOpenedWithTheNext() {
		submit("A");
		attempt(1).connect().receive(READY).receive(B);
		this.network.advance(Duration.ofHours(1));
		assertThat(this.network.isIdle()).isTrue();
		attempt(1).close();
		this.network.advance(Duration.ofHours(1));
		assertThat(this.network.attempts()).isEqualTo(1);
		CompletableFuture<String> call = submit("B");
		attempt(2).connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void whenAConnectionBreaksCallsGoToTheOtherServer() {
		connectToBoth();
		attempt(1).close();
		attempt(3).fail("refused");
		submit("A");
		submit("B");
		assertThat(attempt(2).takeSent()).isEqualTo(request("A") + request("B"));
	}

	@Test
	void aServerThatRefusesIsLeftOut() {
		this.addresses = () -> List.of(RED, BLUE);
		CompletableFuture<String> first = submit("A");
		attempt(1).connect().receive("-LOADING the data\r\n");
		attempt(2).connect().receive("-UNAVAILABLE stopping\r\n");
		TinoException failure = failure(first);
		assertThat(failure).isInstanceOf(TinoCommandException.class).hasMessage("A has failed: UNAVAILABLE stopping");
		assertThat(failure.mayHaveRun()).isFalse();
		this.network.advance(Duration.ofMillis(100));
		CompletableFuture<String> call = submit("C");
		attempt(3).connect().receive("-LOADING the data\r\n");
		assertThat(call).isNotDone();
		attempt(4).connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void whenAFurtherConnectionIsRefusedItsCallsGoToTheFirst() {
		this.maxConnections = 2;
		submit("A");
		attempt(1).connect().receive(READY);
		submit("B");
		attempt(2).connect().receive("-ERR max number of clients reached\r\n");
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO + request("A") + request("B"));
		assertThat(states()).containsExactly(TinoNode.State.READY);
		submit("C");
		assertThat(this.network.attempts()).as("not yet").isEqualTo(2);
		this.network.advance(Duration.ofMillis(100));
		submit("D");
		attempt(3).connect().receive(READY);
		assertThat(attempt(3).takeSent()).isEqualTo(HELLO + request("D"));
		attempt(1).receive(B + B + B);
		attempt(3).receive(B);
	}

	@Test
	void aServerThatWantsNoMoreCallsFinishesThoseThatItHas() {
		CompletableFuture<String> first = submit("A");
		attempt(1).connect().receive(Pushes.hello(2));
		submit("B");
		CompletableFuture<String> third = submit("C");
		attempt(1).receive(DRAIN);
		attempt(2).connect().receive(Pushes.hello(10));
		assertThat(attempt(2).takeSent()).as("there was no room for it").contains("C").doesNotContain("B");
		submit("D");
		assertThat(attempt(2).takeSent()).contains("D");
		attempt(1).receive(Pushes.reply(1, "a") + Pushes.reply(2, "b"));
		assertThat(first).isCompletedWithValue("a");
		assertThat(attempt(1).transport().isClosed()).isTrue();
		attempt(2).receive(Pushes.reply(1, "c"));
		assertThat(third).isCompletedWithValue("c");
		attempt(2).receive(DRAIN);
		assertThat(this.network.attempts()).as("not without end").isEqualTo(2);
	}

	@Test
	void whenAServerWantsNoMoreCallsTheyGoToTheOther() {
		this.addresses = () -> List.of(RED, BLUE);
		submit("A");
		attempt(1).connect().receive(Pushes.hello(10));
		attempt(2).connect().receive(Pushes.hello(10));
		attempt(1).receive(DRAIN);
		attempt(3).fail("refused");
		attempt(2).takeSent();
		submit("B");
		submit("C");
		assertThat(attempt(2).takeSent()).contains("B", "C");
	}

	@Test
	void callsThatThereWasNoRoomForGoElsewhereWhenTheConnectionBreaks() {
		this.addresses = () -> List.of(RED, BLUE);
		submit("A");
		attempt(1).connect().receive(Pushes.hello(1));
		CompletableFuture<String> waiting = submit("B");
		attempt(2).connect().receive(Pushes.hello(10));
		assertThat(attempt(2).takeSent()).startsWith(HELLO).doesNotContain("TINO.CALL");
		attempt(1).close();
		attempt(2).receive(Pushes.reply(1, "b"));
		assertThat(waiting).isCompletedWithValue("b");
	}

	@Test
	void whenOneConnectionIsOfUseAndCannotBeOpenedItsCallsWaitUntilItIsTriedAgain() {
		this.maxConnections = 2;
		submit("A");
		attempt(1).connect().receive(READY);
		submit("B");
		attempt(2).connect().receive(READY);
		attempt(1).close();
		CompletableFuture<String> call = submit("C");
		attempt(3).connect().receive(Pushes.hello(10)).close();
		assertThat(failure(call).mayHaveRun()).isTrue();
		assertThat(states()).as("by the other connection").containsExactly(TinoNode.State.READY);
		CompletableFuture<String> waiting = submit("D");
		attempt(4).fail("refused");
		assertThat(waiting).isNotDone();
		this.network.advance(Duration.ofMillis(200));
		attempt(5).connect().receive(Pushes.hello(10)).receive(Pushes.reply(1, "d"));
		assertThat(waiting).isCompletedWithValue("d");
	}

	@Test
	void whenTheLastServerWantsNoMoreCallsTheyWaitForTheNext() {
		submit("A");
		attempt(1).connect().receive(Pushes.hello(10)).receive(DRAIN + Pushes.reply(1, "a"));
		attempt(2).fail("refused");
		CompletableFuture<@Nullable String> early = submit("B");
		this.network.advance(Duration.ofSeconds(1));
		this.network.lastAttempt().connect().receive(Pushes.hello(10)).receive(Pushes.reply(1, "b"));
		assertThat(early).isCompletedWithValue("b");
		this.network.lastAttempt().receive(DRAIN);
		CompletableFuture<@Nullable String> late = submit("C");
		this.network.advance(Duration.ofMillis(4900));
		this.network.lastAttempt().fail("refused");
		assertThat(late).isNotDone();
		this.network.advance(Duration.ofMillis(100));
		assertThat(failure(late)).isInstanceOf(TinoConnectionException.class)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
	}

	@Test
	void whenAServerWantsNoMoreCallsThoseThatWereGoneAreTriedSoon() {
		this.addresses = () -> List.of(RED, BLUE);
		submit("A");
		attempt(1).connect().receive(Pushes.hello(10));
		for (int attempt = 2; attempt < 7; attempt++) {
			attempt(attempt).fail("refused");
			this.network.advance(Duration.ofSeconds(5));
		}
		attempt(7).fail("refused");
		attempt(1).receive(DRAIN);
		attempt(8).fail("refused");
		this.network.advance(Duration.ofMillis(200));
		assertThat(attempt(9).address()).isEqualTo(BLUE);
	}

	@Test
	void whereCallsNeedNotWaitForEachOtherThereIsOneConnection() {
		this.maxConnections = 4;
		submit("A");
		attempt(1).connect().receive(Pushes.hello(10));
		submit("B");
		submit("C");
		assertThat(this.network.attempts()).isEqualTo(1);
		assertThat(attempt(1).takeSent()).contains("A", "B", "C");
	}

	@Test
	void aServerWithOneConnectionLeftGoesOn() {
		this.maxConnections = 2;
		submit("A");
		attempt(1).connect().receive(READY);
		submit("B");
		attempt(2).connect().receive(READY);
		attempt(1).close();
		assertThat(states()).containsExactly(TinoNode.State.READY);
		CompletableFuture<String> call = submit("C");
		attempt(3).connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
		attempt(2).close();
		attempt(3).close();
		assertThat(states()).containsExactly(TinoNode.State.CONNECTING);
	}

	@Test
	void aServerWhoseAddressIsGoneFinishesItsCalls() {
		connectToBoth();
		this.network.advance(Duration.ofSeconds(30).minusMillis(1));
		List<CompletableFuture<String>> calls = List.of(submit("A"), submit("A"));
		assertThat(List.of(attempt(1).takeSent(), attempt(2).takeSent())).containsOnly(request("A"));
		this.addresses = () -> List.of(BLUE);
		this.network.run();
		assertThat(pool().nodes()).hasSize(2);
		this.network.advance(Duration.ofMillis(1));
		assertThat(pool().nodes()).extracting(TinoNode::address).containsExactly("192.0.2.2:7777");
		assertThat(attempt(1).transport().isClosed()).isFalse();
		submit("B");
		submit("B");
		assertThat(attempt(1).takeSent()).isEmpty();
		attempt(1).receive(B);
		assertThat(calls).filteredOn(CompletableFuture::isDone)
			.singleElement()
			.satisfies((call) -> assertThat(call).isCompletedWithValue("b"));
		assertThat(attempt(1).transport().isClosed()).isTrue();
		assertThat(this.events).containsExactly("opened", "opened");
		attempt(1).close();
		assertThat(this.events).containsExactly("opened", "opened", "closed");
		assertThat(this.network.attempts()).isEqualTo(2);
	}

	@Test
	void aServerThatJoinsIsConnectedToAndTakesCalls() {
		submit("A");
		attempt(1).connect().receive(READY);
		this.addresses = () -> List.of(RED, BLUE);
		this.network.advance(Duration.ofSeconds(9));
		submit("B").cancel(false);
		this.network.advance(Duration.ofSeconds(21));
		assertThat(attempt(2).address()).isEqualTo(BLUE);
		attempt(2).connect().receive(READY);
		submit("C");
		assertThat(attempt(2).takeSent()).isEqualTo(HELLO + request("C"));
	}

	@Test
	void whenAServerHasGoneItsSuccessorIsFoundAtOnce() {
		submit("A");
		attempt(1).connect().receive(READY).receive(B);
		this.addresses = () -> List.of(BLUE);
		attempt(1).close();
		CompletableFuture<String> call = submit("B");
		assertThat(this.network.lastAttempt().address()).isEqualTo(BLUE);
		this.network.lastAttempt().connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
		attempt(2).connect();
		assertThat(attempt(2).transport().isClosed()).as("of no use any more").isTrue();
	}

	@Test
	void whenTheAddressesCannotBeToldTheCallFailsAndTheNextOneAsksAgain() {
		this.addresses = () -> {
			throw new IllegalStateException("not known yet");
		};
		for (int i = 0; i < 2; i++) {
			TinoException failure = failure(submit("A"));
			assertThat(failure).isInstanceOf(TinoConnectionException.class)
				.hasMessage("Cannot tell where to connect to: not known yet");
			assertThat(failure.mayHaveRun()).isFalse();
		}
		this.addresses = () -> List.of(RED);
		CompletableFuture<String> call = submit("B");
		attempt(1).connect().receive(READY).receive(B);
		assertThat(call).isCompletedWithValue("b");
		this.addresses = () -> {
			throw new IllegalStateException("stopped");
		};
		attempt(1).close();
		assertThat(attempt(2).address()).as("what is known is tried still").isEqualTo(RED);
	}

	@Test
	void callsThatWaitForAServerTimeOut() {
		CompletableFuture<String> first = submit("A");
		this.network.advance(Duration.ofSeconds(4));
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofSeconds(6));
		assertThat(failure(first)).isInstanceOf(TinoTimeoutException.class)
			.hasMessage("A has not been sent after 10000 ms");
		attempt(1).connect().receive(READY).receive(B);
		assertThat(second).isCompletedWithValue("b");
	}

	@Test
	void whenClosedCallsThatWaitFail() {
		CompletableFuture<String> waiting = submit("A");
		pool().close();
		assertThat(failure(waiting)).hasMessage("Client is closed");
		assertThat(failure(submit("B"))).hasMessage("Client is closed");
		attempt(1).connect();
		assertThat(attempt(1).transport().isClosed()).isTrue();
	}

	@Test
	void givesEachAddressInItsTurnButNoneThatIsDown() {
		this.addresses = () -> List.of(RED, BLUE);
		assertThat(List.of(next(), next(), next())).containsExactly(RED, BLUE, RED);
		assertThat(this.network.attempts()).as("nobody calls").isZero();
		submit("A");
		attempt(2).fail("refused");
		assertThat(List.of(next(), next(), next())).containsExactly(RED, RED, RED);
		attempt(1).fail("refused");
		this.network.advance(Duration.ofMillis(100));
		assertThat(attempt(3).address()).isEqualTo(BLUE);
		attempt(3).connect().receive(READY);
		assertThat(List.of(next(), next(), next())).containsExactly(BLUE, BLUE, BLUE);
	}

	@Test
	void whoHasTriedAnAddressGetsAnotherOneIfThereIsOne() {
		this.addresses = () -> List.of(RED, BLUE);
		submit("A");
		attempt(1).connect().receive(READY);
		assertThat(List.of(next(), next(), next(RED), next(RED))).containsExactly(RED, RED, BLUE, BLUE);
		assertThat(next(RED, BLUE)).isIn(RED, BLUE);
	}

	@Test
	void whoWantsAnAddressIsToldIfThereIsNone() {
		this.addresses = List::of;
		List<String> failures = new ArrayList<>();
		pool().next((address) -> failures.add("found"), (failure) -> failures.add(failure.reason()));
		assertThat(failures).containsExactly("Cannot tell where to connect to: there is no address");
	}

	@Test
	void saysOnceThatAServerLeavesAndThatItIsBack() {
		List<String> log = logged(() -> {
			submit("A");
			attempt(1).fail("refused");
			submit("B");
			this.network.advance(Duration.ofMillis(100));
			attempt(2).fail("refused");
			this.network.advance(Duration.ofMillis(200));
			attempt(3).connect().receive(READY).close();
			attempt(4).connect().receive(READY);
		});
		assertThat(log)
			.containsExactly(
					"WARN Server 192.0.2.1:7777 is left out: Cannot connect to 192.0.2.1:7777: refused. "
							+ "Trying again while calls are made",
					"INFO Server 192.0.2.1:7777 is back and takes calls");
	}

	@Test
	void warnsOfAServerThatLetsClientsMoveOnlyIfItStaysAway() {
		String absence = " Server 192.0.2.1:7777 is left out: Cannot connect to 192.0.2.1:7777: refused. "
				+ "Trying again while calls are made";
		List<String> log = logged(() -> {
			submit("A");
			attempt(1).connect().receive(Pushes.hello(10)).receive(DRAIN);
			int failed = 1;
			for (int second = 0; second < 10; second++) {
				submit("B");
				this.network.advance(Duration.ofSeconds(1));
				while (failed < this.network.attempts()) {
					attempt(++failed).fail("refused");
				}
			}
		});
		assertThat(log).containsExactly("INFO" + absence, "WARN" + absence);
	}

	private List<String> logged(Runnable action) {
		Logger logger = (Logger) LoggerFactory.getLogger(ServerNode.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		logger.setLevel(Level.INFO);
		try {
			action.run();
		}
		finally {
			logger.setLevel(null);
			logger.detachAppender(log);
		}
		return log.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	private void connectToBoth() {
		this.addresses = () -> List.of(RED, BLUE);
		CompletableFuture<String> first = submit("F");
		attempt(1).connect().receive(READY).receive(B);
		assertThat(first).isCompletedWithValue("b");
		attempt(2).connect().receive(READY);
		attempt(1).takeSent();
		attempt(2).takeSent();
	}

	private SocketAddress next(SocketAddress... avoided) {
		return nextServer(avoided).address();
	}

	private AddressSource.Server nextServer(SocketAddress... avoided) {
		List<AddressSource.Server> found = new ArrayList<>();
		pool().next(Set.of(avoided), found::add, (failure) -> {
			throw new AssertionError(failure.reason());
		});
		return found.get(0);
	}

	private List<TinoNode.State> states() {
		return pool().nodes().stream().map(TinoNode::state).toList();
	}

	private ServerPool pool() {
		ServerPool current = this.pool;
		if (current == null) {
			TinoClientListener listener = new NotedConnections(this.events);
			PoolSettings settings = new PoolSettings(LoadBalancing.LEAST_OUTSTANDING, this.maxConnections,
					Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));
			current = new ServerPool(this.network.context(new ClientHandshake(null, null, null), listener), settings,
					() -> this.addresses.get(), (loop, name) -> this.resolver.resolve(loop, name),
					List.of(this.network.loop()), () -> 0);
			this.pool = current;
		}
		return current;
	}

	/** Hand over a call, and let the event loop run. */
	private CompletableFuture<@Nullable String> submit(String command) {
		ClientRequest request = new ClientRequest(RecordingTransport.buffer("$1\r\n" + command + "\r\n"), 0, 0, 1);
		ClientCall<String> call = this.network.call(command, request, new ReplyReader<>(CODEC, String.class),
				String.class, TIMEOUT);
		CountedCalls.submit(call, this.network.pendingCalls(), pool());
		this.network.run();
		return call.reply();
	}

	private static String request(String command) {
		return "*1\r\n$1\r\n" + command + "\r\n";
	}

	private Attempt attempt(int number) {
		return this.network.attempt(number);
	}

	private TinoException failure(CompletableFuture<?> reply) {
		return this.network.failure(reply);
	}

}
