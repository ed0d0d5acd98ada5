package io.tino.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.testing.RecordingTransport;
import io.tino.transport.TransportConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientConnection} and {@link ClientSession}, without sockets and with
 * a clock that is set.
 */
class ClientConnectionTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final String HELLO = "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n";

	private static final String AUTH = "*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n";

	/** The reply "b". */
	private static final String B = "$2\r\n\u00a1b\r\n";

	/** A part of this may be sent without having waited: a mebibyte. */
	private static final long MAX_PENDING_BYTES = 64 << 20;

	private final SimulatedNetwork network = new SimulatedNetwork(MAX_PENDING_BYTES);

	private final List<String> events = new ArrayList<>();

	private final OnlyServer server = new OnlyServer(this.network.pendingCalls(), this.events);

	private ClientHandshake handshake = new ClientHandshake(null, null, null);

	private @Nullable ClientConnection connection;

	@AfterEach
	void close() {
		this.server.close();
		connection().close();
		this.network.close();
		assertThat(this.network.pendingCalls().calls()).isZero();
		assertThat(this.network.pendingCalls().bytes()).isZero();
		assertThat(connection().outstanding()).isZero();
	}

	@Test
	void whenTheConnectorThrowsTheCallFailsAndTheNextOneTriesAgain() {
		Error thrown = new NoClassDefFoundError("broken");
		TransportConnector working = this.network.connector((loop, address, factory) -> {
			throw thrown;
		});
		TinoException failure = failure(submit("A"));
		assertThat(failure).hasMessage("Cannot connect to example.org:7777: broken").hasCause(thrown);
		assertThat(failure.mayHaveRun()).isFalse();
		this.network.connector(working);
		submit("B");
		assertThat(this.network.attempts()).isEqualTo(1);
	}

	@Test
	void whenTheConnectionCannotBeEstablishedTheCallFailsAndTheNextOneTriesAgain() {
		CompletableFuture<String> call = submit("A");
		attempt(1).fail("refused");
		assertThat(failure(call)).hasMessage("Cannot connect to example.org:7777: refused");
		submit("B");
		assertThat(this.network.attempts()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-DENIED no\r\n", "-WRONGPASS no\r\n", "-FOO no\r\n" })
	void whenTheServerRefusesTheClientNothingHasRun(String reply) {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("|1\r\n+a\r\n+b\r\n" + reply);
		TinoException failure = failure(call);
		assertThat(failure).isInstanceOf(TinoCommandException.class)
			.hasMessage("A has failed: " + reply.substring(1).strip());
		assertThat(failure.mayHaveRun()).isFalse();
		assertThat(attempt(1).transport().isClosed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+OK\r\n", "-NOPROTO\r\n", "-DENIED no\r\n" })
	void whatAConnectionThatWasLetGoOfSaysIsIgnored(String again) {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("-DENIED no\r\n");
		failure(call);
		CompletableFuture<String> next = submit("B");
		attempt(1).receive(again);
		assertThat(this.network.attempts()).isEqualTo(2);
		assertThat(next).isNotDone();
		attempt(2).connect();
		attempt(1).receive(again);
		assertThat(attempt(2).takeSent()).isEqualTo(HELLO);
		attempt(2).receive("+OK\r\n" + B);
		assertThat(next).isCompletedWithValue("b");
		assertThat(this.events).containsExactly("failed", "opened", "in order");
	}

	@Test
	void attributesChangeNoReply() {
		CompletableFuture<String> error = submit("A");
		CompletableFuture<String> payload = submit("B");
		attempt(1).connect().receive("+OK\r\n|1\r\n+a\r\n:1\r\n-BOOM no\r\n|0\r\n>1\r\n+a\r\n|1\r\n+a\r\n:1\r\n" + B);
		assertThat(failure(error).code()).isEqualTo("BOOM");
		assertThat(payload).isCompletedWithValue("b");
	}

	@Test
	void callsThatRepliesHaveCausedAreSentWhileMoreRepliesCome() {
		StringBuilder sentBeforeTheLast = new StringBuilder();
		submit("A").thenRun(() -> handOver("D"));
		for (int i = 0; i < 256; i++) {
			submit("B");
		}
		submit("C").thenRun(() -> sentBeforeTheLast.append(attempt(1).takeSent()));
		attempt(1).connect().receive("+OK\r\n");
		assertThat(attempt(1).takeSent()).contains("$1\r\nC\r\n");
		attempt(1).receive(B.repeat(258));
		assertThat(sentBeforeTheLast).asString().contains("$1\r\nD\r\n");
		attempt(1).receive(B);
	}

	@Test
	void callsThatRepliesHaveCausedAreOneWriteAtTheEndOfWhatHasCome() {
		submit("A").thenRun(() -> handOver("C"));
		submit("B").thenRun(() -> handOver("D"));
		attempt(1).connect().receive("+OK\r\n").takeSent();
		int flushes = attempt(1).transport().flushes();
		attempt(1).receiveAlone(B + B);
		assertThat(attempt(1).takeSent()).isEqualTo(request("C") + request("D"));
		assertThat(attempt(1).transport().flushes()).isEqualTo(flushes + 1);
		assertThat(this.network.pendingCalls().bytes()).isZero();
		attempt(1).receive(B + B);
	}

	@Test
	void moreBytesThanMayBeSentAtOnceWaitAndCount() {
		String command = "C".repeat(600_000);
		List<Boolean> waiting = new ArrayList<>();
		Runnable call = () -> {
			ClientRequest request = new ClientRequest(RecordingTransport.buffer("$600000\r\n" + command + "\r\n"), 0, 0,
					1);
			handOver(command, request, TIMEOUT);
			waiting.add(this.network.pendingCalls().bytes() > 0);
		};
		submit("A").thenRun(call).thenRun(call);
		attempt(1).connect().receive("+OK\r\n").takeSent();
		attempt(1).receive(B);
		assertThat(waiting).containsExactly(false, true);
		assertThat(attempt(1).takeSent()).hasSizeGreaterThan(2 * command.length());
		submit("B").thenRun(call);
		attempt(1).receive(B + B + B);
		assertThat(waiting).as("what has been sent waits no more").containsExactly(false, true, false);
		attempt(1).receive(B);
	}

	@Test
	void aCallThatAReplyHasCausedOvertakesNoneThatWaits() {
		submit("A").thenRun(() -> {
			this.network.loop().runElsewhere(() -> handOver("C"));
			handOver("D");
		});
		attempt(1).connect().receive("+OK\r\n").takeSent();
		attempt(1).receive(B);
		assertThat(attempt(1).takeSent()).isEqualTo(request("C") + request("D"));
		attempt(1).receive(B + B);
	}

	@Test
	void aCallThatAReplyHasCausedWaitsForAServerThatDoesNotKeepUp() {
		submit("A").thenRun(() -> handOver("C"));
		attempt(1).connect().receive("+OK\r\n").takeSent();
		attempt(1).transport().readNothing(0);
		submit("B");
		int writes = attempt(1).transport().writes();
		attempt(1).receive(B);
		assertThat(attempt(1).transport().writes()).isEqualTo(writes);
		assertThat(this.network.pendingCalls().bytes()).isPositive();
		attempt(1).transport().unwritableAfter(1000);
		attempt(1).drain();
		assertThat(attempt(1).takeSent()).isEqualTo(request("B") + request("C"));
		attempt(1).receive(B + B);
	}

	@Test
	void callsThatLongRepliesHaveCausedAreSentWhileMoreRepliesCome() {
		submit("A").thenRun(() -> handOver("C"));
		submit("B").thenRun(() -> handOver("D"));
		attempt(1).connect().receive("+OK\r\n").transport().takeSent();
		attempt(1).receivePart(B);
		assertThat(attempt(1).takeSent()).as("one short reply is not many").isEmpty();
		attempt(1).receivePart("$40003\r\n\u00da\u009c\u0040" + "x".repeat(40_000) + "\r\n");
		assertThat(attempt(1).takeSent()).isEqualTo(request("C") + request("D"));
		attempt(1).receive(B + B);
	}

	@Test
	void aPushIsNoReply() {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("+OK\r\n>2\r\n+message\r\n+a\r\n");
		assertThat(call).isNotDone();
		attempt(1).receive(B);
		assertThat(call).isCompletedWithValue("b");
		assertThat(connection().outstanding()).isZero();
		assertThat(this.network.pendingCalls().calls()).isZero();
	}

	@Test
	void callsThatWaitForAReplyTimeOutOneAfterAnother() {
		CompletableFuture<String> first = submit("A");
		attempt(1).connect().receive("+OK\r\n");
		this.network.advance(Duration.ofSeconds(4));
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofSeconds(6).minusNanos(1));
		assertThat(first).isNotDone();
		this.network.advance(Duration.ofNanos(1));
		assertThat(failure(first)).isInstanceOf(TinoTimeoutException.class).hasMessage("A has no reply after 10000 ms");
		assertThat(failure(first).mayHaveRun()).isTrue();
		this.network.advance(Duration.ofSeconds(4).minusNanos(1));
		assertThat(second).isNotDone();
		this.network.advance(Duration.ofNanos(1));
		assertThat(failure(second)).isInstanceOf(TinoTimeoutException.class);
		CompletableFuture<String> third = submit("C");
		assertThat(connection().outstanding()).as("replies may come still").isEqualTo(3);
		attempt(1).receive("$2\r\n\u00a1x\r\n$2\r\n\u00a1x\r\n" + B);
		assertThat(third).isCompletedWithValue("b");
	}

	@Test
	void eachCallHasItsOwnTime() {
		CompletableFuture<String> slow = submit("A", Duration.ofSeconds(60));
		attempt(1).connect().receive("+OK\r\n");
		CompletableFuture<String> first = submit("B", Duration.ofSeconds(3));
		CompletableFuture<String> second = submit("C", Duration.ofSeconds(2));
		this.network.advance(Duration.ofSeconds(2));
		assertThat(failure(second)).isInstanceOf(TinoTimeoutException.class).hasMessage("C has no reply after 2000 ms");
		assertThat(first).isNotDone();
		this.network.advance(Duration.ofSeconds(1));
		assertThat(failure(first)).hasMessage("B has no reply after 3000 ms");
		attempt(1).receive("$2\r\n\u00a1a\r\n$2\r\n\u00a1x\r\n$2\r\n\u00a1x\r\n");
		assertThat(slow).isCompletedWithValue("a");
		this.network.advance(Duration.ofSeconds(60));
		assertThat(this.network.isIdle()).isTrue();
	}

	@Test
	void aCallThatMayTakeLongerThanOthersKeepsTheConnection() {
		CompletableFuture<String> slow = submit("A", Duration.ofSeconds(60));
		attempt(1).connect().receive("+OK\r\n");
		this.network.advance(Duration.ofSeconds(59));
		assertThat(attempt(1).transport().isClosed()).isFalse();
		attempt(1).receive(B);
		assertThat(slow).isCompletedWithValue("b");
	}

	@Test
	void aCallThatMayTakeLittleTimeDoesNotEndTheConnection() {
		submit("A", Duration.ofMillis(1));
		attempt(1).connect().receive("+OK\r\n");
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofSeconds(9));
		attempt(1).receive(B + B);
		assertThat(second).isCompletedWithValue("b");
	}

	@Test
	void whatIsCancelledBeforeItIsSentIsForgottenAtOnce() {
		CompletableFuture<String> first = submit("A");
		CompletableFuture<String> second = submit("B");
		second.completeExceptionally(new IllegalStateException("not wanted"));
		first.cancel(true);
		this.network.run();
		assertThat(connection().outstanding()).isZero();
		assertThat(this.network.pendingCalls().calls()).isZero();
		assertThat(this.network.pendingCalls().bytes()).isZero();
		attempt(1).connect().receive("+OK\r\n");
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO);
	}

	@Test
	void callsWaitWhileTheServerTakesNothing() {
		CompletableFuture<String> first = submit("A");
		attempt(1).connect().takeSent();
		attempt(1).transport().unwritableAfter(1);
		attempt(1).receive("+OK\r\n");
		CompletableFuture<String> second = submit("B");
		CompletableFuture<String> third = submit("C", Duration.ofSeconds(1));
		assertThat(this.network.pendingCalls().bytes()).isEqualTo(2 * "$1\r\nB\r\n".length());
		this.network.advance(Duration.ofSeconds(1));
		assertThat(failure(third)).hasMessage("C has not been sent after 1000 ms");
		attempt(1).drain();
		assertThat(attempt(1).takeSent()).isEqualTo(request("A"));
		attempt(1).drain();
		assertThat(attempt(1).takeSent()).isEqualTo(request("B"));
		attempt(1).receive("$2\r\n\u00a1a\r\n" + B);
		assertThat(first).isCompletedWithValue("a");
		assertThat(second).isCompletedWithValue("b");
	}

	@Test
	void requestsThatAreNotVeryLongAreOneWrite() {
		String argument = "x".repeat(5_000);
		String elements = "$1\r\nA\r\n$" + argument.length() + "\r\n" + argument + "\r\n";
		for (int i = 0; i < 3; i++) {
			submit("A", new ClientRequest(RecordingTransport.buffer(elements), 0, 0, 2), TIMEOUT);
		}
		attempt(1).connect().receive("+OK\r\n");
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO + ("*2\r\n" + elements).repeat(3));
		assertThat(attempt(1).transport().writes()).as("HELLO and the requests").isEqualTo(2);
		attempt(1).receive(B.repeat(3));
	}

	@Test
	void aLongRequestIsNotCopied() {
		String argument = "x".repeat(RequestBatch.COPIED_LENGTH);
		String elements = "$1\r\nA\r\n$" + argument.length() + "\r\n" + argument + "\r\n";
		submit("B");
		CompletableFuture<String> call = submit("A", new ClientRequest(RecordingTransport.buffer(elements), 0, 0, 2),
				TIMEOUT);
		submit("C");
		attempt(1).connect().receive("+OK\r\n");
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO + request("B") + "*2\r\n" + elements + request("C"));
		assertThat(attempt(1).transport().writes()).as("HELLO, what is before, the request, what is behind")
			.isEqualTo(4);
		attempt(1).receive("$2\r\n\u00a1x\r\n" + B + B);
		assertThat(call).isCompletedWithValue("b");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theServerMaySayThatTimeIsOverOrThatTheCallWasCancelled(boolean run) {
		String text = run ? "it has taken too long" : "not run: it has waited too long";
		CompletableFuture<String> late = submit("A");
		CompletableFuture<String> cancelled = submit("B");
		attempt(1).connect().receive("+OK\r\n-DEADLINE_EXCEEDED " + text + "\r\n-CANCELLED " + text + "\r\n");
		assertThat(failure(late)).isInstanceOf(TinoTimeoutException.class)
			.hasMessage("A has failed: DEADLINE_EXCEEDED " + text)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isEqualTo(run));
		assertThat(failure(cancelled)).isInstanceOf(TinoCancelledException.class)
			.hasMessage("B has failed: CANCELLED " + text)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isEqualTo(run));
	}

	@Test
	void callsThatWaitForAConnectionTimeOutAndAreNotSent() {
		CompletableFuture<String> first = submit("A");
		this.network.advance(Duration.ofSeconds(4));
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofSeconds(6));
		assertThat(failure(first)).hasMessage("A has not been sent after 10000 ms");
		assertThat(failure(first).mayHaveRun()).isFalse();
		assertThat(connection().outstanding()).isEqualTo(1);
		assertThat(this.network.pendingCalls().calls()).isEqualTo(1);
		attempt(1).connect().receive("+OK\r\n");
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO + request("B"));
		attempt(1).receive(B);
		assertThat(second).isCompletedWithValue("b");
	}

	@Test
	void whenACallIsGivenUpBeforeThereIsAConnectionItIsNotSent() {
		submit("A").cancel(false);
		CompletableFuture<String> second = submit("B");
		attempt(1).connect().receive("+OK\r\n");
		assertThat(attempt(1).takeSent()).isEqualTo(HELLO + request("B"));
		attempt(1).receive(B);
		assertThat(second).isCompletedWithValue("b");
	}

	@Test
	void aConnectionThatHasStoppedAnsweringIsClosed() {
		CompletableFuture<String> first = submit("A");
		attempt(1).connect().receive("+OK\r\n");
		this.network.advance(Duration.ofSeconds(15));
		assertThat(failure(first)).isInstanceOf(TinoTimeoutException.class);
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofSeconds(5).minusNanos(1));
		assertThat(attempt(1).transport().isClosed()).isFalse();
		this.network.advance(Duration.ofNanos(1));
		assertThat(attempt(1).transport().isClosed()).as("there may be bytes not read yet").isFalse();
		this.network.advance(Duration.ofMillis(10));
		assertThat(attempt(1).transport().isClosed()).isTrue();
		attempt(1).close();
		TinoException failure = failure(second);
		assertThat(failure).isInstanceOf(TinoConnectionException.class)
			.hasMessage("Connection was closed before the reply to B had come")
			.hasRootCauseMessage("The server has sent nothing for 20000 ms");
		assertThat(failure.mayHaveRun()).isTrue();
		CompletableFuture<String> third = submit("C");
		attempt(2).connect().receive("+OK\r\n" + B);
		assertThat(third).isCompletedWithValue("b");
		assertThat(this.events).containsExactly("opened", "in order", "closed", "lost", "opened", "in order");
	}

	@Test
	void aConnectionIsNotClosedAsLongAsSomethingComes() {
		submit("A");
		submit("B");
		attempt(1).connect().receive("+OK\r\n");
		this.network.advance(Duration.ofSeconds(15));
		attempt(1).receive("$2\r\n");
		this.network.advance(Duration.ofSeconds(15));
		attempt(1).receive("\u00a1a\r\n");
		this.network.advance(Duration.ofSeconds(20).minusNanos(1));
		assertThat(attempt(1).transport().isClosed()).isFalse();
		this.network.advance(Duration.ofNanos(1).plusMillis(10));
		assertThat(attempt(1).transport().isClosed()).as("B has no reply").isTrue();
	}

	@Test
	void whatHasComeWhileTheEventLoopWasHeldUpIsReadFirst() {
		submit("A");
		submit("B");
		attempt(1).connect().receive("+OK\r\n");
		this.network.advance(Duration.ofSeconds(20));
		attempt(1).receive(B);
		this.network.advance(Duration.ofSeconds(1));
		assertThat(attempt(1).transport().isClosed()).isFalse();
	}

	@Test
	void silenceCountsFromWhenTheCallWasSent() {
		submit("A");
		this.network.advance(Duration.ofSeconds(9));
		attempt(1).connect().receive("+OK\r\n");
		this.network.advance(Duration.ofSeconds(20).minusNanos(1));
		assertThat(attempt(1).transport().isClosed()).isFalse();
	}

	@Test
	void aConnectionWithoutCallsIsNotClosed() {
		CompletableFuture<String> first = submit("A");
		attempt(1).connect().receive("+OK\r\n" + B);
		assertThat(first).isCompletedWithValue("b");
		this.network.advance(Duration.ofDays(1));
		CompletableFuture<String> second = submit("B");
		this.network.advance(Duration.ofSeconds(19));
		assertThat(attempt(1).transport().isClosed()).isFalse();
		attempt(1).receive(B);
		assertThat(failure(second)).isInstanceOf(TinoTimeoutException.class);
		this.network.advance(Duration.ofDays(1));
		assertThat(attempt(1).transport().isClosed()).isFalse();
		assertThat(this.network.isIdle()).isTrue();
	}

	@Test
	void aServerThatHasTakenThePlaceOfAPlainOneMayKnowMore() {
		this.handshake = new ClientHandshake(null, "secret", null);
		CompletableFuture<String> first = submit("A");
		attempt(1).connect().receive("-ERR unknown command 'HELLO'\r\n");
		assertThat(attempt(2).connect().takeSent()).isEqualTo(AUTH);
		attempt(2).receive("+OK\r\n" + B);
		assertThat(first).isCompletedWithValue("b");
		attempt(2).close();
		submit("B");
		assertThat(attempt(3).connect().takeSent()).startsWith("*5\r\n$5\r\nHELLO\r\n");
	}

	@Test
	void whenPlainConnectingFailsTheNextConnectionBeginsAnew() {
		this.handshake = new ClientHandshake(null, "secret", null);
		List<Runnable> failures = List.of(() -> attempt(2).connect().close(), () -> attempt(4).fail("refused"),
				() -> attempt(6).connect().receive("-WRONGPASS no\r\n"));
		for (Runnable failing : failures) {
			CompletableFuture<String> call = submit("A");
			Attempt first = this.network.lastAttempt().connect();
			assertThat(first.takeSent()).startsWith("*5\r\n$5\r\nHELLO\r\n");
			first.receive("-NOPROTO\r\n");
			failing.run();
			assertThat(failure(call).mayHaveRun()).isFalse();
		}
		submit("B");
		assertThat(attempt(7).connect().takeSent()).startsWith("*5\r\n$5\r\nHELLO\r\n");
	}

	private ClientConnection connection() {
		ClientConnection current = this.connection;
		if (current == null) {
			TinoClientListener listener = new NotedConnections(this.events);
			current = new ClientConnection(this.network.context(this.handshake, listener), SimulatedNetwork.ADDRESS,
					this.network.loop(), this.server);
			this.connection = current;
		}
		return current;
	}

	/** Hand over a call, and let the event loop run. */
	private CompletableFuture<@Nullable String> submit(String command) {
		return submit(command, TIMEOUT);
	}

	private CompletableFuture<@Nullable String> submit(String command, Duration timeout) {
		return submit(command, requestOf(command), timeout);
	}

	private CompletableFuture<@Nullable String> submit(String command, ClientRequest request, Duration timeout) {
		CompletableFuture<@Nullable String> reply = handOver(command, request, timeout);
		this.network.run();
		return reply;
	}

	private void handOver(String command) {
		handOver(command, requestOf(command), TIMEOUT);
	}

	private CompletableFuture<@Nullable String> handOver(String command, ClientRequest request, Duration timeout) {
		ClientCall<String> call = this.network.call(command, request, new ReplyReader<>(CODEC, String.class),
				String.class, timeout);
		CountedCalls.submit(call, this.network.pendingCalls(), connection());
		return call.reply();
	}

	private static ClientRequest requestOf(String command) {
		return new ClientRequest(RecordingTransport.buffer("$1\r\n" + command + "\r\n"), 0, 0, 1);
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
