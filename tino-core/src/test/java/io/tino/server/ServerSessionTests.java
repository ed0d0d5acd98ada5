package io.tino.server;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandRegistry;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.command.Permission;
import io.tino.command.TinoConnection;
import io.tino.resp.RequestLimits;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ServerSession}, without sockets and threads.
 */
class ServerSessionTests {

	private final RecordingTransport transport = new RecordingTransport();

	private final Deque<Runnable> workers = new ArrayDeque<>();

	private final List<String> completed = new ArrayList<>();

	private final List<Call> pending = new ArrayList<>();

	private Executor executor = this.workers::add;

	private final ServerSettings settings = settings();

	private @Nullable ServerSession session;

	private final List<Command> commands = List.of(
			TestCommand.of("ADD", (spec) -> spec.arguments(2, 2).execution(Execution.EVENT_LOOP),
					(call) -> TestCommand.reply(call, TestCommand.readInt(call, 0) + TestCommand.readInt(call, 1))),
			TestCommand.of("WORK", (spec) -> spec.arguments(1, 1),
					(call) -> TestCommand.reply(call, TestCommand.readInt(call, 0))),
			TestCommand.of("LARGE", UnaryOperator.identity(), (call) -> TestCommand.reply(call, "x".repeat(2000))),
			TestCommand.of("LATER", (spec) -> spec.arguments(0, 1).execution(Execution.EVENT_LOOP), this.pending::add),
			TestCommand.of("SECRET", (spec) -> spec.arguments(1, 1).permission(Permission.AUTHENTICATED),
					(call) -> TestCommand.reply(call, "secret")),
			TestCommand.of("FAIL", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> {
				throw new IllegalStateException("do not tell");
			}), TestCommand.of("REFUSE", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> {
				throw new CommandException("NOTE_NOT_FOUND", "no note\r\n1");
			}), TestCommand.of("MUTE", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> {
				throw new MuteException();
			}), TestCommand.of("UNDECIDED", (spec) -> spec.permission((connection) -> {
				throw new IllegalStateException("do not tell");
			}), (call) -> {
			}),
			TestCommand.of("HALF", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> call.reply((writer) -> {
				writer.array(2);
				writer.number(1);
				throw new IllegalStateException("half a reply");
			})),
			TestCommand.of("BIG", (spec) -> spec.execution(Execution.EVENT_LOOP),
					(call) -> TestCommand.reply(call, "x".repeat(1000))),
			TestCommand.of("PLAIN", (spec) -> spec.arguments(1, 1).plain(true).execution(Execution.EVENT_LOOP),
					(call) -> call.reply((writer) -> writer.bulk(call.argument(0)))),
			TestCommand.of("OPTIONAL", (spec) -> spec.arguments(1, CommandSpec.UNLIMITED), (call) -> {
			}), TestCommand.of("RANGE", (spec) -> spec.arguments(0, 2), (call) -> {
			}));

	@AfterEach
	void closeSession() {
		if (this.session != null && !this.pending.isEmpty()) {
			this.pending.forEach((call) -> {
				try {
					TestCommand.reply(call, "late");
				}
				catch (IllegalStateException ex) {
					// Completed by the test
				}
			});
		}
		if (this.session != null) {
			this.session.closed(null);
		}
	}

	@Test
	void answersACallToTheByte() {
		assertThat(send("*3\r\n$3\r\nADD\r\n$1\r\n\u0001\r\n$1\r\n\u0002\r\n")).isEqualTo("$1\r\n\u0003\r\n");
		assertThat(send("*3\r\n$3\r\nadd\r\n$1\r\n\u0001\r\n$3\r\n\u00cd\u0001\u0000\r\n"))
			.isEqualTo("$3\r\n\u00cd\u0001\u0001\r\n");
	}

	@Test
	void answersInJsonWhenAsked() {
		assertThat(send("TINO.JSON ADD 1 2\r\n")).isEqualTo("$1\r\n3\r\n");
		assertThat(send("TINO.FORMAT\r\nTINO.FORMAT JSON\r\nADD 1 2\r\nTINO.FORMAT\r\nTINO.FORMAT xml\r\n"))
			.isEqualTo("$7\r\nmsgpack\r\n+OK\r\n$1\r\n3\r\n$4\r\njson\r\n"
					+ "-ERR unknown format 'xml', expected msgpack or json\r\n");
	}

