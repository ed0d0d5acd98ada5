package io.tino.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.Call;
import io.tino.command.CallContext;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.server.TestServer.Client;
import io.tino.testing.PushText;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MultiplexedCalls}, through sessions.
 */
class MultiplexedCallsTests {

	/** The calls of LATER. */
	private final List<@Nullable Call> calls = new ArrayList<>();

	private final List<String> done = new ArrayList<>();

	private @Nullable CallContext context;

	private final TestServer server = new TestServer(
			TestCommand.of("NOW", inEventLoop(), (call) -> TestCommand.reply(call, 7)),
			TestCommand.of("LATER", inEventLoop(), this.calls::add), TestCommand.of("WORK", (spec) -> spec, (call) -> {
				this.context = CallContext.current();
				this.done.add("work");
				TestCommand.reply(call, 8);
			}),
			TestCommand.of("TEXT", (spec) -> spec.execution(Execution.EVENT_LOOP).arguments(1, 1),
					(call) -> call.reply((writer) -> writer.bulk(call.argument(0)))),
			TestCommand.of("FAIL", inEventLoop(), (call) -> {
				throw new CommandException("NOTE_LOST", "no\r\nnote");
			}),
			TestCommand.of("BIG", inEventLoop(), (call) -> call.reply((writer) -> writer.bulk("x".repeat(150_000)))));

	private @Nullable Client client;

	private static UnaryOperator<CommandSpec.Builder> inEventLoop() {
		return (spec) -> spec.execution(Execution.EVENT_LOOP);
	}

	private Client client() {
		Client current = this.client;
		if (current == null) {
			current = this.server.connect();
			current.send("HELLO 3", "TINO.FORMAT json");
			this.client = current;
		}
		return current;
	}

	/** Complete a call of LATER. */
	private void complete(int index, int value) {
		Call call = Objects.requireNonNull(this.calls.set(index, null));
		TestCommand.reply(call, value);
	}

	private void noteCancellation(int index, String note) {
		Objects.requireNonNull(this.calls.get(index)).onCancel(() -> this.done.add(note));
	}

	@AfterEach
	void close() {
		this.calls.stream().filter(Objects::nonNull).forEach((call) -> TestCommand.reply(call, 0));
		this.server.close();
	}

	@Test
	void helloOffersIt() {
		assertThat(this.server.connect().send("HELLO 3")).contains("$4\r\ntino\r\n:1\r\n")
			.contains("$14\r\ntino_max_calls\r\n:10000\r\n")
			.endsWith("$7\r\nmodules\r\n*0\r\n");
		assertThat(this.server.connect().send("HELLO 2")).doesNotContain("\r\ntino\r\n:1\r\n");
	}

	@Test
	void answersByAPushThatNamesTheCall() {
		assertThat(client().send("TINO.CALL 5 \"\" NOW")).isEqualTo(PushText.reply(5, "7"));
		assertThat(client().send("tino.call 9223372036854775807 \"\" text a"))
			.isEqualTo(">3\r\n$10\r\ntino.reply\r\n:9223372036854775807\r\n$1\r\na\r\n");
	}

	@Test
	void callsOvertakeEachOther() {
		assertThat(client().send("TINO.CALL 1 \"\" LATER", "TINO.CALL 2 \"\" LATER", "TINO.CALL 3 \"\" NOW"))
			.isEqualTo(PushText.reply(3, "7"));
		complete(1, 2);
		assertThat(client().read()).isEqualTo(PushText.reply(2, "2"));
		complete(0, 1);
		assertThat(client().read()).isEqualTo(PushText.reply(1, "1"));
	}

	@Test
	void whatWorkersCompleteIsSentWithOneFlush() {
		client().send("TINO.CALL 1 \"\" WORK", "TINO.CALL 2 \"\" WORK", "TINO.CALL 3 \"\" WORK");
		int flushes = client().transport().flushes();
		RecordingTransport transport = client().transport();
		transport.runElsewhere(this.server::runWorkers);
		assertThat(client().read()).isEqualTo(PushText.reply(1, "8") + PushText.reply(2, "8") + PushText.reply(3, "8"));
		assertThat(transport.flushes()).isEqualTo(flushes + 1);
	}

	@Test
	void aPlainRequestWaitsForNoneOfThem() {
		assertThat(client().send("TINO.CALL 1 \"\" LATER", "PING", "NOW")).isEqualTo("+PONG\r\n$1\r\n7\r\n");
	}

