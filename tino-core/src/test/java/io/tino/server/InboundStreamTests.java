package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.Call;
import io.tino.command.CommandException;
import io.tino.command.Execution;
import io.tino.payload.PayloadReader;
import io.tino.server.TestServer.Client;
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link InboundStream}, through sessions.
 */
class InboundStreamTests {

	private static final PayloadReader<String> TEXT = InboundStreamTests::text;

	private final Taker taker = new Taker();

	private final List<String> read = new ArrayList<>();

	private final CountDownLatch firstRead = new CountDownLatch(1);

	private @Nullable Call call;

	private @Nullable Iterator<String> items;

	private final TestServer server = new TestServer(
			TestCommand.of("TAKE", (spec) -> spec.execution(Execution.EVENT_LOOP).takesStream(true), (call) -> {
				this.call = call;
				call.items(TEXT).subscribe(this.taker);
			}),
			TestCommand.of("ECHO_ALL",
					(spec) -> spec.execution(Execution.EVENT_LOOP).takesStream(true).returnsStream(true),
					(call) -> call.replyStream(call.items(TEXT), (item) -> (writer) -> writer.bulk(item))),
			TestCommand.of("READ", (spec) -> spec.takesStream(true), this::read),
			TestCommand.of("HOLD", (spec) -> spec.takesStream(true), (call) -> {
				call.blockingItems(TEXT).next();
				this.firstRead.countDown();
				new CountDownLatch(1).await();
			}), TestCommand.of("LATER", (spec) -> spec, (call) -> TestCommand.reply(call, 7)));

	private @Nullable Client client;

	private static String text(ByteBuf payload) {
		String text = payload.toString(StandardCharsets.UTF_8);
		if (text.equals("bad")) {
			throw new CommandException("VALIDATION_ERROR", "bad item");
		}
		return text;
	}

