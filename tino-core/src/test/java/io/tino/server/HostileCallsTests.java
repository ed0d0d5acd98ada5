package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.server.TestServer.Client;
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for multiplexed calls of clients that are unlucky, or mean harm.
 */
class HostileCallsTests {

	private static final String CREDIT = "\"\\x81\\xa6credit\\x64\"";

	/** How many items FLOOD has. */
	private static final int FLOOD = 30_000;

	private final List<String> completed = new ArrayList<>();

	private final List<@Nullable Call> calls = new ArrayList<>();

	private volatile boolean begun;

	/** How many items of FLOOD have come. */
	private int flooded;

	private final TestServer server = new TestServer(
			TestCommand.of("NOW", inEventLoop(), (call) -> TestCommand.reply(call, 7)),
			TestCommand.of("WORK", (spec) -> spec, (call) -> TestCommand.reply(call, 8)),
			TestCommand.of("BEGIN", (spec) -> spec, (call) -> {
				this.begun = true;
				TestCommand.reply(call, 8);
			}), TestCommand.of("LATER", inEventLoop(), this.calls::add),
			TestCommand.of("FUTURE", inEventLoop(),
					(call) -> call.onCancel(() -> call.fail(new IllegalStateException("cancelled")))),
			TestCommand.of("FEED", (spec) -> spec.execution(Execution.EVENT_LOOP).returnsStream(true),
					(call) -> call.replyStream(new Idle(), (item) -> (writer) -> writer.bulk("x"))),
			TestCommand.of("FLOOD", (spec) -> spec.execution(Execution.EVENT_LOOP).returnsStream(true),
					(call) -> call.replyStream(new Flood(), (item) -> (writer) -> writer.bulk("x".repeat(1000)))),
			TestCommand.of("PUBLISH_LATER", inEventLoop(), (call) -> {
				publish();
				this.calls.add(call);
			}),
			TestCommand.of("BIG", inEventLoop(), (call) -> call.reply((writer) -> writer.bulk("x".repeat(150_000)))));

	private static UnaryOperator<CommandSpec.Builder> inEventLoop() {
		return (spec) -> spec.execution(Execution.EVENT_LOOP);
	}

	private void publish() {
		this.server.settings.pubSub.publish("c", "hello".getBytes(StandardCharsets.UTF_8));
	}

	private Client client() {
		Client client = this.server.connect();
		client.send("HELLO 3", "TINO.FORMAT json");
		return client;
	}

	private void listen() {
		this.server.settings.listener = new TinoServerListener() {

			@Override
			public void callCompleted(Command command, @Nullable String errorCode, long nanos, boolean started) {
				HostileCallsTests.this.completed.add(command.spec().name() + " " + errorCode);
			}

		};
	}

	@AfterEach
	void close() {
		this.calls.stream().filter(Objects::nonNull).forEach((call) -> TestCommand.reply(call, 0));
		this.server.close();
	}

	@Test
	void whatIsGivenUpIsNoSuccess() {
		listen();
		Client client = client();
		this.completed.clear();
		client.send("TINO.CALL 1 \"\" FUTURE", "TINO.CANCEL 1", "TINO.CALL 1 " + CREDIT + " FEED", "TINO.CANCEL 1");
		assertThat(this.completed).containsExactly("FUTURE CANCELLED", "FEED CANCELLED");
	}

	@Test
	void whatIsGivenUpWithItsConnectionIsNoSuccess() {
		listen();
		Client client = client();
		client.send("TINO.CALL 1 \"\" FUTURE", "TINO.CALL 2 " + CREDIT + " FEED", "ITER 5 FEED");
		this.completed.clear();
		client.close();
		assertThat(this.completed).containsExactlyInAnyOrder("FUTURE CANCELLED", "FEED CANCELLED", "FEED CANCELLED",
				"ITER CANCELLED");
	}

	@Test
	void aCallThatBeginsWhileItIsGivenUpIsNotSaidNotToHaveRun() throws Exception {
		Client client = client();
		ExecutorService worker = Executors.newSingleThreadExecutor();
		try {
			for (int i = 0; i < 5_000; i++) {
				this.begun = false;
				client.send("TINO.CALL 1 \"\" BEGIN");
				CyclicBarrier together = new CyclicBarrier(2);
				Future<?> worked = worker.submit(() -> {
					together.await();
					this.server.runWorkers();
					return null;
				});
				together.await();
				String sent = client.send("TINO.CANCEL 1");
				worked.get();
				client.read();
				assertThat(this.begun && sent.contains("not run")).as("begun, and answered %s", sent).isFalse();
			}
		}
		finally {
			worker.shutdown();
		}
	}