	@Test
	void whatComesBehindAPlainRequestWaitsForIt() {
		assertThat(client().send("LATER", "TINO.CALL 1 \"\" NOW")).isEmpty();
		complete(0, 1);
		assertThat(client().read()).isEqualTo("$1\r\n1\r\n" + PushText.reply(1, "7"));
	}

	@Test
	void errorsAreOneLineInABulkString() {
		assertThat(client().send("TINO.CALL 5 \"\" FAIL")).isEqualTo(PushText.error(5, "NOTE_LOST no\\r\\nnote"));
		assertThat(client().send("TINO.CALL 6 \"\" NOTHING a")).isEqualTo(PushText.error(6, "INVALID_COMMAND NOTHING"));
		assertThat(client().send("TINO.CALL 6 \"\" TEXT"))
			.isEqualTo(PushText.error(6, "NUM_ARG_MISMATCH TEXT takes 1 argument, got 0"));
	}

	@Test
	void builtInCommandsThatLeaveTheConnectionAsItIsCanBeCalled() {
		assertThat(client().send("TINO.CALL 1 \"\" PING")).isEqualTo(">3\r\n$10\r\ntino.reply\r\n:1\r\n+PONG\r\n");
		assertThat(client().send("TINO.CALL 1 \"\" CONFIG GET nothing"))
			.isEqualTo(">3\r\n$10\r\ntino.reply\r\n:1\r\n%0\r\n");
		assertThat(client().send("TINO.CALL 1 \"\" CONFIG NOTHING"))
			.isEqualTo(PushText.error(1, "ERR unknown subcommand 'NOTHING'. Try CONFIG HELP."));
	}

	@Test
	void thoseThatChangeTheConnectionCannot() {
		for (String request : List.of("SUBSCRIBE a", "MULTI", "RESET", "HELLO", "QUIT", "TINO.FORMAT json",
				"TINO.CALL 2 \"\" NOW", "TINO.JSON NOW", "MONITOR", "AUTH a", "TINO.CANCEL 1")) {
			assertThat(client().send("TINO.CALL 1 \"\" " + request)).as(request)
				.startsWith(">3\r\n$10\r\ntino.error\r\n:1\r\n")
				.contains("cannot be called by TINO.CALL");
		}
		assertThat(client().send("TINO.CALL 1 \"\" CLIENT SETNAME a")).contains("cannot be called by TINO.CALL");
	}

	@Test
	void whatIsNoSuchCallIsAnsweredInOrder() {
		for (String id : List.of("0", "-1", "x", "1.5", "9223372036854775808")) {
			assertThat(client().send("TINO.CALL " + id + " \"\" NOW")).isEqualTo("-ERR invalid call id\r\n");
		}
		assertThat(client().send("TINO.CALL 1 \"\""))
			.isEqualTo("-ERR wrong number of arguments for 'tino.call' command\r\n");
		assertThat(client().send("TINO.CANCEL x")).isEqualTo("-ERR invalid call id\r\n");
		assertThat(client().send("MULTI", "TINO.CALL 1 \"\" NOW", "EXEC"))
			.isEqualTo("+OK\r\n-ERR TINO.CALL inside MULTI is not allowed\r\n"
					+ "-EXECABORT Transaction discarded because of previous errors.\r\n");
		assertThat(this.server.connect().send("TINO.CALL 1 \"\" NOW"))
			.isEqualTo("-ERR TINO.CALL needs RESP3, by HELLO 3\r\n");
	}

	@Test
	void anIdInFlightFailsTheSecondCallOnly() {
		assertThat(client().send("TINO.CALL 1 \"\" LATER", "TINO.CALL 1 \"\" NOW"))
			.isEqualTo(PushText.error(1, "ERR call 1 is in flight"));
		complete(0, 1);
		assertThat(client().read()).isEqualTo(PushText.reply(1, "1"));
		assertThat(client().send("TINO.CALL 1 \"\" NOW")).isEqualTo(PushText.reply(1, "7"));
	}

	@Test
	void moreCallsThanAllowedAreRefused() {
		this.server.settings.multiplexingLimits = MultiplexingLimits.DEFAULT.withMaxConcurrentCalls(2);
		assertThat(client().send("TINO.CALL 1 \"\" LATER", "TINO.CALL 2 \"\" LATER", "TINO.CALL 3 \"\" NOW"))
			.isEqualTo(PushText.error(3, "OVERLOADED connection has 2 calls in flight"));
		client().send("TINO.CANCEL 1");
		assertThat(client().send("TINO.CALL 3 \"\" NOW")).as("what is given up takes its place until it is over")
			.contains("OVERLOADED");
		complete(0, 1);
		assertThat(client().send("TINO.CALL 3 \"\" NOW")).isEqualTo(PushText.reply(3, "7"));
	}

