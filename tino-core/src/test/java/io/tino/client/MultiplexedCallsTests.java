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
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

/**
 * Tests for {@link MultiplexedCalls}, without sockets and with a clock that is set.
 */
class MultiplexedCallsTests {

	private final SimulatedClient client = new SimulatedClient();

	private final SimulatedNetwork network = this.client.network();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void aCallHasAnIdAndHeadersThatSayHowMuchTimeIsLeft() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("PLUS", Duration.ofNanos(1_000_000_001));
		assertThat(server.takeSent())
			.isEqualTo("*4\r\n$9\r\nTINO.CALL\r\n$1\r\n2\r\n$3\r\n\u00cd\u0003\u00e9\r\n" + "$4\r\nPLUS\r\n");
		server.receive(Pushes.reply(2, "b"));
		assertThat(call).isCompletedWithValue("b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%1\r\n+proto\r\n:3\r\n", "*4\r\n+proto\r\n:3\r\n+tino\r\n:1\r\n",
			"%3\r\n+proto\r\n:2\r\n+tino\r\n:1\r\n+tino_max_calls\r\n:10\r\n",
			"%3\r\n+proto\r\n:3\r\n+tino\r\n:0\r\n+tino_max_calls\r\n:10\r\n",
			"%3\r\n+proto\r\n:3\r\n+tino\r\n+1\r\n+tino_max_calls\r\n:10\r\n",
			"%2\r\n+proto\r\n:3\r\n+tino\r\n:1\r\n" })
	void whenTheServerDoesNotSayThatItMultiplexesCallsGoInOrder(String hello) {
		CompletableFuture<String> call = this.client.submit("A");
		Attempt server = this.network.attempt(1).connect().receive(hello);
		assertThat(server.takeSent()).endsWith("*1\r\n$1\r\nA\r\n");
		server.receive(Pushes.payload("b"));
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void aLongCallThatAReplyHasCausedIsSentWithoutAnyOther() {
		Attempt server = this.client.connect(10);
		this.client.submit("A").thenRun(() -> this.client.submitLong("B", 40_000));
		server.takeSent();
		server.receive(Pushes.reply(2, "a"));
		assertThat(server.takeSent()).contains("$1\r\nB\r\n").endsWith("x\r\n");
		server.receive(Pushes.reply(3, "b"));
	}

	@Test
	void repliesComeInAnyOrderWhereverTheyAreSplit() {
		String long3 = Pushes.reply(4, "x".repeat(31));
		String wire = Pushes.reply(3, "b") + Pushes.chunk(4, long3.length() - 5, long3.substring(0, 5))
				+ PushText.error(2, "FOO no") + ">2\r\n$10\r\ninvalidate\r\n_\r\n"
				+ Pushes.chunk(4, 0, long3.substring(5)) + Pushes.reply(5, "e");
		for (int split = 0; split <= wire.length(); split++) {
			SimulatedClient each = new SimulatedClient();
			Attempt server = each.connect(10);
			CompletableFuture<String> second = each.submit("A");
			CompletableFuture<String> third = each.submit("B");
			CompletableFuture<String> fourth = each.submit("C");
			CompletableFuture<String> fifth = each.submit("D");
			server.receive(wire.substring(0, split)).receive(wire.substring(split));
			assertThat(each.failure(second)).as("split at %d", split)
				.isInstanceOf(TinoCommandException.class)
				.hasMessage("A has failed: FOO no")
				.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
			assertThat(third).isCompletedWithValue("b");
			assertThat(fourth).isCompletedWithValue("x".repeat(31));
			assertThat(fifth).isCompletedWithValue("e");
			each.close();
		}
	}

	@Test
	void aReplyMayBeAnyValue() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> nothing = this.client.submit("A");
		CompletableFuture<String> text = this.client.submit("B");
		CompletableFuture<String> another = this.client.submit("C");
		server.receive(">3\r\n$10\r\ntino.reply\r\n:2\r\n_\r\n>4\r\n$10\r\ntino.reply\r\n:3\r\n+OK\r\n:7\r\n"
				+ ">3\r\n$10\r\ntino.reply\r\n:4\r\n*0\r\n");
		assertThat(nothing).isCompletedWithValue(null);
		assertThat(text).isCompletedWithValue("OK");
		assertThat(this.client.failure(another)).isInstanceOf(TinoReplyException.class);
	}

	@Test
	void errorsMayHaveLinesAndAnyCharacters() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		server.receive(PushText.error(2, Pushes.bytes("FOO no\r\nsuch n\u00f6te")));
		assertThat(this.client.failure(call)).hasMessage("A has failed: FOO no\r\nsuch n\u00f6te");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theServerMaySayThatTimeIsOverOrThatTheCallWasCancelled(boolean run) {
		String text = run ? "it has taken too long" : "not run: it has waited too long";
		Attempt server = this.client.connect(10);
		CompletableFuture<String> late = this.client.submit("A");
		CompletableFuture<String> cancelled = this.client.submit("B");
		server.receive(PushText.error(2, "DEADLINE_EXCEEDED " + text) + PushText.error(3, "CANCELLED " + text));
		assertThat(this.client.failure(late)).isInstanceOf(TinoTimeoutException.class)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isEqualTo(run));
		assertThat(this.client.failure(cancelled)).isInstanceOf(TinoCancelledException.class)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isEqualTo(run));
	}

	@Test
	void whatIsCancelledIsCancelledOnTheServerOnce() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> first = this.client.submit("A");
		CompletableFuture<String> second = this.client.submit("B");
		server.takeSent();
		first.cancel(true);
		first.completeExceptionally(new IllegalStateException("again"));
		this.network.run();
		assertThat(server.takeSent()).isEqualTo("*2\r\n$11\r\nTINO.CANCEL\r\n$1\r\n2\r\n");
		assertThat(this.client.connection().outstanding()).as("it holds up nobody").isEqualTo(1);
		assertThat(this.network.pendingCalls().calls()).isEqualTo(1);
		server.receive(PushText.error(2, "CANCELLED by the client") + Pushes.reply(3, "b"));
		assertThat(second).isCompletedWithValue("b");
		assertThat(server.takeSent()).isEmpty();
	}

	@Test
	void whatIsCancelledWhenItIsOverIsNotCancelledOnTheServer() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		server.takeSent();
		call.cancel(true);
		server.receive(Pushes.reply(2, "b"));
		assertThat(server.takeSent()).isEmpty();
	}

	@Test
	void whatIsTooLateIsGivenUpAndItsEndIsIgnored() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> late = this.client.submit("A", Duration.ofSeconds(1));
		CompletableFuture<String> other = this.client.submit("B", Duration.ofSeconds(3));
		server.takeSent();
		this.network.advance(Duration.ofSeconds(2));
		assertThat(this.client.failure(late)).hasMessage("A has no reply after 1000 ms");
		assertThat(this.client.failure(late).mayHaveRun()).isTrue();
		assertThat(server.takeSent()).as("the server knows").isEmpty();
		assertThat(this.client.connection().outstanding()).isEqualTo(1);
		server.receive(
				Pushes.reply(2, "a") + Pushes.reply(3, "b") + Pushes.reply(2, "again") + Pushes.reply(99, "nobody"));
		assertThat(other).isCompletedWithValue("b");
		assertThat(server.transport().isClosed()).isFalse();
	}

	@Test
	void noMoreCallsAreInFlightThanTheServerTakes() {
		Attempt server = this.client.connect(2);
		CompletableFuture<String> first = this.client.submit("A");
		CompletableFuture<String> second = this.client.submit("B", Duration.ofSeconds(1));
		CompletableFuture<String> third = this.client.submit("C", Duration.ofSeconds(5));
		CompletableFuture<String> fourth = this.client.submit("D", Duration.ofSeconds(1));
		assertThat(Pushes.requests(server.takeSent())).hasSize(2);
		this.network.advance(Duration.ofSeconds(2));
		assertThat(this.client.failure(second).mayHaveRun()).isTrue();
		assertThat(this.client.failure(fourth)).hasMessage("D has not been sent after 1000 ms");
		assertThat(this.client.failure(fourth).mayHaveRun()).isFalse();
		assertThat(server.takeSent()).as("what is given up takes its place").isEmpty();
		server.receive(PushText.error(3, "DEADLINE_EXCEEDED late"));
		assertThat(Pushes.requests(server.takeSent())).singleElement()
			.satisfies((request) -> assertThat(request).contains("TINO.CALL", "4", "C"));
		server.receive(Pushes.reply(4, "c") + Pushes.reply(2, "a"));
		assertThat(third).isCompletedWithValue("c");
		assertThat(first).isCompletedWithValue("a");
	}

	@Test
	void aSilentServerIsAskedAndGivenUpWhenItDoesNotAnswer() {
		Attempt server = this.client.connect(10);
		this.network.advance(Duration.ofHours(1));
		assertThat(server.takeSent()).as("nobody waits").isEmpty();
		CompletableFuture<String> call = this.client.submit("A", Duration.ofHours(1));
		server.takeSent();
		this.network.advance(Duration.ofSeconds(30).minusNanos(1));
		assertThat(server.takeSent()).isEmpty();
		this.network.advance(Duration.ofNanos(1));
		assertThat(server.takeSent()).isEqualTo("*1\r\n$4\r\nPING\r\n");
		this.network.advance(Duration.ofSeconds(9));
		server.receive("+PONG\r\n");
		this.network.advance(Duration.ofSeconds(30));
		assertThat(server.takeSent()).isEqualTo("*1\r\n$4\r\nPING\r\n");
		this.network.advance(Duration.ofSeconds(10).minusNanos(1));
		assertThat(server.transport().isClosed()).isFalse();
		this.network.advance(Duration.ofMillis(10).plusNanos(1));
		assertThat(server.transport().isClosed()).isTrue();
		server.close();
		assertThat(this.client.failure(call)).isInstanceOf(TinoConnectionException.class)
			.hasRootCauseMessage("The server has sent nothing for 40000 ms")
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
	}

	@Test
	void aServerThatSendsSomethingIsThere() {
		Attempt server = this.client.connect(10);
		this.client.submit("A", Duration.ofHours(1));
		this.network.advance(Duration.ofSeconds(30));
		server.takeSent();
		for (int i = 0; i < 5; i++) {
			this.network.advance(Duration.ofSeconds(9));
			server.receive(">1\r\n+a\r\n");
		}
		assertThat(server.transport().isClosed()).isFalse();
	}

	@Test
	void aCallThatIsGivenUpIsEnoughToAskAfterTheServer() {
		Attempt server = this.client.connect(10);
		this.client.submit("A", Duration.ofSeconds(1));
		this.network.advance(Duration.ofSeconds(29));
		server.takeSent();
		this.network.advance(Duration.ofSeconds(1));
		assertThat(server.takeSent()).isEqualTo("*1\r\n$4\r\nPING\r\n");
	}

	@Test
	void whenTheConnectionBreaksCallsThatHaveBeenSentMayHaveRun() {
		Attempt server = this.client.connect(1);
		CompletableFuture<String> sent = this.client.submit("A");
		CompletableFuture<String> waiting = this.client.submit("B");
		server.receive(Pushes.chunk(2, 100, "abc").replace("abc", ">3\r")).close();
		assertThat(this.client.failure(sent)).isInstanceOf(TinoConnectionException.class)
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
		this.client.submit("C");
		this.network.attempt(2).connect().receive(Pushes.hello(10) + Pushes.reply(1, "b"));
		assertThat(waiting).isCompletedWithValue("b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "+OK\r\n", ">1\r\n$10\r\ntino.reply\r\n", ">2\r\n$10\r\ntino.reply\r\n:2\r\n",
			">3\r\n$10\r\ntino.reply\r\n$1\r\n2\r\n+a\r\n", ">2\r\n$10\r\ntino.error\r\n:2\r\n",
			">3\r\n$10\r\ntino.error\r\n:2\r\n:3\r\n", ">3\r\n$10\r\ntino.chunk\r\n:2\r\n:3\r\n",
			">4\r\n$10\r\ntino.chunk\r\n:2\r\n+a\r\n$1\r\na\r\n", ">4\r\n$10\r\ntino.chunk\r\n:2\r\n:1\r\n:1\r\n",
			">1\r\n$10\r\ntino.drain\r\n", ">2\r\n$10\r\ntino.drain\r\n+a\r\n" })
	void whatMakesNoSenseEndsTheConnection(String push) {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		server.receive(push);
		assertThat(server.transport().isAborted()).isTrue();
		server.close();
		assertThat(this.client.failure(call)).isInstanceOf(TinoConnectionException.class);
	}

	@Test
	void partsThatMakeNoPushEndTheConnection() {
		String push = Pushes.reply(2, "abc");
		List<String> wrong = List.of(Pushes.chunk(2, 0, push.substring(1)), Pushes.chunk(2, 0, push.substring(0, 5)),
				Pushes.chunk(2, 1, push), Pushes.chunk(2, 0, push + "+OK\r\n"), Pushes.chunk(2, -1, push),
				Pushes.chunk(2, 1L << 40, "a"), Pushes.chunk(2, 0, Pushes.reply(3, "x")),
				Pushes.chunk(2, 0, Pushes.chunk(2, 0, push)), Pushes.chunk(2, 0, "+OK\r\n"),
				Pushes.chunk(2, 5, ">3\r\n?"));
		for (String chunks : wrong) {
			SimulatedClient each = new SimulatedClient();
			Attempt server = each.connect(10);
			CompletableFuture<String> call = each.submit("A");
			each.submit("B");
			server.receive(chunks);
			assertThat(server.transport().isAborted()).as(chunks).isTrue();
			server.close();
			assertThat(each.failure(call)).isInstanceOf(TinoConnectionException.class);
			each.close();
		}
	}

	@Test
	void partsOfPushesComeAlternately() {
		Attempt server = this.client.connect(10);
		List<CompletableFuture<@Nullable String>> calls = new ArrayList<>();
		List<String> pushes = new ArrayList<>();
		for (int id = 2; id < 5; id++) {
			calls.add(this.client.submit("A"));
			pushes.add(Pushes.reply(id, "x".repeat(id)));
		}
		for (int at = 0; at < 40; at++) {
			for (int id = 2; id < 5; id++) {
				String push = pushes.get(id - 2);
				if (at < push.length()) {
					server.receive(Pushes.chunk(id, push.length() - at - 1, push.substring(at, at + 1)));
				}
			}
		}
		for (int id = 2; id < 5; id++) {
			assertThat(calls.get(id - 2)).isCompletedWithValue("x".repeat(id));
		}
	}

	@Test
	void anErrorEndsAPushThatComesInParts() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		server.receive(Pushes.chunk(2, 50, ">3\r\n"));
		call.cancel(false);
		CompletableFuture<String> next = this.client.submit("B");
		server.receive(PushText.error(2, "CANCELLED") + Pushes.chunk(2, 3, "abc") + Pushes.reply(3, "b"));
		assertThat(next).isCompletedWithValue("b");
	}

	@Test
	void aPushInPartsEndsWhatHasBeenGivenUp() {
		Attempt server = this.client.connect(1);
		this.client.submit("A").cancel(false);
		CompletableFuture<String> next = this.client.submit("B");
		Pushes.chunks(2, Pushes.reply(2, "a"), 3).forEach(server::receive);
		server.receive(Pushes.reply(3, "b"));
		assertThat(next).isCompletedWithValue("b");
	}

	@Test
	void aStreamIsNoReply() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		server.receive(">2\r\n$8\r\ntino.end\r\n:2\r\n");
		assertThat(this.client.failure(call)).isInstanceOf(TinoReplyException.class)
			.hasRootCauseMessage("The command returns a stream");
	}

	@Test
	void whenTheServerIsLeavingFurtherCallsGoElsewhere() {
		Attempt leaving = this.client.connect(10);
		CompletableFuture<String> before = this.client.submit("A");
		leaving.receive(">2\r\n$10\r\ntino.drain\r\n:5000\r\n");
		CompletableFuture<String> behind = this.client.submit("B");
		Attempt next = this.network.attempt(2).connect().receive(Pushes.hello(10));
		assertThat(leaving.transport().isClosed()).isFalse();
		leaving.receive(Pushes.reply(2, "a"));
		assertThat(before).isCompletedWithValue("a");
		assertThat(leaving.transport().isClosed()).isTrue();
		assertThat(leaving.transport().isAborted()).isFalse();
		leaving.close();
		next.receive(Pushes.reply(1, "b"));
		assertThat(behind).isCompletedWithValue("b");
		assertThat(this.client.events()).containsExactly("opened", "opened", "closed");
	}

	@Test
	void aConnectionWithoutCallsIsClosedWhenTheServerIsLeaving() {
		Attempt leaving = this.client.connect(10);
		leaving.receive(">2\r\n$10\r\ntino.drain\r\n:5000\r\n");
		assertThat(leaving.transport().isClosed()).isTrue();
		assertThat(this.network.attempts()).as("nobody needs another one").isEqualTo(1);
	}

	@Test
	void callsOnAConnectionThatIsLeftTimeOutAndAreCancelled() {
		Attempt leaving = this.client.connect(10);
		CompletableFuture<String> late = this.client.submit("A", Duration.ofSeconds(1));
		CompletableFuture<String> cancelled = this.client.submit("B");
		leaving.receive(">2\r\n$10\r\ntino.drain\r\n:5000\r\n").takeSent();
		this.network.advance(Duration.ofSeconds(1));
		assertThat(this.client.failure(late)).isInstanceOf(TinoTimeoutException.class);
		cancelled.cancel(true);
		this.network.run();
		assertThat(leaving.takeSent()).contains("TINO.CANCEL");
		assertThat(leaving.transport().isClosed()).as("their ends are still to come").isFalse();
		leaving.receive(PushText.error(2, "DEADLINE_EXCEEDED") + PushText.error(3, "CANCELLED"));
		assertThat(leaving.transport().isClosed()).isTrue();
	}

	@Test
	void whatTheServerHasNotRunAsItIsLeavingIsSentAgainOnce() {
		Attempt leaving = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		CompletableFuture<String> tooLong = this.client.submitLong("B");
		CompletableFuture<String> cancelled = this.client.submit("C");
		leaving.receive(">2\r\n$10\r\ntino.drain\r\n:0\r\n");
		cancelled.cancel(true);
		leaving.receive(PushText.error(2, "UNAVAILABLE stopping") + PushText.error(3, "UNAVAILABLE stopping")
				+ PushText.error(4, "UNAVAILABLE stopping"));
		assertThat(this.client.failure(tooLong)).hasMessage("B has failed: UNAVAILABLE stopping")
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
		assertThat(leaving.transport().isClosed()).isTrue();
		assertThat(this.network.pendingCalls().calls()).isEqualTo(1);
		this.network.advance(Duration.ofSeconds(1));
		Attempt next = this.network.attempt(2).connect();
		next.takeSent();
		next.receive(Pushes.hello(10));
		assertThat(Pushes.requests(next.takeSent())).hasSize(2)
			.satisfies((first) -> assertThat(first).as("that it is to be told").containsExactly("TINO.CANCEL", "1"),
					atIndex(0))
			.satisfies((request) -> assertThat(request).contains("TINO.CALL", "1", "A"), atIndex(1))
			.satisfies((request) -> assertThat(request.get(2)).as("9,000 ms are left").endsWith("#("), atIndex(1));
		next.receive(">2\r\n$10\r\ntino.drain\r\n:0\r\n" + PushText.error(1, "UNAVAILABLE stopping"));
		assertThat(this.client.failure(call)).hasMessage("A has failed: UNAVAILABLE stopping");
	}

	@Test
	void whatIsSentAgainHasItsTimeStill() {
		Attempt leaving = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		leaving.receive(">2\r\n$10\r\ntino.drain\r\n:0\r\n" + PushText.error(2, "UNAVAILABLE stopping"));
		this.network.advance(Duration.ofSeconds(10));
		assertThat(this.client.failure(call)).hasMessage("A has not been sent after 10000 ms")
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
	}

	@Test
	void aServerThatIsNotLeavingMeansWhatItSays() {
		Attempt server = this.client.connect(10);
		CompletableFuture<String> call = this.client.submit("A");
		server.receive(PushText.error(2, "UNAVAILABLE no"));
		assertThat(this.client.failure(call).code()).isEqualTo("UNAVAILABLE");
	}

}