	@Test
	void nothingComesBehindReset() {
		Client client = client();
		client.send("TINO.CALL 1 \"\" WORK");
		client.transport().runElsewhere(this.server::runWorkers);
		client.transport().receive(client.session(), "RESET\r\n");
		this.server.work();
		assertThat(client.transport().takeSent()).isEqualTo("+RESET\r\n");
	}

	@Test
	void whatIsLeftOfALargeReplyDoesNotComeBehindReset() {
		Client client = client();
		client.transport().unwritableAfter(1000);
		client.send("TINO.CALL 1 \"\" BIG");
		client.send("RESET");
		this.server.work();
		assertThat(client.readAll()).startsWith(">4\r\n").endsWith("+RESET\r\n");
		assertThat(client.send("HELLO 3", "TINO.CALL 1 \"\" NOW") + client.readAll()).as("the id is free")
			.endsWith(PushText.reply(1, "\7"));
	}

	@Test
	void pushesCannotBeTurnedOffWhileAReplyIsSentInParts() {
		Client client = client();
		client.transport().unwritableAfter(1000);
		assertThat(client.send("TINO.CALL 1 \"\" BIG", "HELLO 2") + client.readAll())
			.contains("-ERR HELLO 2 is not allowed while calls are in flight\r\n");
		assertThat(client.send("HELLO 2")).startsWith("*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TINO.CANCEL 1", "TINO.CREDIT 1 5", "TINO.ITEM 1 a", "TINO.END 1" })
	void whatBelongsToCallsNeedsResp3AsTheyDo(String request) {
		Client client = this.server.connect();
		String name = request.substring(0, request.indexOf(' '));
		assertThat(client.send(request)).isEqualTo("-ERR " + name + " needs RESP3, by HELLO 3\r\n");
		assertThat(client.session().connection().isMultiplexed()).isFalse();
	}