	@Test
	void moreBytesOfRequestsThanAllowedAreRefused() {
		this.server.settings.multiplexingLimits = MultiplexingLimits.DEFAULT.withMaxRequestBytes(100);
		String large = "x".repeat(200);
		assertThat(client().send("TINO.CALL 1 \"\" TEXT " + large)).as("the only one").contains(large);
		assertThat(client().send("TINO.CALL 1 \"\" LATER", "TINO.CALL 2 \"\" TEXT " + large))
			.isEqualTo(PushText.error(2, "OVERLOADED requests of calls in flight exceed 100 bytes"));
	}

	@Test
	void aCallThatIsGivenUpIsAnsweredAtOnce() {
		client().send("TINO.CALL 1 \"\" LATER");
		noteCancellation(0, "cancelled");
		assertThat(client().send("TINO.CANCEL 1")).isEqualTo(PushText.error(1, "CANCELLED it was given up"));
		assertThat(this.done).containsExactly("cancelled");
		complete(0, 1);
		assertThat(client().read()).as("too late").isEmpty();
		assertThat(client().session().multiplexedCalls().running()).isZero();
		assertThat(client().send("TINO.CANCEL 1", "TINO.CANCEL 2")).as("of no call").isEmpty();
	}

	@Test
	void aCallThatWaitsForAWorkerDoesNotRunWhenItIsGivenUp() {
		client().send("TINO.CALL 1 \"\" WORK");
		assertThat(client().send("TINO.CANCEL 1")).isEqualTo(PushText.error(1, "CANCELLED not run: it was given up"));
		this.server.work();
		assertThat(this.done).isEmpty();
		assertThat(client().read()).isEmpty();
		assertThat(client().session().multiplexedCalls().running()).isZero();
	}

	@Test
	void aThreadThatRunsACallIsInterruptedWhenItIsGivenUp() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Boolean> clean = new CompletableFuture<>();
		Command park = TestCommand.of("PARK", (spec) -> spec, (call) -> {
			begun.countDown();
			new CountDownLatch(1).await();
		});
		try (TestServer parking = new TestServer(park)) {
			Client caller = parking.connect();
			caller.send("HELLO 3", "TINO.CALL 1 \"\" PARK");
			Thread worker = new Thread(() -> {
				parking.runWorkers();
				clean.complete(!Thread.interrupted());
			});
			worker.start();
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(caller.send("TINO.CANCEL 1")).isEqualTo(PushText.error(1, "CANCELLED it was given up"));
			assertThat(clean.get(30, TimeUnit.SECONDS)).as("the thread is not interrupted for the next call").isTrue();
			worker.join();
			assertThat(caller.read()).isEmpty();
			assertThat(caller.session().multiplexedCalls().running()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\x81\\xabdeadline-ms\\xcd\\x03\\xe8", "\\xcd\\x03\\xe8", "\\xce\\x00\\x00\\x03\\xe8",
			"\\xd1\\x03\\xe8", "\\xd3\\x00\\x00\\x00\\x00\\x00\\x00\\x03\\xe8" })
	void aDeadlineComesAsTheTimeThatIsLeft(String headers) {
		client().send("TINO.CALL 1 " + headers(headers) + " WORK");
		this.server.pass(Duration.ofMillis(400));
		this.server.work();
		assertThat(this.context).isNotNull();
		assertThat(this.context.remaining()).isEqualTo(Duration.ofMillis(600));
		assertThat(CallContext.current()).isSameAs(CallContext.EMPTY);
	}

	@Test
	void aCallWithoutTimeLeftDoesNotRun() {
		assertThat(client().send("TINO.CALL 1 " + headers("\\x81\\xabdeadline-ms\\x00") + " NOW"))
			.isEqualTo(PushText.error(1, "DEADLINE_EXCEEDED not run: no time was left when it was its turn"));
		client().send("TINO.CALL 2 " + headers("\\x05") + " WORK");
		this.server.pass(Duration.ofMillis(5));
		this.server.work();
		assertThat(client().read())
			.isEqualTo(PushText.error(2, "DEADLINE_EXCEEDED not run: no time was left when it was its turn"));
		assertThat(this.done).isEmpty();
	}