	@Test
	void noFormatIsChosenForPlainArguments() {
		assertThat(send("PLAIN x\r\nTINO.JSON PLAIN x\r\nTINO.FORMAT json\r\nPLAIN x\r\n")).isEqualTo(
				"$1\r\nx\r\n" + "-ERR PLAIN takes plain arguments, call it without TINO.JSON\r\n+OK\r\n$1\r\nx\r\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			NOPE a b            | INVALID_COMMAND NOPE
			ADD a               | NUM_ARG_MISMATCH ADD takes 2 arguments, got 1
			OPTIONAL            | NUM_ARG_MISMATCH OPTIONAL takes at least 1 argument, got 0
			RANGE a b c         | NUM_ARG_MISMATCH RANGE takes 0 to 2 arguments, got 3
			SECRET a            | PERMISSION_DENIED SECRET requires authentication
			SECRET              | PERMISSION_DENIED SECRET requires authentication
			TINO.JSON NOPE 1    | INVALID_COMMAND NOPE
			TINO.JSON PING      | INVALID_COMMAND PING
			TINO.JSON SECRET 1  | PERMISSION_DENIED SECRET requires authentication
			TINO.JSON ADD 1     | NUM_ARG_MISMATCH ADD takes 2 arguments, got 1
			TINO.JSON           | ERR wrong number of arguments for 'tino.json' command
			REFUSE              | NOTE_NOT_FOUND no note\\r\\n1
			""")
	void refusesAndGoesOn(String request, String error) {
		assertThat(send(request + "\r\nPING\r\n")).isEqualTo("-" + error + "\r\n+PONG\r\n");
		assertThat(this.transport.isClosed()).isFalse();
	}

	@Test
	void refusesBeforeTheArgumentsArriveAndKeepsNoneOfThem() {
		assertThat(send("*2\r\n$6\r\nSECRET\r\n$52428800\r\n"))
			.isEqualTo("-PERMISSION_DENIED SECRET requires authentication\r\n");
		ByteBuf piece = ByteBufAllocator.DEFAULT.buffer(1 << 20).writeZero(1 << 20);
		for (int i = 0; i < 50; i++) {
			session().received(piece.retain());
			session().receivedAll();
			assertThat(piece.refCnt()).as("bytes are let go of at once").isEqualTo(1);
			piece.setIndex(0, 1 << 20);
		}
		piece.release();
		assertThat(send("\r\nPING\r\n")).isEqualTo("+PONG\r\n");
	}

	@Test
	void whenRequestIsTooLargeRefusesItBeforeItArrives() {
		this.settings.limits = RequestLimits.DEFAULT.withMaxRequestBytes(1000);
		assertThat(send("*2\r\n$4\r\nWORK\r\n$2000\r\n"))
			.isEqualTo("-PAYLOAD_TOO_LARGE request exceeds 1000 bytes\r\n");
		assertThat(send("x".repeat(2000) + "\r\nPING\r\n")).isEqualTo("+PONG\r\n");
		assertThat(send("*1\r\n$1100\r\n" + "x".repeat(1100) + "\r\nPING\r\n"))
			.isEqualTo("-PAYLOAD_TOO_LARGE command name exceeds 1024 bytes\r\n+PONG\r\n");
		assertThat(this.completed).containsExactly("WORK PAYLOAD_TOO_LARGE", "PING ok", "unknown PAYLOAD_TOO_LARGE",
				"PING ok");
	}

	@Test
	void afterAProtocolErrorAnswersAndCloses() {
		assertThat(send("PING\r\n*1\r\n!\r\nPING\r\n"))
			.isEqualTo("+PONG\r\n-ERR Protocol error: expected '$', got '!'\r\n");
		assertThat(this.transport.isClosed()).isTrue();
		assertThat(send("PING\r\n")).isEmpty();
	}

	@Test
	void tellsNothingOfAnUnexpectedException() {
		String reply = send("FAIL\r\nPING\r\n");
		assertThat(reply)
			.matches("-UNEXPECTED_ERROR \"internal error \\(correlation id [0-9a-f]{16}\\)\"\r\n\\+PONG\r\n");
	}

	@Test
	void tellsTheMessageWhenToldTo() {
		this.settings.includeErrorMessages = true;
		assertThat(send("FAIL\r\n")).matches("-UNEXPECTED_ERROR \"do not tell \\(correlation id [0-9a-f]{16}\\)\"\r\n");
	}

	@Test
	void takesBackAReplyThatCannotBeWritten() {
		assertThat(send("HALF\r\nPING\r\n")).startsWith("-UNEXPECTED_ERROR").endsWith("\r\n+PONG\r\n");
	}

	@Test
	void answersABatchWithOneWrite() {
		assertThat(send("PING\r\n".repeat(100))).isEqualTo("+PONG\r\n".repeat(100));
		assertThat(this.transport.writes()).isEqualTo(1);
		assertThat(this.transport.flushes()).isEqualTo(1);
	}

	@Test
	void sendsAPartOfALargeBatchWhileItAnswersTheRest() {
		assertThat(send("PING\r\n".repeat(10_000))).isEqualTo("+PONG\r\n".repeat(10_000));
		assertThat(this.transport.writes()).isEqualTo(9); // of 8 KiB, but for the last
		assertThat(this.transport.flushes()).isEqualTo(9);
	}

	@Test
	void sendsSeveralLongRepliesOfALargeBatchAtATime() {
		String text = "x".repeat(5_000);
		String echo = "*2\r\n$4\r\nECHO\r\n$5000\r\n" + text + "\r\n";
		assertThat(send(echo.repeat(28))).isEqualTo(("$5000\r\n" + text + "\r\n").repeat(28));
		assertThat(this.transport.flushes()).as("seven replies are 32 KiB").isEqualTo(4);
	}

	@Test
	void sendsAFewRepliesOfALargeBatchThatAreNotShort() {
		String text = "x".repeat(1_000);
		String echo = "*2\r\n$4\r\nECHO\r\n$1000\r\n" + text + "\r\n";
		assertThat(send(echo.repeat(28))).isEqualTo(("$1000\r\n" + text + "\r\n").repeat(28));
		assertThat(this.transport.flushes()).as("eight at a time, and the rest").isEqualTo(4);
	}

	@Test
	void repliesAreTheSameWhereverAPipelineIsCut() {
		StringBuilder pipeline = new StringBuilder();
		for (int i = 0; i < 10_000; i++) {
			String request = switch (i % 5) {
				case 0 -> "*3\r\n$3\r\nADD\r\n$1\r\n" + (char) (i % 100) + "\r\n$1\r\n\u0002\r\n";
				case 1 -> "*2\r\n$4\r\nECHO\r\n$4\r\n\r\n*1\r\n";
				case 2 -> "*2\r\n$6\r\nSECRET\r\n$3\r\nabc\r\n";
				case 3 -> "TINO.JSON ADD 1 2\r\n";
				default -> "*2\r\n$4\r\nWORK\r\n$1\r\n" + (char) (i % 100) + "\r\n";
			};
			pipeline.append(request);
		}
		this.executor = Runnable::run;
		String wire = pipeline.toString();
		String whole = send(wire);
		assertThat(whole).hasSizeGreaterThan(100_000);
		assertThat(sendInPieces(wire, () -> 1)).as("byte by byte").isEqualTo(whole);
		for (int seed = 0; seed < 20; seed++) {
			Random random = new Random(seed);
			assertThat(sendInPieces(wire, () -> 1 + random.nextInt(5_000))).as("seed %d", seed).isEqualTo(whole);
		}
	}

	private String sendInPieces(String wire, IntSupplier lengths) {
		ServerSession session = newSession();
		StringBuilder replies = new StringBuilder();
		for (int start = 0; start < wire.length();) {
			int end = Math.min(wire.length(), start + lengths.getAsInt());
			this.transport.receive(session, wire.substring(start, end));
			this.transport.runTasks();
			replies.append(this.transport.takeSent());
			start = end;
		}
		session.closed(null);
		return replies.toString();
	}

	@Test
	void runsCallsOneAfterAnother() {
		assertThat(send("*2\r\n$4\r\nWORK\r\n$1\r\n\u0001\r\nPING\r\n*2\r\n$4\r\nWORK\r\n$1\r\n\u0002\r\n")).isEmpty();
		assertThat(this.workers).hasSize(1);
		this.workers.remove().run();
		assertThat(this.transport.takeSent()).isEqualTo("$1\r\n\u0001\r\n+PONG\r\n");
		assertThat(this.workers).hasSize(1);
		this.workers.remove().run();
		assertThat(this.transport.takeSent()).isEqualTo("$1\r\n\u0002\r\n");
	}

	@Test
	void stopsReadingWhileItIsBehind() {
		send("LATER\r\n");
		assertThat(this.transport.isReading()).as("nothing more has come").isTrue();
		send("PING\r\n");
		assertThat(this.transport.isReading()).isFalse();
		TestCommand.reply(this.pending.get(0), 1);
		assertThat(this.transport.takeSent()).isEqualTo("$1\r\n\u0001\r\n+PONG\r\n");
		assertThat(this.transport.isReading()).isTrue();
	}

	@Test
	void isActiveUntilALongCallIsAnswered() {
		send("LATER\r\n");
		long before = System.nanoTime();
		TestCommand.reply(this.pending.get(0), 1);
		assertThat(session().connection().lastActiveNanos() - before).isNotNegative();
	}

	@Test
	void argumentsStayReadableWhileMoreArrives() {
		send("*2\r\n$5\r\nLATER\r\n$5\r\nhello\r\n");
		send("PING\r\n".repeat(1_000));
		Call call = this.pending.get(0);
		call.reply((writer) -> writer.bulk(call.argument(0)));
		assertThat(this.transport.takeSent()).isEqualTo("$5\r\nhello\r\n" + "+PONG\r\n".repeat(1_000));
	}

	@Test
	void aCallMayBeCompletedByAnotherThread() {
		send("LATER\r\nPING\r\n");
		CompletableFuture.runAsync(() -> TestCommand.reply(this.pending.get(0), "x")).join();
		assertThat(this.transport.takeSent()).isEmpty();
		this.transport.runTasks();
		assertThat(this.transport.takeSent()).isEqualTo("$2\r\n\u00a1x\r\n+PONG\r\n");
		assertThat(this.completed).containsExactly("LATER started", "LATER ok", "PING ok");
	}

	@Test
	void aCallCannotBeCompletedTwice() {
		send("LATER\r\n");
		TestCommand.reply(this.pending.get(0), 1);
		assertThatIllegalStateException().isThrownBy(() -> TestCommand.reply(this.pending.get(0), 2))
			.withMessage("Call of LATER has been completed already");
	}

	@Test
	void whenNoWorkerIsFreeSaysSo() {
		this.executor = (task) -> {
			throw new RejectedExecutionException("full");
		};
		assertThat(send("*2\r\n$4\r\nWORK\r\n$1\r\n\u0001\r\nPING\r\n"))
			.isEqualTo("-OVERLOADED no worker is free\r\n+PONG\r\n");
	}

	@Test
	void whenNoWorkerIsFreeATransactionIsDiscarded() {
		this.executor = (task) -> {
			throw new RejectedExecutionException("full");
		};
		assertThat(send("MULTI\r\n*2\r\n$4\r\nWORK\r\n$1\r\n\u0001\r\nEXEC\r\nPING\r\n")).isEqualTo("+OK\r\n+QUEUED\r\n"
				+ "-EXECABORT Transaction discarded because of: OVERLOADED no worker is free\r\n+PONG\r\n");
	}

	@Test
	void whenTheWorkersFailTheCallIsRefused() {
		this.executor = (task) -> {
			throw new OutOfMemoryError("unable to create native thread");
		};
		assertThat(send("*2\r\n$4\r\nWORK\r\n$1\r\n\u0001\r\nPING\r\n"))
			.isEqualTo("-OVERLOADED no worker is free\r\n+PONG\r\n");
	}

	@Test
	void aCallOfAClientThatHasGoneDoesNotRun() {
		send("WORK x\r\n");
		session().closed(null);
		this.workers.remove().run();
		this.transport.runTasks();
		assertThat(this.completed).containsExactly("WORK started", "WORK CANCELLED");
		this.session = null;
	}

	@Test
	void anExceptionThatFailsToSayWhatItIsIsToldAsAnyOther() {
		this.settings.includeErrorMessages = true;
		assertThat(send("MUTE\r\nPING\r\n"))
			.matches("-UNEXPECTED_ERROR \"internal error \\(correlation id [0-9a-f]{16}\\)\"\\r\\n\\+PONG\\r\\n");
	}

	@Test
	void aPermissionThatFailsRefusesTheCall() {
		assertThat(send("UNDECIDED\r\nPING\r\n")).startsWith("-UNEXPECTED_ERROR").endsWith("+PONG\r\n");
	}

	@Test
	void aCloseActionThatFailsKeepsNothingElseFromEnding() {
		List<String> closed = new ArrayList<>();
		send("LATER\r\n");
		TinoConnection connection = this.pending.get(0).connection();
		connection.onClose(() -> closed.add("first"));
		connection.onClose(() -> {
			throw new AssertionError("as the test wants it");
		});
		TestCommand.reply(this.pending.get(0), 1);
		this.transport.takeSent();
		assertThat(work("RESET\r\n")).isEqualTo("+RESET\r\n");
		assertThat(closed).containsExactly("first");
	}

	@Test
	void whenThereIsNoMemoryForAReplyTheConnectionIsClosed() {
		send("LATER\r\n");
		this.transport.runOutOfMemory();
		TestCommand.reply(this.pending.get(0), 1);
		assertThat(this.transport.isClosed()).isTrue();
		assertThat(this.completed).containsExactly("LATER started", "LATER UNEXPECTED_ERROR");
	}

	@Test
	void whenThereIsNoMemoryForAReplyOfAWorkerTheConnectionIsClosed() {
		send("LARGE\r\n"); // as a buffer for a short reply comes from elsewhere
		runWorker();
		send("*2\r\n$4\r\nWORK\r\n$1\r\n\u0001\r\n");
		this.transport.runOutOfMemory();
		runWorker();
		assertThat(this.transport.isClosed()).isTrue();
		assertThat(this.completed).containsExactly("LARGE started", "LARGE ok", "WORK started",
				"WORK UNEXPECTED_ERROR");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST / HTTP/1.1\r\n", "get /x http/1.0\r\n", "Host: localhost:7777\r\n", "host: x\r\n" })
	void aBrowserIsTurnedAway(String line) {
		assertThat(send(line + "ADD 1 2\r\n")).isEqualTo("-ERR Protocol error: this is not an HTTP server\r\n");
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void builtInCommandsTakeLessThanOthers() {
		assertThat(send("*2\r\n$4\r\nAUTH\r\n$65537\r\n"))
			.isEqualTo("-PAYLOAD_TOO_LARGE request exceeds 65536 bytes\r\n");
		assertThat(send("x".repeat(65_537) + "\r\n")).isEmpty();
		String echo = "$65537\r\n" + "x".repeat(65_537) + "\r\n";
		assertThat(send("*2\r\n$4\r\nECHO\r\n" + echo)).isEqualTo(echo);
		assertThat(send("COMMAND LIST FILTERBY PATTERN " + "a".repeat(1025) + "\r\n"))
			.isEqualTo("-ERR pattern is too long\r\n");
	}

	@Test
	void inlineRequestsAreLimitedAsOthersAre() {
		this.settings.limits = RequestLimits.DEFAULT.withMaxRequestBytes(100);
		assertThat(send("ECHO " + "x".repeat(100) + "\r\nPING\r\n"))
			.isEqualTo("-PAYLOAD_TOO_LARGE request exceeds 100 bytes\r\n+PONG\r\n");
	}

	@Test
	void whenTheReaderIsSlowWaitsForIt() {
		this.settings.outputLimits = new OutputLimits(200_000, Duration.ofSeconds(60), 10_000_000);
		this.transport.readNothing(50_000);
		assertThat(send("BIG\r\n".repeat(1_000))).isEmpty();
		int before = this.completed.size();
		assertThat(before).as("no more than half the soft limit and one output").isBetween(100, 200);
		send("PING\r\n");
		assertThat(this.transport.isReading()).isFalse();
		StringBuilder sent = new StringBuilder();
		while (this.completed.size() < 1_001 || this.transport.queuedBytes() > 0) {
			this.transport.drain(session());
			sent.append(this.transport.takeSent());
		}
		assertThat(sent).endsWith("+PONG\r\n");
		assertThat(this.transport.isReading()).isTrue();
	}

	@Test
	void whenClosedDuringACallCleansUpAfterIt() {
		List<String> closed = new ArrayList<>();
		send("LATER\r\n");
		Call call = this.pending.get(0);
		TinoConnection connection = call.connection();
		AtomicLong count = connection.attribute("count", AtomicLong::new);
		assertThat(count).isSameAs(connection.<AtomicLong>attribute("count", AtomicLong::new));
		connection.onClose(() -> closed.add("first"));
		connection.onClose(() -> closed.add("second"));
		session().closed(null);
		assertThat(connection.isOpen()).isFalse();
		assertThat(this.workers).isEmpty();
		connection.onClose(() -> closed.add("third"));
		TestCommand.reply(call, 1);
		this.workers.remove().run();
		assertThat(closed).containsExactly("third", "second", "first");
		assertThatIllegalStateException().isThrownBy(() -> connection.onClose(() -> {
		}));
		assertThatIllegalStateException().isThrownBy(() -> connection.attribute("new", Object::new));
		assertThat(this.transport.takeSent()).isEmpty();
		this.session = null;
	}

	@Test
	void whenTheEventLoopHasEndedACallIsStillCleanedUpAfter() {
		List<String> closed = new ArrayList<>();
		send("LATER\r\n");
		Call call = this.pending.get(0);
		call.connection().onClose(() -> closed.add("closed"));
		session().closed(null);
		this.transport.end();
		CompletableFuture.runAsync(() -> TestCommand.reply(call, 1)).join();
		this.workers.remove().run();
		assertThat(closed).containsExactly("closed");
		this.session = null;
	}

	@Test
	void authenticatesAsRedisDoes() {
		assertThat(work("AUTH wrong\r\n"))
			.isEqualTo("-WRONGPASS invalid username-password pair or user is disabled.\r\n");
		assertThat(work("AUTH secret\r\n")).isEqualTo("+OK\r\n");
		assertThat(principalName()).isEqualTo("tina");
		assertThat(work("AUTH bob wrong\r\n")).startsWith("-WRONGPASS");
		assertThat(principalName()).as("what fails changes nothing").isEqualTo("tina");
		assertThat(work("AUTH bob secret\r\n")).isEqualTo("+OK\r\n");
		assertThat(principalName()).isEqualTo("bob");
		assertThat(work("AUTH default secret\r\n")).isEqualTo("+OK\r\n");
		assertThat(principalName()).as("the name that clients send with a bare password").isEqualTo("tina");
		assertThat(send("AUTH\r\nAUTH a b c\r\n"))
			.isEqualTo("-ERR wrong number of arguments for 'auth' command\r\n-ERR syntax error\r\n");
	}

	@Test
	void aFailureToAuthenticateIsAnsweredLaterEachTime() {
		this.settings.authenticationFailureDelay = Duration.ofMillis(100);
		for (Duration delay : List.of(Duration.ofMillis(100), Duration.ofMillis(200))) {
			assertThat(work("AUTH wrong\r\nPING\r\n")).isEmpty();
			List<RecordingTransport.Scheduled> answers = this.transport.takeScheduled();
			assertThat(answers).extracting(RecordingTransport.Scheduled::delay).containsExactly(delay);
			answers.get(0).task().run();
			assertThat(this.transport.takeSent())
				.isEqualTo("-WRONGPASS invalid username-password pair or user is disabled.\r\n+PONG\r\n");
		}
		assertThat(work("AUTH secret\r\n")).as("success is not").isEqualTo("+OK\r\n");
		assertThat(this.transport.takeScheduled()).isEmpty();
	}

	@Test
	void whoLeavesBeforeAFailureIsAnsweredIsCleanedUpAfterAtOnce() {
		this.settings.authenticationFailureDelay = Duration.ofMillis(100);
		List<String> closed = new ArrayList<>();
		session().connection().onClose(() -> closed.add("closed"));
		work("AUTH wrong\r\n");
		session().closed(null);
		this.workers.remove().run();
		assertThat(closed).containsExactly("closed");
		this.transport.takeScheduled().forEach((answer) -> answer.task().run());
		assertThat(this.completed).containsExactly("AUTH started", "AUTH WRONGPASS");
		this.session = null;
	}

	@Test
	void withoutAnAuthenticatorAnswersAsRedisWithoutAPassword() {
		this.settings.authenticator = null;
		assertThat(work("AUTH secret\r\n")).startsWith("-ERR AUTH <password> called without any password configured");
		assertThat(work("AUTH default secret\r\n")).isEqualTo("+OK\r\n");
		assertThat(work("AUTH bob secret\r\n")).startsWith("-WRONGPASS");
		assertThat(session().connection().principal()).isNull();
	}

	@Test
	void whenAuthenticationIsRequiredLittleElseIsAllowed() {
		this.settings.authenticationRequired = true;
		assertThat(send("PING\r\nNOPE\r\nADD 1\r\nHELLO 3\r\nRESET\r\n"))
			.isEqualTo("-NOAUTH Authentication required.\r\n".repeat(3)
					+ "-NOAUTH HELLO must be called with the client already "
					+ "authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate "
					+ "the client and select the RESP protocol version at the same time\r\n+RESET\r\n");
		assertThat(work("HELLO 3 AUTH default secret\r\n")).startsWith("%11\r\n");
		assertThat(send("PING\r\n")).isEqualTo("+PONG\r\n");
	}

	@Test
	void helloDescribesTheServer() {
		assertThat(send("HELLO\r\n"))
			.matches("\\*16\r\n\\$6\r\nserver\r\n\\$4\r\ntino\r\n\\$7\r\nversion\r\n\\$5\r\n7.4.0\r\n"
					+ "\\$5\r\nproto\r\n:2\r\n\\$2\r\nid\r\n:1\r\n\\$4\r\nmode\r\n\\$10\r\nstandalone\r\n\\$4\r\nrole\r\n"
					+ "\\$6\r\nmaster\r\n\\$12\r\ntino_version\r\n\\$\\d+\r\n0[^\r]+\r\n\\$7\r\nmodules\r\n\\*0\r\n");
		assertThat(send("HELLO 3 SETNAME me\r\nCLIENT GETNAME\r\n")).startsWith("%11\r\n")
			.endsWith("*0\r\n$2\r\nme\r\n");
		assertThat(send("HELLO 2\r\n")).startsWith("*16\r\n");
		assertThat(send("HELLO 4\r\nHELLO x\r\nHELLO 3 FOO\r\nHELLO 3 SETNAME\r\nHELLO 3 SETNAME \"a b\"\r\n"))
			.isEqualTo("-NOPROTO unsupported protocol version\r\n"
					+ "-ERR Protocol version is not an integer or out of range\r\n"
					+ "-ERR Syntax error in HELLO option 'FOO'\r\n-ERR Syntax error in HELLO option 'SETNAME'\r\n"
					+ "-ERR Client names cannot contain spaces, newlines or special characters.\r\n");
		assertThat(work("HELLO 3 AUTH bob wrong\r\n")).startsWith("-WRONGPASS");
		assertThat(send("CLIENT GETNAME\r\n")).as("still RESP2").isEqualTo("$2\r\nme\r\n");
	}

	@Test
	void connectionCommandsAnswerAsRedisDoes() {
		assertThat(send("PING hello\r\nECHO hello\r\nPING a b\r\nECHO\r\nSELECT 0\r\nSELECT 1\r\nSELECT x\r\n"))
			.isEqualTo("$5\r\nhello\r\n$5\r\nhello\r\n-ERR wrong number of arguments for 'ping' command\r\n"
					+ "-ERR wrong number of arguments for 'echo' command\r\n+OK\r\n-ERR DB index is out of range\r\n"
					+ "-ERR value is not an integer or out of range\r\n");
		assertThat(send("CLIENT ID\r\nCLIENT GETNAME\r\nCLIENT SETNAME me\r\nCLIENT GETNAME\r\nclient setname ''\r\n"
				+ "CLIENT GETNAME\r\n"))
			.isEqualTo(":1\r\n$-1\r\n+OK\r\n$2\r\nme\r\n+OK\r\n$-1\r\n");
		assertThat(
				send("CLIENT\r\nCLIENT FOO\r\nCLIENT SETNAME\r\nCLIENT SETINFO FOO x\r\nCLIENT SETINFO lib-name x\r\n"
						+ "CLIENT SETINFO LIB-VER 1.0\r\n"))
			.isEqualTo("-ERR wrong number of arguments for 'client' command\r\n"
					+ "-ERR unknown subcommand 'FOO'. Try CLIENT HELP.\r\n"
					+ "-ERR wrong number of arguments for 'client|setname' command\r\n-ERR Unrecognized option 'FOO'\r\n"
					+ "+OK\r\n+OK\r\n");
		assertThat(send("CLIENT INFO\r\n")).contains("id=1 addr=127.0.0.1:50000 laddr=127.0.0.1:7777 name= age=")
			.contains(" user=default redir=-1 resp=2 lib-name=x lib-ver=1.0\n\r\n");
		assertThat(send("HELLO 3\r\nCLIENT INFO\r\n")).contains("=", "txt:id=1");
	}

	@Test
	void resetMakesTheConnectionAsGoodAsNew() {
		List<String> closed = new ArrayList<>();
		work("HELLO 3 AUTH bob secret SETNAME me\r\n");
		send("TINO.FORMAT json\r\nCLIENT SETINFO LIB-NAME lib\r\n");
		session().connection().attribute("state", Object::new);
		session().connection().onClose(() -> closed.add("state"));
		assertThat(work("RESET\r\n")).isEqualTo("+RESET\r\n");
		assertThat(closed).containsExactly("state");
		assertThat(session().connection().removeAttribute("state")).isNull();
		assertThat(send("CLIENT GETNAME\r\nTINO.FORMAT\r\n")).isEqualTo("$-1\r\n$7\r\nmsgpack\r\n");
		assertThat(session().connection().principal()).isNull();
		assertThat(session().connection().libraryName()).isEqualTo("lib");
	}

	@Test
	void quitAnswersAndCloses() {
		assertThat(send("PING\r\nQUIT\r\nPING\r\n")).isEqualTo("+PONG\r\n+OK\r\n");
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void whenDrainedAnswersWhatHasComeAndRefusesWhatComesLater() {
		List<String> drained = new ArrayList<>();
		send("LATER\r\nADD 1 2\r\n*3\r\n$3\r\nADD\r\n$1\r\n\u0001\r\n");
		session().drain(() -> drained.add("drained"));
		send("$1\r\n\u0002\r\n");
		assertThat(drained).isEmpty();
		TestCommand.reply(this.pending.get(0), 1);
		assertThat(this.transport.takeSent()).startsWith("$1\r\n\u0001\r\n").endsWith("$1\r\n\u0003\r\n");
		assertThat(drained).containsExactly("drained");
		assertThat(send("*3\r\n$3\r\nADD\r\n$1\r\n\u0001\r\n$1\r\n\u0002\r\nPING\r\n"))
			.isEqualTo("-UNAVAILABLE server is stopping\r\n+PONG\r\n");
	}

	@Test
	void anIdleSessionIsDrainedAtOnce() {
		List<String> drained = new ArrayList<>();
		send("PING\r\n*2\r\n$4\r\nPI");
		session().drain(() -> drained.add("drained"));
		assertThat(drained).containsExactly("drained");
	}

	@Test
	void describesACommandOnceHoweverOftenItIsAskedFor() {
		assertThat(send("COMMAND DOCS " + "ping ".repeat(100) + "\r\n")).startsWith("*2\r\n$4\r\nping\r\n");
		assertThat(send("COMMAND COUNT x\r\n"))
			.isEqualTo("-ERR wrong number of arguments for 'command|count' command\r\n");
	}

	@Test
	void numbersAreWrittenAsRedisWantsThem() {
		assertThat(send("SELECT +0\r\nSELECT 00\r\nSELECT 0\r\nSELECT 1\r\n"))
			.isEqualTo("-ERR value is not an integer or out of range\r\n".repeat(2)
					+ "+OK\r\n-ERR DB index is out of range\r\n");
		assertThat(send("SELECT -1\r\nSELECT 2147483648\r\nSELECT 9223372036854775808\r\n"))
			.isEqualTo("-ERR DB index is out of range\r\n"
					+ "-ERR value is out of range, value must between -2147483648 and 2147483647\r\n"
					+ "-ERR value is not an integer or out of range\r\n");
		assertThat(send("HELLO +3\r\nHELLO 03\r\nHELLO 9223372036854775808\r\n"))
			.isEqualTo("-ERR Protocol version is not an integer or out of range\r\n".repeat(3));
		assertThat(send("HELLO 4\r\nHELLO 9223372036854775807\r\nHELLO -9223372036854775808\r\n"))
			.isEqualTo("-NOPROTO unsupported protocol version\r\n".repeat(3));
	}

	@Test
	void helloThatFailsChangesNothing() {
		assertThat(work("HELLO 3 AUTH bob wrong SETNAME me\r\n")).startsWith("-WRONGPASS");
		assertThat(send("HELLO\r\n")).contains("$5\r\nproto\r\n:2\r\n");
		assertThat(send("CLIENT GETNAME\r\n")).isEqualTo("$-1\r\n");
	}

	@Test
	void describesCommandsAsRedisDoes() {
		int count = BuiltInCommands.all().size() + this.commands.size();
		assertThat(send("COMMAND COUNT\r\n")).isEqualTo(":" + count + "\r\n");
		assertThat(send("COMMAND LIST FILTERBY PATTERN *LO\r\n")).isEqualTo("*1\r\n$5\r\nhello\r\n");
		assertThat(send("COMMAND LIST FILTERBY MODULE x\r\nCOMMAND LIST FOO\r\nCOMMAND FOO\r\n"))
			.isEqualTo("*0\r\n-ERR syntax error\r\n-ERR unknown subcommand 'FOO'. Try COMMAND HELP.\r\n");
		assertThat(send("COMMAND\r\n")).startsWith("*" + count + "\r\n*10\r\n$3\r\nadd\r\n:3\r\n*1\r\n+fast\r\n");
		assertThat(send("COMMAND INFO nope auth\r\n")).isEqualTo(
				"*2\r\n$-1\r\n*10\r\n$4\r\nauth\r\n:-2\r\n*2\r\n+fast\r\n+no_auth\r\n:0\r\n:0\r\n:0\r\n*0\r\n*0\r\n*0\r\n*0\r\n");
		assertThat(send("COMMAND DOCS nope ping\r\n")).isEqualTo(
				"*2\r\n$4\r\nping\r\n*8\r\n$7\r\nsummary\r\n$32\r\nAnswers that the server is there\r\n$5\r\nsince\r\n"
						+ "$5\r\n1.0.0\r\n$5\r\ngroup\r\n$10\r\nconnection\r\n$9\r\narguments\r\n*1\r\n*8\r\n$4\r\nname\r\n"
						+ "$7\r\nmessage\r\n$4\r\ntype\r\n$6\r\nstring\r\n$12\r\ndisplay_text\r\n$7\r\nmessage\r\n"
						+ "$5\r\nflags\r\n*1\r\n+optional\r\n");
		assertThat(send("HELLO 3\r\nCOMMAND INFO ping\r\n"))
			.contains("*1\r\n*10\r\n$4\r\nping\r\n:-1\r\n~1\r\n+fast\r\n");
	}

	private static final class MuteException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("mute");
		}

	}

	private static Principal principal(String name) {
		return () -> name;
	}

	private String principalName() {
		Principal principal = session().connection().principal();
		return (principal != null) ? principal.getName() : "nobody";
	}

	/** Send a request that a worker answers. */
	private String work(String request) {
		send(request);
		while (!this.workers.isEmpty()) {
			this.workers.remove().run();
			this.transport.runTasks();
		}
		return this.transport.takeSent();
	}

	private void runWorker() {
		CompletableFuture.runAsync(this.workers.remove()).join();
		this.transport.runTasks();
	}

	private String send(String bytes) {
		this.transport.receive(session(), bytes);
		return this.transport.takeSent();
	}

	private static ServerSettings settings() {
		ServerSettings settings = new ServerSettings();
		settings.authenticationFailureDelay = Duration.ZERO;
		settings.authenticator = (credentials, connection) -> credentials.password().equals("secret")
				? principal((credentials.username() != null) ? credentials.username() : "tina") : null;
		return settings;
	}

	private ServerSession session() {
		ServerSession current = this.session;
		if (current == null) {
			current = newSession();
			this.session = current;
		}
		return current;
	}

	private ServerSession newSession() {
		List<Command> all = new ArrayList<>(BuiltInCommands.all());
		all.addAll(this.commands);
		TinoServerListener listener = new TinoServerListener() {

			@Override
			public void callStarted(Command command) {
				ServerSessionTests.this.completed.add(command.spec().name() + " started");
			}

			@Override
			public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos,
					boolean started) {
				ServerSessionTests.this.completed.add(((command != null) ? command.spec().name() : "unknown") + " "
						+ ((errorCode != null) ? errorCode : "ok"));
			}

		};
		this.settings.listener = listener;
		ServerContext context = new ServerContext(this.settings, new CommandRegistry(all),
				(task) -> this.executor.execute(task), new ServerSessions(new AtomicLong()), System::nanoTime,
				Clock.systemUTC());
		return new ServerSession(context, this.transport);
	}

}
