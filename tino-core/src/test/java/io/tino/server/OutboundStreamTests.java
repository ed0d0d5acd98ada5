package io.tino.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.Call.Reply;
import io.tino.command.CallContext;
import io.tino.command.CloseableIterator;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.server.TestServer.Client;
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutboundStream}, through sessions.
 */
class OutboundStreamTests {

	/** Headers with a credit of nothing, one, and a hundred. */
	private static final String NO_CREDIT = "\"\\x81\\xa6credit\\x00\"";

	private static final String CREDIT_1 = "\"\\x81\\xa6credit\\x01\"";

	private static final String CREDIT_100 = "\"\\x81\\xa6credit\\x64\"";

	private final List<String> done = new ArrayList<>();

	private final Source feed = new Source();

	private int produced;

	private int itemLength = 1;

	private @Nullable CallContext context;

	private final TestServer server = new TestServer(stream("COUNT", Execution.WORKER, (call) -> {
		this.context = CallContext.current();
		call.replyStream(counter(TestCommand.readInt(call, 0)), OutboundStreamTests::reply);
	}), stream("FEED", Execution.EVENT_LOOP, (call) -> call.replyStream(this.feed, OutboundStreamTests::reply)),
			stream("FEED_LATER", Execution.WORKER, (call) -> call.replyStream(this.feed, OutboundStreamTests::reply)),
			stream("FAIL", Execution.WORKER, (call) -> {
				throw new CommandException("NOTE_LOST", "no note");
			}), stream("VALUE", Execution.EVENT_LOOP, (call) -> TestCommand.reply(call, 1)),
			TestCommand.of("NOW", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> TestCommand.reply(call, 7)),
			TestCommand.of("NO_STREAM", (spec) -> spec.execution(Execution.EVENT_LOOP),
					(call) -> call.replyStream(this.feed, OutboundStreamTests::reply)),
			TestCommand.of("LATER", (spec) -> spec, (call) -> TestCommand.reply(call, 7)));

	private @Nullable Client client;

	private static Command stream(String name, Execution execution, TestCommand.Body body) {
		return TestCommand.of(name,
				(spec) -> spec.execution(execution).returnsStream(true).arguments(0, CommandSpec.UNLIMITED), body);
	}

	private static Reply reply(@Nullable Object value) {
		return (writer) -> writer.bulk(String.valueOf(Objects.requireNonNull(value)));
	}