	@Test
	void aCallIsGivenUpWhenItsTimeIsOver() {
		client().send("TINO.CALL 1 " + headers("\\x81\\xabdeadline-ms\\x09") + " LATER",
				"TINO.CALL 2 " + headers("\\x81\\xabdeadline-ms\\x05") + " LATER", "TINO.CALL 3 \"\" LATER");
		noteCancellation(1, "second");
		this.server.pass(Duration.ofMillis(5));
		runScheduled();
		assertThat(client().read()).isEqualTo(PushText.error(2, "DEADLINE_EXCEEDED its time was over"));
		assertThat(this.done).containsExactly("second");
		this.server.pass(Duration.ofMillis(4));
		runScheduled();
		assertThat(client().read()).isEqualTo(PushText.error(1, "DEADLINE_EXCEEDED its time was over"));
		complete(0, 1);
		complete(1, 2);
		complete(2, 3);
		assertThat(client().read()).isEqualTo(PushText.reply(3, "3"));
		assertThat(client().session().multiplexedCalls().running()).isZero();
	}

	private void runScheduled() {
		client().transport().takeScheduled().forEach((scheduled) -> scheduled.task().run());
	}

	@Test
	void onlyHeadersThatAreLetInAreSeen() {
		this.server.settings.allowedHeaders = Set.of("tenant");
		client()
			.send("TINO.CALL 1 " + headers("\\x83\\xa6tenant\\xa1a\\xa6secret\\xa1b\\xabtraceparent\\xa1c") + " WORK");
		this.server.work();
		assertThat(this.context).isNotNull();
		assertThat(this.context.headers()).containsOnlyKeys("tenant", "traceparent").containsEntry("tenant", "a");
	}

	@Test
	void headersThatAreNoneFailTheCall() {
		for (String headers : List.of("\\xc0", "\\x90", "\\x81", "\\x81\\x01\\x01", "\\x80\\x80", "\\x05\\x05",
				"\\xcd\\x05", "\\xa1x", "\\xcb\\x00", "\\x81\\xabdeadline-ms\\xa1x")) {
			assertThat(client().send("TINO.CALL 1 " + headers(headers) + " NOW")).as(headers)
				.startsWith(">3\r\n$10\r\ntino.error\r\n:1\r\n")
				.contains("ERR invalid headers");
		}
	}

	@Test
	void headersThatAreTooLongFailTheCall() {
		String headers = "x".repeat(8 * 1024 + 1);
		assertThat(client().send("TINO.CALL 1 " + headers + " NOW"))
			.isEqualTo(PushText.error(1, "PAYLOAD_TOO_LARGE headers exceed 8192 bytes"));
		String larger = "x".repeat(64 * 1024);
		client().transport()
			.receive(client().session(), "*4\r\n$9\r\nTINO.CALL\r\n$1\r\n2\r\n$65536\r\n" + larger + "\r\n$3\r\nNOW\r\n"
					+ "*4\r\n$9\r\nTINO.CALL\r\n$1\r\n3\r\n$0\r\n\r\n$3\r\nNOW\r\n");
		assertThat(client().read()).startsWith(">3\r\n$10\r\ntino.error\r\n:2\r\n")
			.contains("PAYLOAD_TOO_LARGE")
			.endsWith(PushText.reply(3, "7"));
	}

	@Test
	void aConnectionThatClosesGivesUpItsCalls() {
		client().send("TINO.CALL 1 \"\" LATER", "TINO.CALL 2 \"\" WORK");
		noteCancellation(0, "cancelled");
		boolean[] cleaned = new boolean[1];
		client().session().connection().onClose(() -> cleaned[0] = true);
		client().session().closed(null);
		assertThat(this.done).containsExactly("cancelled");
		this.server.work();
		assertThat(cleaned[0]).as("while a call runs").isFalse();
		complete(0, 1);
		this.server.work();
		assertThat(cleaned[0]).isTrue();
		assertThat(this.done).as("the other has not run").containsExactly("cancelled");
	}

	@Test
	void aPlainCallIsGivenUpTooWhenItsConnectionCloses() {
		client().send("LATER");
		noteCancellation(0, "cancelled");
		client().session().closed(null);
		assertThat(this.done).containsExactly("cancelled");
		complete(0, 1);
	}

	@Test
	void resetGivesUpAllWithoutAWord() {
		client().send("TINO.CALL 1 \"\" LATER");
		noteCancellation(0, "cancelled");
		assertThat(client().work("RESET")).isEqualTo("+RESET\r\n");
		assertThat(this.done).containsExactly("cancelled");
		complete(0, 1);
		assertThat(client().read()).isEmpty();
	}