	/** Read until the end, or until there is none. */
	private void read(Call call) {
		Iterator<String> current = call.blockingItems(TEXT);
		this.items = current;
		while (current.hasNext()) {
			this.read.add(current.next());
			this.firstRead.countDown();
		}
		TestCommand.reply(call, this.read.size());
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

	private String send(String... requests) {
		return client().send(requests);
	}

	private int running() {
		return client().session().multiplexedCalls().running();
	}

	private void reply(int value) {
		Call current = Objects.requireNonNull(this.call);
		this.call = null;
		TestCommand.reply(current, value);
	}

	@AfterEach
	void close() {
		if (this.call != null) {
			reply(0);
		}
		this.server.close();
	}

	@Test
	void helloSaysHowManyBytesAreTaken() {
		assertThat(this.server.connect().send("HELLO 3")).contains("$11\r\ntino_window\r\n:1048576\r\n")
			.endsWith("$7\r\nmodules\r\n*0\r\n");
	}

	@Test
	void theClientSendsWhatIsAskedFor() {
		assertThat(send("TINO.CALL 5 \"\" TAKE")).as("nobody has asked").isEmpty();
		this.taker.request(2);
		assertThat(client().read()).isEqualTo(PushText.credit(5, 2));
		assertThat(send("TINO.ITEM 5 a", "TINO.ITEM 5 b")).isEmpty();
		assertThat(this.taker.taken).containsExactly("a", "b");
		assertThat(send("TINO.END 5")).isEmpty();
		assertThat(this.taker.taken).containsExactly("a", "b", "end");
		reply(1);
		assertThat(client().read()).isEqualTo(">3\r\n$10\r\ntino.reply\r\n:5\r\n$1\r\n1\r\n");
		assertThat(running()).isZero();
	}

	@Test
	void fewItemsAreSentAhead() {
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(Long.MAX_VALUE);
		assertThat(client().read()).isEqualTo(PushText.credit(5, 64));
		for (int i = 0; i < 31; i++) {
			assertThat(send("TINO.ITEM 5 a")).isEmpty();
		}
		assertThat(send("TINO.ITEM 5 a")).as("at half").isEqualTo(PushText.credit(5, 32));
	}

	@Test
	void anItemThatWasNotAskedForEndsTheCall() {
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(1);
		client().read();
		assertThat(send("TINO.ITEM 5 a", "TINO.ITEM 5 b", "TINO.ITEM 5 c", "TINO.END 5"))
			.isEqualTo(PushText.error(5, "ERR an item has come that was not asked for"));
		assertThat(this.taker.taken).containsExactly("a", "CancellationException The call is over");
		reply(1);
		assertThat(client().read()).isEmpty();
		assertThat(running()).isZero();
	}

	@Test
	void anItemBehindTheEndEndsTheCall() {
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(10);
		client().read();
		assertThat(send("TINO.END 5", "TINO.ITEM 5 a")).contains("ERR an item has come that was not asked for");
		reply(1);
		send("TINO.CALL 5 \"\" TAKE");
		assertThat(send("TINO.END 5", "TINO.END 5")).contains("ERR the stream has ended before");
		reply(1);
	}

	@Test
	void aCallThatTakesNoStreamIsEndedByAnItem() {
		assertThat(send("TINO.CALL 5 \"\" LATER", "TINO.ITEM 5 a"))
			.isEqualTo(PushText.error(5, "ERR LATER takes no stream"));
		assertThat(send("TINO.CALL 6 \"\" LATER", "TINO.END 6"))
			.isEqualTo(PushText.error(6, "ERR LATER takes no stream"));
	}

	@Test
	void whatIsForNoCallIsIgnored() {
		assertThat(send("TINO.ITEM 5 a", "TINO.END 5", "TINO.END 5 \"NOTE_LOST x\"")).isEmpty();
		assertThat(send("TINO.ITEM 0 a")).isEqualTo("-ERR invalid call id\r\n");
		assertThat(send("TINO.END x")).isEqualTo("-ERR invalid call id\r\n");
		assertThat(send("TINO.ITEM 5")).isEqualTo("-ERR wrong number of arguments for 'tino.item' command\r\n");
	}

	@Test
	void bytesAreGivenBackWhenItemsHaveBeenTaken() {
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(100);
		client().read();
		String item = "TINO.ITEM 5 " + "x".repeat(60_000);
		assertThat(send(item, item, item, item)).isEmpty();
		assertThat(send(item)).as("a quarter").isEqualTo(PushText.credit(0, 300_000));
	}

	@Test
	void bytesOfItemsThatComeTooLateAreGivenBackToo() {
		String item = "TINO.ITEM 5 " + "x".repeat(60_000);
		assertThat(send(item, item, item, item, item)).isEqualTo(PushText.credit(0, 300_000));
	}

	@Test
	void moreBytesThanAreTakenEndTheCall() throws Exception {
		this.server.settings.multiplexingLimits = MultiplexingLimits.DEFAULT.withWindowBytes(1024);
		send("TINO.CALL 5 \"\" HOLD");
		Thread worker = new Thread(this.server::runWorkers);
		worker.start();
		awaitCredit(64);
		String item = "TINO.ITEM 5 " + "x".repeat(1000);
		assertThat(send(item, item)).as("the last one may go beyond the window").doesNotContain("error");
		assertThat(this.firstRead.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(send(item)).contains(PushText.error(5, "ERR more bytes of streams have come than are taken"))
			.as("all are given back")
			.contains(PushText.credit(0, 1000))
			.contains(PushText.credit(0, 2000));
		worker.join();
		assertThat(client().read()).doesNotContain("credit");
	}

	@Test
	void bytesAreGivenBackBeforeTheClientHasToWaitForThem() throws Exception {
		this.server.settings.multiplexingLimits = MultiplexingLimits.DEFAULT.withWindowBytes(1024);
		send("TINO.CALL 5 \"\" HOLD");
		Thread worker = new Thread(this.server::runWorkers);
		worker.start();
		awaitCredit(64);
		send("TINO.CALL 6 \"\" TAKE");
		this.taker.request(1);
		client().read();
		assertThat(send("TINO.ITEM 6 " + "x".repeat(200))).as("few").isEmpty();
		assertThat(send("TINO.ITEM 5 " + "x".repeat(700))).as("of an item that is not taken")
			.isEqualTo(PushText.credit(0, 200));
		assertThat(this.firstRead.await(30, TimeUnit.SECONDS)).isTrue();
		send("TINO.CANCEL 5");
		worker.join();
	}

	/** On this thread, which is the event loop. */
	private void awaitCredit(int count) {
		assertThat(await().pollInSameThread().until(client()::read, (sent) -> !sent.isEmpty()))
			.isEqualTo(PushText.credit(5, count));
	}

	@Test
	void anItemThatCannotBeDecodedEndsTheCall() {
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(10);
		client().read();
		assertThat(send("TINO.ITEM 5 bad")).isEqualTo(PushText.error(5, "VALIDATION_ERROR bad item"));
		reply(1);
	}

	@Test
	void anItemThatIsTooLargeEndsTheCall() {
		this.server.settings.limits = this.server.settings.limits.withMaxRequestBytes(2000);
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(10);
		client().read();
		client().transport()
			.receive(client().session(),
					"*3\r\n$9\r\nTINO.ITEM\r\n$1\r\n5\r\n$3000\r\n" + "x".repeat(3000) + "\r\n*1\r\n$4\r\nPING\r\n");
		assertThat(client().read()).startsWith(">3\r\n$10\r\ntino.error\r\n:5\r\n")
			.contains("PAYLOAD_TOO_LARGE")
			.endsWith("+PONG\r\n");
		reply(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*3\r\n$9\r\nTINO.ITEM\r\n$1\r\n5\r\n$300000\r\n%s\r\n", "TINO.ITEM 5 %s\r\n" })
	void bytesOfItemsThatAreTooLargeAreGivenBackToo(String request) {
		this.server.settings.limits = this.server.settings.limits.withMaxRequestBytes(2000).withMaxInlineBytes(1 << 20);
		client().transport().receive(client().session(), request.formatted("x".repeat(300_000)));
		assertThat(client().read()).isEqualTo(PushText.credit(0, 300_000));
	}

	@Test
	void theClientsFailureIsTheSubscribers() {
		send("TINO.CALL 5 \"\" TAKE", "TINO.END 5 \"NOTE_LOST no note\"");
		assertThat(this.taker.taken)
			.containsExactly("CommandException the client's stream has failed: NOTE_LOST no note");
		reply(1);
	}

	@Test
	void aSubscriberThatWantsNoMoreIsLeftAlone() {
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(5);
		client().read();
		this.taker.subscription().cancel();
		assertThat(send("TINO.ITEM 5 a", "TINO.END 5")).isEmpty();
		assertThat(this.taker.taken).isEmpty();
		reply(1);
		assertThat(client().read()).contains("tino.reply");
	}

	@Test
	void aSecondSubscriberIsRefused() {
		send("TINO.CALL 5 \"\" TAKE");
		Taker second = new Taker();
		Objects.requireNonNull(this.call).items(TEXT).subscribe(second);
		assertThat(second.taken).containsExactly("IllegalStateException The stream of a call has one subscriber");
		reply(1);
	}

	@Test
	void aCallThatIsOverEndsItsStream() {
		send("TINO.CALL 5 \"\" TAKE");
		this.taker.request(5);
		reply(1);
		assertThat(this.taker.taken).containsExactly("CancellationException The call is over");
		assertThat(send("TINO.ITEM 5 a")).doesNotContain("error");
	}

	@Test
	void aStreamIsTakenAndReturnedAtTheSameTime() {
		send("TINO.CALL 5 \"\\x81\\xa6credit\\x02\" ECHO_ALL");
		assertThat(send("TINO.ITEM 5 a")).as("as many as can be sent").contains("tino.item").contains("\r\na\r\n");
		assertThat(send("TINO.ITEM 5 b", "TINO.END 5")).endsWith(">2\r\n$8\r\ntino.end\r\n:5\r\n");
		assertThat(running()).isZero();
	}

	@Test
	void aThreadReadsUntilTheEnd() throws Exception {
		send("TINO.CALL 5 \"\" READ");
		Thread worker = new Thread(this.server::runWorkers);
		worker.start();
		awaitCredit(64);
		String sent = send("TINO.ITEM 5 a", "TINO.ITEM 5 b", "TINO.END 5");
		worker.join();
		assertThat(sent + client().read()).isEqualTo(">3\r\n$10\r\ntino.reply\r\n:5\r\n$1\r\n2\r\n");
		assertThat(this.read).containsExactly("a", "b");
	}

	@Test
	void aThreadThatWaitsForAnItemIsInterrupted() throws Exception {
		send("TINO.CALL 5 \"\" READ");
		Thread worker = new Thread(this.server::runWorkers);
		worker.start();
		awaitCredit(64);
		send("TINO.ITEM 5 a");
		assertThat(this.firstRead.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(send("TINO.CANCEL 5")).isEqualTo(PushText.error(5, "CANCELLED it was given up"));
		worker.join();
		client().read();
		assertThat(running()).isZero();
		assertThatThrownBy(() -> Objects.requireNonNull(this.items).hasNext())
			.isInstanceOf(CancellationException.class);
	}

	@Test
	void plainCallsCannotSendStreams() {
		assertThat(send("TAKE")).isEqualTo("-ERR TAKE takes a stream, call it by TINO.CALL\r\n");
		assertThat(this.call).isNull();
	}

	/**
	 * A subscriber that asks for what a test says.
	 */
	private static final class Taker implements Flow.Subscriber<String> {

		private final List<String> taken = new ArrayList<>();

		private Flow.@Nullable Subscription subscription;

		Flow.Subscription subscription() {
			return Objects.requireNonNull(this.subscription);
		}

		void request(long count) {
			subscription().request(count);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(String item) {
			this.taken.add(item);
		}

		@Override
		public void onError(Throwable failure) {
			this.taken.add(failure.getClass().getSimpleName() + " " + failure.getMessage());
		}

		@Override
		public void onComplete() {
			this.taken.add("end");
		}

	}

}
