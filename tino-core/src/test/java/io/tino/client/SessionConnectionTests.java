package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.resp.RespValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionConnection} and {@link ClientTransaction}, without sockets and
 * with a clock that is set.
 */
class SessionConnectionTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final CallEncoder ENCODER = new CallEncoder(CODEC);

	private static final String HELLO = "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n";

	private static final String READY = "%3\r\n+proto\r\n:3\r\n+tino\r\n:1\r\n+tino_max_calls\r\n:10\r\n";

	private static final String QUEUED = "+QUEUED\r\n";

	/** The replies "a" and "b". */
	private static final String A = "$2\r\n\u00a1a\r\n";

	private static final String B = "$2\r\n\u00a1b\r\n";

	private final SimulatedNetwork network = new SimulatedNetwork();

	private final List<String> events = new ArrayList<>();

	private List<NotedServer> servers = List.of(new NotedServer(SimulatedNetwork.ADDRESS));

	private int ended;

	private @Nullable SessionConnection connection;

	@AfterEach
	void close() {
		connection().close();
		this.network.close();
		this.network.advance(Duration.ofMinutes(2));
		assertThat(this.network.isIdle()).as("nothing goes on").isTrue();
		assertThat(this.network.pendingCalls().calls()).isZero();
		assertThat(this.network.pendingCalls().bytes()).isZero();
		assertThat(this.servers).allSatisfy((server) -> assertThat(server.calls()).hasValue(0));
		assertThat(this.ended).isEqualTo(1);
		assertThat(connection().isOpen()).isFalse();
		assertThat(this.events).isSubsetOf("opened", "closed");
		assertThat(this.events.stream().filter("opened"::equals))
			.hasSameSizeAs(this.events.stream().filter("closed"::equals).toList());
	}

	@Test
	void connectsForTheFirstCallAndIsAnsweredInOrderEvenIfTheServerCanDoOtherwise() {
		assertThat(connection().isOpen()).isTrue();
		this.network.run();
		assertThat(this.network.attempts()).isZero();
		CompletableFuture<String> first = submit("A");
		CompletableFuture<String> second = submit("B");
		attempt(1).connect().receive(READY);
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO + request("A") + request("B"));
		attempt(1).receive(A + B);
		assertThat(first).isCompletedWithValue("a");
		assertThat(second).isCompletedWithValue("b");
		assertThat(this.network.attempts()).isEqualTo(1);
	}

	@Test
	void aServerWithoutHelloIsSpokenToInThePlainWay() {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("-ERR unknown command 'HELLO'\r\n");
		attempt(2).connect();
		assertThat(attempt(2).takeSent()).isEqualTo(request("A"));
		attempt(2).receive(A);
		assertThat(call).isCompletedWithValue("a");
		assertThat(attempt(1).transport().isClosed()).isTrue();
	}

	@Test
	void whenTheConnectionBreaksTheSessionHasEnded() {
		CompletableFuture<String> sent = submit("A");
		attempt(1).connect().receive(READY);
		attempt(1).close();
		assertThat(failure(sent)).isInstanceOf(TinoConnectionException.class)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
		assertThat(connection().isOpen()).isFalse();
		TinoException later = failure(submit("B"));
		assertThat(later).isInstanceOf(TinoConnectionException.class)
			.hasMessage("The session has ended: Connection to example.org:7777 was closed");
		assertThat(later.mayHaveRun()).isFalse();
		assertThat(this.network.attempts()).as("nothing is connected to again").isEqualTo(1);
		assertThat(this.ended).isEqualTo(1);
	}

	@Test
	void whenTheSessionIsClosedItsCallsFail() {
		CompletableFuture<String> sent = submit("A");
		attempt(1).connect().receive(READY);
		attempt(1).transport().unwritableAfter(0);
		CompletableFuture<String> second = submit("B");
		CompletableFuture<String> waiting = submit("C");
		connection().close();
		assertThat(connection().isOpen()).isFalse();
		CompletableFuture<String> later = submit("D");
		attempt(1).close();
		assertThat(failure(sent).mayHaveRun()).isTrue();
		assertThat(failure(second).mayHaveRun()).isTrue();
		for (CompletableFuture<String> call : List.of(waiting, later)) {
			assertThat(failure(call)).isInstanceOf(TinoConnectionException.class).hasMessage("The session is closed");
			assertThat(failure(call).mayHaveRun()).isFalse();
		}
		assertThat(attempt(1).transport().isClosed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenTheSessionIsClosedWhileItConnectsNothingIsSent(boolean connected) {
		CompletableFuture<String> call = submit("A");
		if (connected) {
			attempt(1).connect();
		}
		connection().close();
		assertThat(failure(call)).hasMessage("The session is closed");
		if (!connected) {
			attempt(1).connect();
		}
		attempt(1).receive(READY);
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO);
		assertThat(attempt(1).transport().isClosed()).isTrue();
	}

	@Test
	void takesTheNextServerIfOneCannotBeReached() {
		SocketAddress red = InetSocketAddress.createUnresolved("red", 1);
		SocketAddress blue = InetSocketAddress.createUnresolved("blue", 1);
		SocketAddress green = InetSocketAddress.createUnresolved("green", 1);
		this.servers = Stream.of(red, blue, green).map(NotedServer::new).toList();
		CompletableFuture<String> call = submit("A");
		attempt(1).fail("red is down");
		attempt(2).connect().receive("-LOADING not yet\r\n");
		attempt(3).connect().receive(READY).receive(A);
		assertThat(List.of(attempt(1).address(), attempt(2).address(), attempt(3).address())).containsExactly(red, blue,
				green);
		assertThat(call).isCompletedWithValue("a");
	}

	@Test
	void theNextServerMayKnowMore() {
		this.servers = List.of(new NotedServer(InetSocketAddress.createUnresolved("red", 1)),
				new NotedServer(InetSocketAddress.createUnresolved("blue", 1)));
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("-ERR unknown command 'HELLO'\r\n");
		attempt(2).fail("red is down");
		attempt(3).connect();
		assertThat(attempt(3).takeSent()).isEqualTo(HELLO);
		attempt(3).receive(READY + A);
		assertThat(call).isCompletedWithValue("a");
		assertThat(this.servers).extracting((server) -> server.reached().get()).containsExactly(0, 1);
	}

	@Test
	void callsWaitWhileTheServerTakesNothing() {
		Attempt server = connected();
		server.transport().unwritableAfter(0);
		submit("A");
		CompletableFuture<String> second = submit("B");
		server.drain();
		assertThat(server.takeSent()).isEqualTo(request("A"));
		server.drain();
		assertThat(server.takeSent()).isEqualTo(request("B"));
		server.receive(A + B);
		assertThat(second).isCompletedWithValue("b");
	}

	@Test
	void whenNoServerCanBeReachedTheSessionHasEnded() {
		SocketAddress red = InetSocketAddress.createUnresolved("red", 1);
		SocketAddress blue = InetSocketAddress.createUnresolved("blue", 1);
		this.servers = Stream.of(red, blue).map(NotedServer::new).toList();
		CompletableFuture<String> call = submit("A");
		attempt(1).fail("red is down");
		attempt(2).connect();
		attempt(2).close();
		assertThat(failure(call)).isInstanceOf(TinoConnectionException.class)
			.hasMessage("Connection to blue:1 was closed before it was ready");
		assertThat(failure(call).mayHaveRun()).isFalse();
		assertThat(failure(submit("B"))).hasMessage("Connection to blue:1 was closed before it was ready");
		assertThat(this.network.attempts()).isEqualTo(2);
	}

	@Test
	void whatTheServerRefusesTheClientWithIsWhatCallsFailWith() {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("-WRONGPASS no\r\n");
		assertThat(failure(call)).isInstanceOf(TinoCommandException.class)
			.hasMessage("A has failed: WRONGPASS no")
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
		assertThat(attempt(1).transport().isClosed()).isTrue();
	}

	@Test
	void aServerThatSaysNothingIsGivenUp() {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect();
		this.network.advance(Duration.ofSeconds(5));
		assertThat(attempt(1).transport().isAborted()).isTrue();
		attempt(1).close();
		assertThat(failure(call).mayHaveRun()).isFalse();
	}

	@Test
	void aCallThatHasTimedOutShiftsNoReply() {
		CompletableFuture<String> slow = submit("A");
		attempt(1).connect().receive(READY);
		this.network.advance(Duration.ofSeconds(5));
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofSeconds(5));
		assertThat(failure(slow)).isInstanceOf(TinoTimeoutException.class);
		attempt(1).receive(A + B);
		assertThat(second).isCompletedWithValue("b");
	}

	@Test
	void aConnectionThatHasStoppedAnsweringEndsTheSession() {
		submit("A");
		attempt(1).connect().receive(READY);
		this.network.advance(Duration.ofSeconds(21));
		assertThat(attempt(1).transport().isAborted()).isTrue();
		attempt(1).close();
		assertThat(failure(submit("B"))).hasMessageStartingWith("The session has ended")
			.hasRootCauseMessage("The server has sent nothing for 20000 ms");
	}

	@Test
	void itsCallsCountAsThoseOfTheServerUntilTheyAreAnswered() {
		submit("A");
		AtomicInteger calls = this.servers.get(0).calls();
		assertThat(calls).as("it is not known where to").hasValue(0);
		attempt(1).connect().receive(READY);
		submit("B").cancel(false);
		assertThat(calls).as("the server runs it all the same").hasValue(2);
		attempt(1).receive(A);
		assertThat(calls).hasValue(1);
		transaction("C");
		attempt(1).receive(B + "+OK\r\n");
		assertThat(calls).hasValue(2);
		attempt(1).receive(QUEUED);
		assertThat(calls).hasValue(1);
		attempt(1).receive("*1\r\n" + A);
		assertThat(calls).hasValue(0);
	}

	@Test
	void sendsTheCallsOfATransactionAtOnceWhenTheServerHasTakenMulti() {
		Attempt server = connected();
		Calls calls = transaction("A", "B");
		CompletableFuture<String> later = submit("C");
		assertThat(server.takeSent()).isEqualTo(request("MULTI"));
		server.receive("+OK\r\n");
		assertThat(server.takeSent()).isEqualTo(request("A") + request("B") + request("EXEC") + request("C"));
		server.receive(QUEUED + QUEUED);
		assertThat(calls.get(0)).isNotDone();
		server.receive("*2\r\n|1\r\n+a\r\n+b\r\n" + A + B + B);
		assertThat(calls.get(0)).isCompletedWithValue("a");
		assertThat(calls.get(1)).isCompletedWithValue("b");
		assertThat(calls.outcome()).isCompleted();
		assertThat(later).isCompletedWithValue("b");
	}

	@Test
	void aCallThatFailsFailsForItself() {
		Attempt server = connected();
		Calls calls = transaction("A", "B", "C", "D");
		server
			.receive("+OK\r\n" + QUEUED.repeat(4) + "*4\r\n" + A + "|1\r\n+a\r\n+b\r\n-BOOM no\r\n:7\r\n-ERR too\r\n");
		assertThat(calls.get(0)).isCompletedWithValue("a");
		assertThat(failure(calls.get(1))).isInstanceOf(TinoCommandException.class).hasMessage("B has failed: BOOM no");
		assertThat(failure(calls.get(2))).isInstanceOf(TinoReplyException.class);
		TinoException failure = failure(calls.outcome());
		assertThat(failure).isInstanceOf(TinoTransactionException.class)
			.hasMessage("3 of 4 calls of the transaction failed: B has failed: BOOM no")
			.hasCause(failure(calls.get(1)))
			.hasSuppressedException(failure(calls.get(2)))
			.hasSuppressedException(failure(calls.get(3)));
		assertThat(failure.code()).isEqualTo("BOOM");
		assertThat(failure.mayHaveRun()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "+OK,true", "-BOOM no,true", "-ERR no,false" })
	void aTransactionHasRunIfAnyCallHas(String reply, boolean run) {
		Attempt server = connected();
		Calls calls = transaction("A", "B");
		server.receive("+OK\r\n" + QUEUED + QUEUED + "*2\r\n" + reply + "\r\n-ERR no\r\n");
		TinoException failure = failure(calls.outcome());
		assertThat(failure).isInstanceOf(TinoTransactionException.class);
		assertThat(failure.mayHaveRun()).isEqualTo(run);
	}

	@Test
	void whenAWatchedKeyHasChangedNothingHasRun() {
		for (String reply : List.of("*-1\r\n", "_\r\n")) {
			Attempt server = connected();
			Calls calls = transaction("A");
			server.receive("+OK\r\n" + QUEUED + reply);
			for (CompletableFuture<?> each : List.of(calls.get(0), calls.outcome())) {
				assertThat(failure(each)).isInstanceOf(TinoWatchException.class)
					.hasMessageStartingWith("A watched key has changed");
				assertThat(failure(each).mayHaveRun()).isFalse();
				assertThat(failure(each).code()).isEqualTo("EXECABORT");
			}
		}
	}

	@Test
	void whatTheServerDoesNotQueueKeepsAllFromRunning() {
		Attempt server = connected();
		Calls calls = transaction("A", "B");
		server.receive("+OK\r\n" + QUEUED + "-INVALID_COMMAND B\r\n-EXECABORT discarded\r\n");
		assertThat(failure(calls.get(0))).hasMessage("EXEC has failed: EXECABORT discarded");
		assertThat(failure(calls.get(0)).mayHaveRun()).isFalse();
		assertThat(failure(calls.get(1))).hasMessage("B has failed: INVALID_COMMAND B");
		assertThat(failure(calls.outcome())).isSameAs(failure(calls.get(0)))
			.hasSuppressedException(failure(calls.get(1)));
	}

	@ParameterizedTest
	@CsvSource({ "*0", "+OK", ":1" })
	void whatIsNoAnswerToATransactionIsNotTakenForOne(String reply) {
		Attempt server = connected();
		Calls calls = transaction("A");
		server.receive("+OK\r\n" + QUEUED + reply + "\r\n");
		assertThat(failure(calls.outcome())).isInstanceOf(TinoReplyException.class);
		assertThat(failure(calls.get(0)).mayHaveRun()).isTrue();
	}

	@Test
	void aTransactionMayHaveNoCalls() {
		Attempt server = connected();
		Calls calls = transaction();
		server.receive("+OK\r\n*0\r\n");
		assertThat(server.takeSent()).isEqualTo(request("MULTI") + request("EXEC"));
		assertThat(calls.outcome()).isCompleted();
	}

	@Test
	void whenTheServerKnowsNoTransactionsNothingIsSent() {
		Attempt server = connected();
		Calls calls = transaction("A");
		CompletableFuture<String> later = submit("B");
		server.receive("-FOO MULTI\r\n");
		assertThat(server.takeSent()).isEqualTo(request("MULTI") + request("B"));
		for (CompletableFuture<?> each : List.of(calls.get(0), calls.outcome())) {
			assertThat(failure(each)).hasMessage("MULTI has failed: FOO MULTI");
			assertThat(failure(each).mayHaveRun()).isFalse();
		}
		server.receive(B);
		assertThat(later).isCompletedWithValue("b");
	}

	@Test
	void aTransactionThatTheServerIsTooLateToTakeIsDiscarded() {
		Attempt server = connected();
		Calls calls = transaction("A");
		this.network.advance(Duration.ofSeconds(9));
		CompletableFuture<String> later = submit("B");
		this.network.advance(Duration.ofSeconds(1));
		for (CompletableFuture<?> each : List.of(calls.get(0), calls.outcome())) {
			assertThat(failure(each)).isInstanceOf(TinoTimeoutException.class)
				.hasMessage("EXEC has not been sent after 10000 ms");
			assertThat(failure(each).mayHaveRun()).isFalse();
		}
		assertThat(server.takeSent()).isEqualTo(request("MULTI") + request("DISCARD") + request("B"));
		server.receive("+OK\r\n+OK\r\n" + B);
		assertThat(later).isCompletedWithValue("b");
	}

	@Test
	void aTransactionThatIsTakenJustTooLateIsDiscarded() {
		Attempt server = connected();
		submit("A");
		this.network.advance(Duration.ofMillis(5));
		Calls calls = transaction("B");
		this.network.advance(TIMEOUT);
		assertThat(calls.outcome()).as("deadlines are looked at every 10 ms").isNotDone();
		server.takeSent();
		server.receive(A + "+OK\r\n");
		assertThat(server.takeSent()).isEqualTo(request("DISCARD"));
		assertThat(failure(calls.get(0))).isInstanceOf(TinoTimeoutException.class);
	}

	@Test
	void aTransactionThatIsGivenUpIsDiscarded() {
		Attempt server = connected();
		Calls calls = transaction("A");
		calls.outcome().cancel(false);
		server.receive("+OK\r\n");
		assertThat(server.takeSent()).isEqualTo(request("MULTI") + request("DISCARD"));
		assertThat(failure(calls.get(0))).isInstanceOf(TinoCancelledException.class);
		assertThat(failure(calls.get(0)).mayHaveRun()).isFalse();
	}

	@Test
	void aTransactionThatHasBeenSentMayRunAfterItsTime() {
		Attempt server = connected();
		Calls calls = transaction("A");
		server.receive("+OK\r\n" + QUEUED);
		this.network.advance(Duration.ofSeconds(10));
		for (CompletableFuture<?> each : List.of(calls.get(0), calls.outcome())) {
			assertThat(failure(each)).isInstanceOf(TinoTimeoutException.class);
			assertThat(failure(each).mayHaveRun()).isTrue();
		}
		CompletableFuture<String> later = submit("B");
		server.receive("*1\r\n" + A + B);
		assertThat(later).as("the late reply shifts nothing").isCompletedWithValue("b");
	}

	@Test
	void aCallThatIsGivenUpInTimeIsNoPartOfTheTransaction() {
		Attempt server = connected();
		Calls calls = transaction("A", "B");
		calls.get(0).cancel(false);
		this.network.run();
		server.receive("+OK\r\n" + QUEUED + "*1\r\n" + B);
		assertThat(server.takeSent()).isEqualTo(request("MULTI") + request("B") + request("EXEC"));
		assertThat(calls.get(1)).isCompletedWithValue("b");
		assertThat(calls.outcome()).isCompleted();
	}

	@Test
	void whenTheConnectionBreaksATransactionHasRunOnlyIfItWasSent() {
		for (String received : List.of("", "+OK\r\n", "+OK\r\n" + QUEUED)) {
			Attempt server = connected();
			Calls calls = transaction("A");
			Calls next = transaction("B");
			server.receive(received);
			server.takeSent();
			server.close();
			assertThat(server.takeSent()).as("what nobody would get").isEmpty();
			assertThat(failure(calls.get(0))).isInstanceOf(TinoConnectionException.class)
				.satisfies((ex) -> assertThat(ex.mayHaveRun()).isEqualTo(!received.isEmpty()));
			assertThat(failure(calls.outcome()).mayHaveRun()).isEqualTo(!received.isEmpty());
			assertThat(failure(next.get(0)).mayHaveRun()).isFalse();
			assertThat(failure(next.outcome())).isInstanceOf(TinoConnectionException.class);
		}
	}

	@Test
	void whenTheSessionHasEndedTransactionsFail() {
		Attempt server = connected();
		server.close();
		Calls calls = transaction("A");
		assertThat(failure(calls.outcome())).hasMessageStartingWith("The session has ended");
		assertThat(failure(calls.get(0)).mayHaveRun()).isFalse();
	}

	@Test
	void transactionsComeOneAfterAnother() {
		Attempt server = connected();
		Calls first = transaction("A");
		Calls second = transaction("B");
		server.receive("+OK\r\n");
		assertThat(server.takeSent()).isEqualTo(request("MULTI") + request("A") + request("EXEC") + request("MULTI"));
		server.receive(QUEUED + "*1\r\n" + A + "+OK\r\n" + QUEUED + "*1\r\n" + B);
		assertThat(first.get(0)).isCompletedWithValue("a");
		assertThat(second.get(0)).isCompletedWithValue("b");
	}

	private SessionConnection connection() {
		SessionConnection current = this.connection;
		if (current == null) {
			TinoClientListener listener = new NotedConnections(this.events);
			current = new SessionConnection(this.network.context(new ClientHandshake(null, null, null), listener),
					new Servers(), this.network.loop(), this.network.loop(), (connection) -> this.ended++,
					ClientSession::inOrder);
			this.connection = current;
		}
		return current;
	}

	/** Connect a session, another one if there is one already. */
	private Attempt connected() {
		if (this.connection != null) {
			this.connection.close();
			this.network.run();
			this.connection = null;
			this.ended = 0;
		}
		submit("PING");
		Attempt attempt = this.network.lastAttempt().connect().receive(READY + "+PONG\r\n");
		attempt.takeSent();
		return attempt;
	}

	private CompletableFuture<@Nullable String> submit(String command) {
		ClientCall<String> call = call(command, String.class);
		CountedCalls.submit(call, this.network.pendingCalls(), connection()::submit);
		this.network.run();
		return call.reply();
	}

	private <T> ClientCall<T> call(String command, Class<T> type) {
		ClientCall<T> call = this.network.call(command, ENCODER.plain(command, Map.of()),
				new ReplyReader<>(CODEC, type), type, TIMEOUT);
		return call;
	}

	private Calls transaction(String... commands) {
		ClientTransaction transaction = new ClientTransaction(connection(), ENCODER);
		List<CompletableFuture<@Nullable String>> replies = new ArrayList<>();
		for (String command : commands) {
			ClientCall<String> call = call(command, String.class);
			CountedCalls.submit(call, this.network.pendingCalls(), transaction::add);
			replies.add(call.reply());
		}
		CountedCalls.submit(call("EXEC", RespValue.class), this.network.pendingCalls(), transaction::exec);
		this.network.run();
		return new Calls(replies, transaction.outcome());
	}

	private record Calls(List<CompletableFuture<@Nullable String>> replies, CompletableFuture<@Nullable Void> outcome) {

		CompletableFuture<@Nullable String> get(int index) {
			return this.replies.get(index);
		}

	}

	private static String request(String command) {
		return "*1\r\n$" + command.length() + "\r\n" + command + "\r\n";
	}

	private Attempt attempt(int number) {
		this.network.run();
		return this.network.attempt(number);
	}

	private TinoException failure(CompletableFuture<?> reply) {
		return this.network.failure(reply);
	}

	/** Gives the first server that is not avoided. */
	private final class Servers implements AddressSource {

		@Override
		public void next(Set<SocketAddress> avoided, Consumer<Server> found, Consumer<ConnectFailure> failed) {
			List<NotedServer> all = SessionConnectionTests.this.servers;
			found.accept(all.stream()
				.filter((server) -> !avoided.contains(server.address()))
				.findFirst()
				.orElse(all.get(0)));
		}

	}

}