	@Test
	void pushesCannotBeTurnedOffWhileTheyAreWaitedFor() {
		client().send("TINO.CALL 1 \"\" LATER");
		assertThat(client().send("HELLO 2")).isEqualTo("-ERR HELLO 2 is not allowed while calls are in flight\r\n");
		complete(0, 1);
		client().read();
		assertThat(client().send("HELLO 2")).startsWith("*");
	}

	@Test
	void largeRepliesLetSmallOnesPass() {
		client().transport().unwritableAfter(1000);
		String sent = client().send("TINO.CALL 1 \"\" BIG", "TINO.CALL 2 \"\" NOW") + client().readAll();
		assertThat(sent.indexOf(PushText.reply(2, "7"))).isBetween(0, sent.lastIndexOf("xxx"));
		assertThat(unchunked(sent.replace(PushText.reply(2, "7"), "")))
			.isEqualTo(">3\r\n$10\r\ntino.reply\r\n:1\r\n$150000\r\n" + "x".repeat(150_000) + "\r\n");
	}

	@Test
	void aLargeReplyGoesBehindThoseBeforeIt() {
		String small = PushText.reply(2, "7");
		String sent = client().send("TINO.CALL 2 \"\" NOW", "TINO.CALL 1 \"\" BIG") + client().readAll();
		assertThat(sent).startsWith(small);
		assertThat(unchunked(sent.substring(small.length())))
			.isEqualTo(">3\r\n$10\r\ntino.reply\r\n:1\r\n$150000\r\n" + "x".repeat(150_000) + "\r\n");
	}

	@Test
	void aLargeReplyWaitsBehindAnother() {
		client().transport().readNothing(1000);
		String sent = client().send("TINO.CALL 1 \"\" BIG");
		sent += client().send("TINO.CALL 2 \"\" NOW", "TINO.CALL 3 \"\" BIG") + client().readAll();
		assertThat(sent).containsOnlyOnce(PushText.reply(2, "7"));
		assertThat(sent.chars().filter((c) -> c == 'x').count()).isEqualTo(300_000);
	}

	/** Put the chunks of call 1 together. */
	private static String unchunked(String sent) {
		StringBuilder whole = new StringBuilder();
		int index = 0;
		int remaining = -1;
		while (index < sent.length()) {
			String head = ">4\r\n$10\r\ntino.chunk\r\n:1\r\n:";
			assertThat(sent.substring(index)).startsWith(head);
			int numberEnd = sent.indexOf("\r\n", index + head.length());
			int lengthEnd = sent.indexOf("\r\n", numberEnd + 2);
			int length = Integer.parseInt(sent.substring(numberEnd + 3, lengthEnd));
			assertThat(length).isBetween(1, 64 * 1024);
			int now = Integer.parseInt(sent.substring(index + head.length(), numberEnd));
			if (remaining >= 0) {
				assertThat(now).isEqualTo(remaining - length);
			}
			remaining = now;
			whole.append(sent, lengthEnd + 2, lengthEnd + 2 + length);
			index = lengthEnd + 2 + length + 2;
		}
		assertThat(remaining).isZero();
		return whole.toString();
	}

	@Test
	void whatIsLeftOfALargeReplyIsNotSentWhenItIsGivenUp() {
		client().transport().unwritableAfter(1000);
		String sent = client().send("TINO.CALL 1 \"\" BIG", "TINO.CALL 1 \"\" NOW", "TINO.CANCEL 1");
		assertThat(sent + client().readAll()).contains(PushText.error(1, "ERR call 1 is in flight"))
			.endsWith(PushText.error(1, "CANCELLED it was given up"))
			.hasSizeLessThan(150_000);
	}

	@Test
	void aLargeReplyIsSentBeforeTheConnectionIsClosed() {
		client().transport().unwritableAfter(1000);
		String sent = client().send("TINO.CALL 1 \"\" BIG", "QUIT") + client().readAll();
		assertThat(unchunked(sent.replace("+OK\r\n", ""))).endsWith("xxx\r\n");
	}

	@Test
	void aServerThatStopsWaitsForThem() {
		boolean[] drained = new boolean[1];
		client().send("TINO.CALL 1 \"\" LATER");
		client().session().drain(() -> drained[0] = true);
		assertThat(drained[0]).isFalse();
		assertThat(client().send("TINO.CALL 2 \"\" NOW"))
			.isEqualTo(PushText.error(2, "UNAVAILABLE server is stopping"));
		complete(0, 1);
		assertThat(client().read()).isEqualTo(PushText.reply(1, "1"));
		assertThat(drained[0]).isTrue();
	}

	/** Headers as an argument of an inline request. */
	private static String headers(String escaped) {
		return '"' + escaped + '"';
	}

}