	@Test
	void whoeverWantsNoRepliesIsToldOfNoErrorEither() {
		Client client = client();
		assertThat(client.send("CLIENT REPLY OFF", "TINO.CANCEL x", "TINO.CREDIT 1 -1", "CLIENT REPLY ON"))
			.isEqualTo("+OK\r\n");
		assertThat(client.send("CLIENT REPLY SKIP", "TINO.CANCEL x", "PING")).isEqualTo("+PONG\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\xff", "\\xd3\\x80\\x00\\x00\\x00\\x00\\x00\\x00\\x00" })
	void aDeadlineBelowZeroIsOver(String millis) {
		Client client = client();
		assertThat(client.send("TINO.CALL 1 " + deadline(millis) + " LATER"))
			.isEqualTo(PushText.error(1, "DEADLINE_EXCEEDED not run: no time was left when it was its turn"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\xcf\\x7f\\xff\\xff\\xff\\xff\\xff\\xff\\xff",
			"\\xcf\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff" })
	void aDeadlineMayBeFarAway(String millis) {
		Client client = client();
		assertThat(client.send("TINO.CALL 1 " + deadline(millis) + " NOW")).isEqualTo(PushText.reply(1, "7"));
	}

	@Test
	void aDeadlineCountsFromWhenTheRequestHasCome() {
		Client client = client();
		Client other = this.server.connect();
		other.send("CLIENT PAUSE 1000 ALL");
		client.send("TINO.CALL 1 " + deadline("\\x05") + " NOW");
		this.server.pass(Duration.ofMillis(4));
		client.send("TINO.CALL 2 " + deadline("\\x05") + " NOW");
		this.server.pass(Duration.ofMillis(4));
		other.send("CLIENT UNPAUSE");
		assertThat(client.read())
			.startsWith(PushText.error(1, "DEADLINE_EXCEEDED not run: no time was left " + "when it was its turn"))
			.endsWith(PushText.reply(2, "7"));
	}

	@Test
	void aDeadlineCountsWhileAPlainCallRuns() {
		Client client = client();
		client.send("LATER", "TINO.CALL 1 " + deadline("\\x05") + " NOW");
		this.server.pass(Duration.ofMillis(5));
		TestCommand.reply(Objects.requireNonNull(this.calls.set(0, null)), 0);
		assertThat(client.read()).contains("DEADLINE_EXCEEDED not run");
	}

	@Test
	void deadlinesPlanNoMoreThanTheNextLook() {
		Client client = client();
		for (int i = 0; i < 100; i++) {
			String millis = String.format("\\xce\\x7f\\xff\\xff\\x%02x", 255 - i);
			client.send("TINO.CALL " + (i + 1) + " " + deadline(millis) + " LATER");
		}
		assertThat(client.transport().takeScheduled()).singleElement()
			.satisfies((look) -> assertThat(look.delay()).isLessThanOrEqualTo(Duration.ofSeconds(1)));
	}

	@Test
	void aDeadlineThatIsFarAwayIsLookedForUntilItHasCome() {
		Client client = client();
		client.send("TINO.CALL 1 " + deadline("\\xcd\\x0f\\xa0") + " LATER");
		for (int seconds = 0; seconds < 4; seconds++) {
			assertThat(client.read()).isEmpty();
			this.server.pass(Duration.ofSeconds(1));
			client.transport().takeScheduled().forEach((look) -> look.task().run());
		}
		assertThat(client.read()).isEqualTo(PushText.error(1, "DEADLINE_EXCEEDED its time was over"));
		assertThat(client.transport().takeScheduled()).isEmpty();
	}

	@Test
	void aFastReaderLeavesTheEventLoopToOthers() {
		Client client = client();
		client.transport().unwritableAfter(64 * 1024);
		client.transport().readFast(client.session());
		client.send("TINO.CREDIT 0 9223372036854775807", "LATER", "TINO.CALL 1 " + CREDIT + " FLOOD",
				"TINO.CREDIT 1 9223372036854775807");
		TestCommand.reply(Objects.requireNonNull(this.calls.set(0, null)), 0);
		assertThat(this.flooded).as("items of a KB before others have their turn").isBetween(1, 10_000);
		assertThat(client.read()).as("but it goes on").endsWith(PushText.end(1));
		assertThat(this.flooded).isEqualTo(FLOOD);
	}

	@Test
	void aMessageIsNotKeptForTheEndOfALongCall() {
		Client client = client();
		assertThat(client.send("SUBSCRIBE c", "TINO.CALL 1 \"\" PUBLISH_LATER")).endsWith("$1\r\nc\r\n$5\r\nhello\r\n");
		TestCommand.reply(Objects.requireNonNull(this.calls.set(0, null)), 0);
		assertThat(client.read()).isEqualTo(PushText.reply(1, "0"));
	}

	/** A header as an argument of an inline request. */
	private static String deadline(String millis) {
		return "\"\\x81\\xabdeadline-ms" + millis + '"';
	}

	/**
	 * A stream that brings what is asked for at once, for a long time.
	 */
	private final class Flood implements Flow.Publisher<String>, Flow.Subscription {

		private Flow.@Nullable Subscriber<? super String> subscriber;

		@Override
		public void subscribe(Flow.Subscriber<? super String> subscriber) {
			this.subscriber = subscriber;
			subscriber.onSubscribe(this);
		}

		@Override
		public void request(long count) {
			Flow.Subscriber<? super String> current = Objects.requireNonNull(this.subscriber);
			for (long i = 0; i < count && HostileCallsTests.this.flooded < FLOOD; i++) {
				HostileCallsTests.this.flooded++;
				current.onNext("x");
				if (HostileCallsTests.this.flooded == FLOOD) {
					current.onComplete();
				}
			}
		}

		@Override
		public void cancel() {
			// It looks how many are asked for
		}

	}

	/**
	 * A stream of which nothing comes.
	 */
	private static final class Idle implements Flow.Publisher<String>, Flow.Subscription {

		@Override
		public void subscribe(Flow.Subscriber<? super String> subscriber) {
			subscriber.onSubscribe(this);
		}

		@Override
		public void request(long count) {
			// Nothing ever comes
		}

		@Override
		public void cancel() {
			// There is nothing to stop
		}

	}

}