	/** Numbers from 1 on, which note what becomes of them. */
	private CloseableIterator<String> counter(int count) {
		Iterator<String> items = IntStream.rangeClosed(1, count).mapToObj((number) -> {
			this.produced++;
			String text = Integer.toString(number);
			return "0".repeat(Math.max(0, this.itemLength - text.length())) + text;
		}).iterator();
		return CloseableIterator.of(items, () -> this.done.add("closed"));
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

	/** Send a request, and let workers and event loop do what they can. */
	private String send(String... requests) {
		return client().send(requests) + work();
	}

	/** Let workers run elsewhere and the event loop take what they hand over. */
	private String work() {
		StringBuilder sent = new StringBuilder();
		for (int round = 0; round < 100; round++) {
			client().transport().runElsewhere(this.server::runWorkers);
			sent.append(client().read());
		}
		return sent.toString();
	}

	private int running() {
		return client().session().multiplexedCalls().running();
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void itemsAreSentOneByOneAndThenTheEnd() {
		assertThat(send("TINO.CALL 5 " + CREDIT_100 + " COUNT 3"))
			.isEqualTo(PushText.item(5, "1") + PushText.item(5, "2") + PushText.item(5, "3") + PushText.end(5));
		assertThat(this.done).containsExactly("closed");
		assertThat(running()).isZero();
	}

	@Test
	void noMoreItemsAreTakenThanTheClientHasCreditFor() {
		assertThat(send("TINO.CALL 5 " + NO_CREDIT + " COUNT 3")).isEmpty();
		assertThat(this.produced).isZero();
		assertThat(send("TINO.CREDIT 5 2")).isEqualTo(PushText.item(5, "1") + PushText.item(5, "2"));
		assertThat(this.produced).isEqualTo(2);
		assertThat(send("TINO.CREDIT 5 2")).isEqualTo(PushText.item(5, "3") + PushText.end(5));
	}

	@Test
	void creditThatComesBeforeTheCommandHasBegunCounts() {
		assertThat(send("TINO.CALL 5 " + CREDIT_1 + " COUNT 3", "TINO.CREDIT 5 9223372036854775807"))
			.isEqualTo(PushText.item(5, "1") + PushText.item(5, "2") + PushText.item(5, "3") + PushText.end(5));
		assertThat(client().send("TINO.CREDIT 5 1", "TINO.CREDIT 6 1")).as("of no call").isEmpty();
	}

	@Test
	void noMoreBytesAreSentThanTheClientTakes() {
		this.itemLength = 1000;
		String sent = send("TINO.CALL 5 " + NO_CREDIT + " COUNT 5000", "TINO.CREDIT 5 9223372036854775807");
		assertThat(items(sent)).as("as many as fit the window of 1 MiB, the last of which may go beyond it")
			.isEqualTo(1049);
		assertThat(this.produced).as("and hardly more are there").isBetween(1049, 1049 + 64);
		assertThat(items(send("TINO.CREDIT 0 2000"))).as("the last one was 424 bytes over").isEqualTo(2);
		sent = "";
		int count;
		for (int round = 0; round < 10; round++) {
			sent += send("TINO.CREDIT 0 500000");
		}
		count = items(sent);
		assertThat(count).isEqualTo(5000 - 1051);
		assertThat(sent).endsWith(PushText.end(5));
	}

	@Test
	void streamsTakeTurnsWhereTheWindowIsSmall() {
		this.itemLength = 1000;
		String all = " 9223372036854775807";
		send("TINO.CALL 1 " + NO_CREDIT + " COUNT 5000", "TINO.CALL 2 " + NO_CREDIT + " COUNT 5000",
				"TINO.CREDIT 1" + all);
		send("TINO.CREDIT 2" + all);
		String sent = "";
		for (int i = 0; i < 20; i++) {
			sent += send("TINO.CREDIT 0 100000");
		}
		assertThat(sent.split("item\r\n:1\r\n", -1)).hasSizeBetween(500, 1500);
		assertThat(sent.split("item\r\n:2\r\n", -1)).hasSizeBetween(500, 1500);
	}

	@Test
	void nothingIsTakenWhileTheClientDoesNotRead() {
		client().transport().unwritableAfter(1000);
		this.itemLength = 100;
		int count = items(
				send("TINO.CALL 5 " + NO_CREDIT + " COUNT 500", "TINO.CREDIT 5 1000", "TINO.CREDIT 0 1000000000"));
		assertThat(this.produced).isBetween(1, 499);
		for (int round = 0; round < 500 && running() > 0; round++) {
			client().transport().drain(client().session());
			count += items(client().read() + work());
		}
		assertThat(count + items(client().readAll())).isEqualTo(500);
		assertThat(this.produced).isEqualTo(500);
		assertThat(running()).isZero();
	}

	@Test
	void aCallWithoutCreditHeaderIsRefused() {
		assertThat(send("TINO.CALL 5 \"\" COUNT 3"))
			.isEqualTo(PushText.error(5, "ERR COUNT returns a stream, call it with a credit header"));
		assertThat(this.context).as("it has not run").isNull();
	}

	@Test
	void aPlainCallIsRefused() {
		assertThat(send("COUNT 3")).isEqualTo("-ERR COUNT returns a stream, call it by ITER\r\n");
		assertThat(send("TINO.JSON COUNT 3")).isEqualTo("-ERR COUNT returns a stream, call it by ITER\r\n");
		assertThat(send("MULTI", "COUNT 3", "EXEC")).contains("-ERR COUNT returns a stream").contains("-EXECABORT");
	}

	@Test
	void aCommandThatReturnsNoStreamAnswersAsEver() {
		assertThat(send("TINO.CALL 5 " + CREDIT_1 + " NOW")).isEqualTo(">3\r\n$10\r\ntino.reply\r\n:5\r\n$1\r\n7\r\n");
		assertThat(client().send("TINO.CALL 6 " + CREDIT_1 + " LATER", "TINO.CREDIT 6 1"))
			.isEqualTo(PushText.error(6, "ERR LATER returns no stream"));
		assertThat(work()).isEmpty();
		assertThat(running()).isZero();
	}

	@Test
	void aCommandAnswersAsItsDescriptionSays() {
		assertThat(send("TINO.CALL 5 " + CREDIT_1 + " VALUE")).startsWith(">3\r\n$10\r\ntino.error\r\n:5\r\n")
			.contains("UNEXPECTED_ERROR");
		assertThat(send("TINO.CALL 5 " + CREDIT_1 + " NO_STREAM")).startsWith(">3\r\n$10\r\ntino.error\r\n:5\r\n")
			.contains("UNEXPECTED_ERROR");
		assertThat(running()).isZero();
	}

	@Test
	void aCommandMayFailBeforeItsStreamBegins() {
		assertThat(send("TINO.CALL 5 " + CREDIT_1 + " FAIL")).isEqualTo(PushText.error(5, "NOTE_LOST no note"));
		assertThat(running()).isZero();
	}

	@Test
	void aStreamThatFailsEndsWithTheErrorBehindItsItems() {
		client().send("TINO.CALL 5 " + CREDIT_100 + " FEED");
		assertThat(this.feed.requested).as("the size of items is not known").isEqualTo(1);
		this.feed.next("a");
		assertThat(this.feed.requested).isEqualTo(65);
		this.feed.next("b");
		this.feed.subscriber().onError(new CommandException("NOTE_LOST", "no note"));
		assertThat(client().read())
			.isEqualTo(PushText.item(5, "a") + PushText.item(5, "b") + PushText.error(5, "NOTE_LOST no note"));
		assertThat(running()).isZero();
	}

	@Test
	void anItemThatCannotBeEncodedEndsTheStream() {
		client().send("TINO.CALL 5 " + CREDIT_100 + " FEED");
		this.feed.next("a");
		this.feed.subscriber().onNext(null);
		assertThat(this.feed.cancelled).isTrue();
		this.feed.subscriber().onNext("b");
		assertThat(client().read()).startsWith(PushText.item(5, "a") + ">3\r\n$10\r\ntino.error\r\n:5\r\n")
			.contains("UNEXPECTED_ERROR")
			.doesNotContain("\r\nb\r\n");
		assertThat(running()).isZero();
	}

	@Test
	void aPublisherThatSendsMoreThanItWasAskedForIsCutOff() {
		client().send("TINO.CALL 5 " + CREDIT_1 + " FEED");
		this.feed.next("a");
		this.feed.next("b");
		assertThat(client().read()).startsWith(PushText.item(5, "a") + ">3\r\n$10\r\ntino.error\r\n:5\r\n")
			.contains("UNEXPECTED_ERROR");
		assertThat(this.feed.cancelled).isTrue();
	}

	@Test
	void aPublisherThatThrowsFailsTheCall() {
		this.feed.refusal = new CommandException("NOTE_LOST", "no note");
		assertThat(send("TINO.CALL 5 " + CREDIT_1 + " FEED")).isEqualTo(PushText.error(5, "NOTE_LOST no note"));
	}

	@Test
	void whatNeverSaysThatItIsSubscribedToIsOverWhenItIsGivenUp() {
		this.feed.silent = true;
		assertThat(send("TINO.CALL 5 " + CREDIT_1 + " FEED")).isEmpty();
		assertThat(running()).isEqualTo(1);
		assertThat(send("TINO.CANCEL 5")).startsWith(PushText.error(5, "CANCELLED").substring(0, 24));
		assertThat(running()).isZero();
		this.feed.subscriber().onSubscribe(this.feed);
		assertThat(work()).isEmpty();
		assertThat(this.feed.cancelled).as("as it is too late").isTrue();
	}

	@Test
	void whatIsGivenUpWhileItIsSubscribedToIsOverAfterwards() {
		this.feed.silent = true;
		this.feed.subscribing = () -> {
			client().send("TINO.CANCEL 5");
			assertThat(running()).as("its thread is still there").isEqualTo(1);
		};
		send("TINO.CALL 5 " + CREDIT_1 + " FEED_LATER");
		assertThat(running()).isZero();
	}

	@Test
	void givingUpCancelsTheSubscription() {
		client().send("TINO.CALL 5 " + CREDIT_100 + " FEED");
		this.feed.next("a");
		assertThat(client().send("TINO.CANCEL 5"))
			.isEqualTo(PushText.item(5, "a") + PushText.error(5, "CANCELLED it was given up"));
		assertThat(this.feed.cancelled).isTrue();
		this.feed.next("b");
		this.feed.subscriber().onComplete();
		assertThat(client().read()).isEmpty();
		assertThat(running()).isZero();
	}

	@Test
	void givingUpStopsAProducerWithinOneWindowAndClosesIt() {
		send("TINO.CALL 5 " + CREDIT_1 + " COUNT 1000000", "TINO.CREDIT 5 50");
		assertThat(this.produced).isEqualTo(51);
		assertThat(client().send("TINO.CREDIT 5 100000", "TINO.CANCEL 5")).contains("CANCELLED it was given up");
		assertThat(running()).as("until its worker has let go of it").isOne();
		work();
		assertThat(this.produced).isBetween(51, 51 + 64);
		assertThat(this.done).containsExactly("closed");
		assertThat(running()).isZero();
	}

	@Test
	void aDeadlineEndsAStream() {
		client().send("TINO.CALL 5 \"\\x82\\xa6credit\\x05\\xabdeadline-ms\\x05\" FEED");
		this.feed.next("a");
		this.server.pass(Duration.ofMillis(5));
		client().transport().takeScheduled().forEach((scheduled) -> scheduled.task().run());
		assertThat(client().read())
			.isEqualTo(PushText.item(5, "a") + PushText.error(5, "DEADLINE_EXCEEDED its time was over"));
		assertThat(this.feed.cancelled).isTrue();
	}

	@Test
	void aConnectionThatClosesEndsItsStreams() {
		client().send("TINO.CALL 5 " + CREDIT_1 + " FEED");
		send("TINO.CALL 6 " + CREDIT_1 + " COUNT 10");
		client().session().closed(null);
		assertThat(this.feed.cancelled).isTrue();
		this.server.work();
		assertThat(this.done).containsExactly("closed");
		assertThat(running()).isZero();
	}

	@Test
	void aStreamThatBeginsAfterTheEventLoopHasEndedIsClosed() {
		Call[] later = new Call[1];
		Command command = stream("LATER", Execution.EVENT_LOOP, (call) -> later[0] = call);
		try (TestServer other = new TestServer(command)) {
			Client caller = other.connect();
			caller.send("HELLO 3", "TINO.CALL 1 " + CREDIT_1 + " LATER");
			caller.close();
			caller.transport().end();
			caller.transport().runElsewhere(() -> {
				later[0].replyStream(counter(3), OutboundStreamTests::reply);
				other.runWorkers();
			});
			assertThat(this.done).containsExactly("closed");
			assertThat(caller.session().multiplexedCalls().running()).isZero();
		}
	}

	@Test
	void aThreadThatTakesAnItemIsInterrupted() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Boolean> clean = new CompletableFuture<>();
		Iterator<Object> parking = Stream.generate(() -> {
			begun.countDown();
			try {
				new CountDownLatch(1).await();
				return new Object();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}).iterator();
		Command park = stream("PARK", Execution.EVENT_LOOP, (call) -> call
			.replyStream(CloseableIterator.of(parking, () -> this.done.add("closed")), OutboundStreamTests::reply));
		try (TestServer other = new TestServer(park)) {
			Client caller = other.connect();
			caller.send("HELLO 3", "TINO.CALL 1 " + CREDIT_1 + " PARK");
			Thread worker = new Thread(() -> {
				other.runWorkers();
				clean.complete(!Thread.interrupted());
			});
			worker.start();
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(caller.send("TINO.CANCEL 1")).isEqualTo(PushText.error(1, "CANCELLED it was given up"));
			assertThat(clean.get(30, TimeUnit.SECONDS)).as("the thread is not interrupted for the next call").isTrue();
			worker.join();
			assertThat(caller.read()).isEmpty();
			assertThat(this.done).containsExactly("closed");
			assertThat(caller.session().multiplexedCalls().running()).isZero();
		}
	}

	@Test
	void aLargeItemLetsSmallRepliesPassAndNoOtherOfItsStream() {
		client().transport().unwritableAfter(1000);
		client().send("TINO.CALL 5 " + CREDIT_100 + " FEED");
		this.feed.next("first");
		this.feed.next("x".repeat(150_000));
		this.feed.next("small");
		this.feed.subscriber().onComplete();
		String sent = client().send("TINO.CALL 6 \"\" NOW") + client().readAll();
		assertThat(sent.indexOf("tino.reply")).isBetween(0, sent.lastIndexOf("xxx"));
		assertThat(sent).endsWith(PushText.item(5, "small") + PushText.end(5));
	}

	@Test
	void whatIsLeftOfALargeItemCountsForNoByteIfItIsGivenUp() {
		client().transport().unwritableAfter(1000);
		client().send("TINO.CALL 5 " + CREDIT_100 + " FEED");
		for (int i = 0; i < 20; i++) {
			this.feed.next("x".repeat(150_000));
			String sent = client().send("TINO.CANCEL 5") + client().readAll();
			assertThat(sent).endsWith(PushText.error(5, "CANCELLED it was given up"));
			sent = client().send("TINO.CALL 5 " + CREDIT_100 + " FEED");
			assertThat(this.feed.requested).isOne();
		}
	}

	@Test
	void aFreeWorkerIsWaitedFor() {
		TestServer busy = new TestServer(
				TestCommand.of("COUNT", (spec) -> spec.execution(Execution.EVENT_LOOP).returnsStream(true),
						(call) -> call.replyStream(counter(2), OutboundStreamTests::reply)));
		Client caller = busy.connect();
		busy.refuseWork(true);
		assertThat(caller.send("HELLO 3", "TINO.CALL 1 " + CREDIT_100 + " COUNT")).doesNotContain("tino.");
		busy.refuseWork(false);
		caller.transport().takeScheduled().forEach((scheduled) -> scheduled.task().run());
		busy.work();
		caller.transport().runTasks();
		busy.work();
		assertThat(caller.read()).isEqualTo(PushText.item(1, "1") + PushText.item(1, "2") + PushText.end(1));
		busy.close();
	}

	@Test
	void itemsAreTakenInTheContextOfTheCall() {
		List<CallContext> contexts = new ArrayList<>();
		Command command = stream("CONTEXT", Execution.EVENT_LOOP, (call) -> {
			Iterator<CallContext> items = Stream.generate(CallContext::current).peek(contexts::add).limit(2).iterator();
			call.replyStream(CloseableIterator.of(items, () -> {
			}), (item) -> reply("x"));
		});
		try (TestServer other = new TestServer(command)) {
			Client caller = other.connect();
			caller.send("HELLO 3", "TINO.CALL 1 \"\\x82\\xa6credit\\x05\\xabtraceparent\\xa1c\" CONTEXT");
			other.work();
			other.work();
			assertThat(contexts).hasSize(2).allMatch((context) -> context.headers().containsKey("traceparent"));
			assertThat(CallContext.current()).isSameAs(CallContext.EMPTY);
		}
	}

	private static int items(String sent) {
		return sent.split("tino.item", -1).length - 1;
	}

	/**
	 * A publisher that does what a test says.
	 */
	private static final class Source implements Flow.Publisher<Object>, Flow.Subscription {

		private Flow.@Nullable Subscriber<? super Object> subscriber;

		private long requested;

		private boolean cancelled;

		private @Nullable RuntimeException refusal;

		private boolean silent;

		private Runnable subscribing = () -> {
		};

		@Override
		public void subscribe(Flow.Subscriber<? super Object> subscriber) {
			if (this.refusal != null) {
				throw this.refusal;
			}
			this.subscriber = subscriber;
			this.requested = 0;
			this.cancelled = false;
			this.subscribing.run();
			if (!this.silent) {
				subscriber.onSubscribe(this);
			}
		}

		Flow.Subscriber<? super Object> subscriber() {
			return Objects.requireNonNull(this.subscriber);
		}

		void next(Object item) {
			subscriber().onNext(item);
		}

		@Override
		public void request(long count) {
			this.requested += count;
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

	}

}
