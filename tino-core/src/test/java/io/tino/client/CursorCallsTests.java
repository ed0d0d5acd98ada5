package io.tino.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CursorCalls}, {@link CursorCredit} and {@link CursorConnections},
 * without sockets.
 */
class CursorCallsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final List<String> ITER = List.of("ITER", "1", "A");

	private static final List<String> NEXT = List.of("NEXT", "7", "1");

	private final SimulatedNetwork network = new SimulatedNetwork();

	private final ClientContext context = this.network.context(new ClientHandshake(null, null, null),
			TinoClientListener.NONE);

	private final OpenSessions sessions = new OpenSessions(this.context, this.network.addresses(),
			List.of(this.network.loop()), 2);

	private final CursorConnections cursors = new CursorConnections(this.sessions, this.network.pendingCalls());

	@AfterEach
	void close() {
		this.sessions.close();
		this.network.close();
		this.network.advance(Duration.ofMinutes(1));
		assertThat(this.network.isIdle()).as("nothing goes on").isTrue();
		assertThat(this.network.pendingCalls().calls()).isZero();
		assertThat(this.network.pendingCalls().bytes()).isZero();
	}

	@Test
	void everyItemIsAskedForOnItsOwn() {
		RecordingSubscriber items = stream(3);
		Attempt server = connect();
		assertThat(requests(server)).containsExactly(ITER);
		server.receive(answer("7", "a"));
		assertThat(requests(server)).containsExactly(NEXT, NEXT);
		server.receive(answer("7", "b") + answer("7", "c"));
		assertThat(requests(server)).as("nothing more is wanted").isEmpty();
		items.request(2);
		this.network.run();
		assertThat(requests(server)).containsExactly(NEXT, NEXT);
		server.receive(answer("0", "d"));
		assertThat(items.events()).containsExactly("subscribed", "a", "b", "c", "d", "completed");
		assertThat(server.transport().isClosed()).isTrue();
	}

	@Test
	void anAnswerWithoutItemsIsNoItem() {
		RecordingSubscriber items = stream(1);
		Attempt server = connect();
		server.takeSent();
		server.receive("*2\r\n$1\r\n7\r\n*0\r\n");
		assertThat(requests(server)).containsExactly(NEXT);
		server.receive("*2\r\n$1\r\n0\r\n*0\r\n");
		assertThat(items.events()).containsExactly("subscribed", "completed");
	}

	@Test
	void valuesOfNativeEndpointsAreItems() {
		RecordingSubscriber items = stream(2);
		connect().receive("*2\r\n$1\r\n0\r\n*1\r\n+ok\r\n");
		assertThat(items.events()).containsExactly("subscribed", "ok", "completed");
	}

	@Test
	void noMoreIsAskedForThanIsTaken() {
		KeepingSubscriber items = new KeepingSubscriber();
		publisher(TinoCallOptions.DEFAULTS).subscribe(items);
		Attempt server = connect();
		server.takeSent();
		String text = "\u00db\u0000\u0004\u0000\u0000" + "x".repeat(1 << 18);
		String answer = "*2\r\n$1\r\n7\r\n*1\r\n$" + text.length() + "\r\n" + text + "\r\n";
		server.receive(answer);
		assertThat(requests(server)).as("beside the one that is kept").hasSize(3);
		server.receive(answer.repeat(3));
		assertThat(requests(server)).isEmpty();
		items.taken();
		this.network.run();
		assertThat(requests(server)).hasSize(1);
	}

	@Test
	void manyItemsAreNotAskedForAtOnce() {
		publisher(TinoCallOptions.DEFAULTS.withPrefetch(1_000_000)).subscribe(new RecordingSubscriber(Long.MAX_VALUE));
		Attempt server = connect();
		server.takeSent();
		server.receive(answer("7", "a"));
		assertThat(requests(server)).hasSize(128);
		server.receive(answer("7", "a").repeat(10));
		assertThat(requests(server)).hasSize(10);
	}

	@ParameterizedTest
	@ValueSource(strings = { "INVALID_COMMAND ITER", "INVALID_COMMAND \"ITER\"", "ERR unknown command 'ITER', with" })
	void aServerMayNotKnowIter(String error) {
		RecordingSubscriber items = stream(1);
		connect().receive("-" + error + "\r\n");
		assertThat(items.failure()).hasMessageContaining("the server knows no streams");
	}

	@ParameterizedTest
	@ValueSource(strings = { "INVALID_COMMAND ITERATE", "ERR A takes a stream", "NOAUTH no" })
	void otherErrorsAreThoseOfTheCall(String error) {
		RecordingSubscriber items = stream(1);
		connect().receive("-" + error + "\r\n");
		assertThat(items.failure()).hasMessage("A has failed: " + error);
	}

	@Test
	void aCommandThatReturnsNoStreamIsCalledInThePlainWay() {
		RecordingSubscriber items = stream(1);
		Attempt server = connect();
		server.takeSent();
		server.receive("-ERR A returns no stream, call it without ITER\r\n");
		assertThat(requests(server)).containsExactly(List.of("A"));
		server.receive(Pushes.payload("only"));
		assertThat(items.events()).containsExactly("subscribed", "only", "completed");
	}

	@Test
	void whatComesBehindTheItemsFailsTheCall() {
		RecordingSubscriber items = stream(3);
		Attempt server = connect();
		server.receive(answer("7", "a") + "-FOO no\r\n-ERR no such cursor\r\n");
		assertThat(items.events()).containsExactly("subscribed", "a", "failed");
		assertThat(items.failure()).hasMessage("A has failed: FOO no")
			.satisfies((ex) -> assertThat(((TinoException) ex).mayHaveRun()).isTrue());
		assertThat(server.transport().isClosed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+OK\r\n", "*2\r\n$1\r\n7\r\n+OK\r\n", "*1\r\n$1\r\n7\r\n", "*2\r\n:7\r\n*0\r\n" })
	void whatIsNoAnswerBreaksTheConnection(String answer) {
		RecordingSubscriber items = stream(1);
		Attempt server = connect();
		server.receive(answer);
		assertThat(server.transport().isClosed()).isTrue();
		server.close();
		assertThat(items.failure()).isInstanceOf(TinoConnectionException.class)
			.hasStackTraceContaining("The server has sent a malformed answer to ITER or NEXT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*2\r\n$1\r\n7\r\n*2\r\n+a\r\n+b\r\n", "*2\r\n$1\r\n0\r\n*2\r\n+a\r\n:1\r\n" })
	void moreItemsThanAreAskedForFailTheCall(String answer) {
		RecordingSubscriber items = stream(1);
		Attempt server = connect();
		server.receive(answer);
		assertThat(items.events()).containsExactly("subscribed", "a", "failed");
		assertThat(items.failure()).isInstanceOf(TinoReplyException.class);
		assertThat(server.transport().isClosed()).isTrue();
	}

	@Test
	void onlyTheFirstItemHasToComeInTime() {
		RecordingSubscriber late = stream(1);
		connect();
		this.network.advance(TIMEOUT);
		assertThat(late.failure()).isInstanceOf(TinoTimeoutException.class);
		RecordingSubscriber items = stream(5);
		Attempt server = connect();
		server.receive(answer("7", "a"));
		this.network.advance(Duration.ofDays(1));
		server.receive(answer("0", "b"));
		assertThat(items.events()).containsExactly("subscribed", "a", "b", "completed");
	}

	@Test
	void theTimeOfTheCallIsForAllItemsEvenIfNobodyAsksForThem() {
		RecordingSubscriber items = new RecordingSubscriber(1);
		publisher(TinoCallOptions.DEFAULTS.withTimeout(TIMEOUT)).subscribe(items);
		Attempt server = connect();
		server.receive(answer("7", "a"));
		this.network.advance(TIMEOUT);
		assertThat(items.events()).containsExactly("subscribed", "a", "failed");
		assertThat(server.transport().isClosed()).isTrue();
	}

	@Test
	void whatIsCancelledBeforeThereIsAConnectionIsNotSent() {
		RecordingSubscriber items = stream(1);
		items.cancel();
		this.network.run();
		assertThat(this.network.pendingCalls().calls()).isZero();
		assertThat(stream(1).failure()).as("its place is free").isNull();
		assertThat(stream(1).failure()).isNull();
		assertThat(stream(1).failure()).isInstanceOf(TinoOverloadedException.class);
	}

	@Test
	void cancellingClosesTheConnection() {
		RecordingSubscriber items = stream(2);
		Attempt server = connect();
		server.receive(answer("7", "a"));
		items.cancel();
		this.network.run();
		assertThat(server.transport().isClosed()).isTrue();
		assertThat(this.network.pendingCalls().calls()).isZero();
		server.receive(answer("0", "b"));
		assertThat(items.events()).containsExactly("subscribed", "a");
	}

	@Test
	void aServerThatCannotBeReachedFailsTheCall() {
		RecordingSubscriber items = stream(1);
		this.network.run();
		this.network.lastAttempt().fail("refused");
		this.network.lastAttempt().fail("refused");
		assertThat(items.failure()).isInstanceOf(TinoConnectionException.class)
			.satisfies((ex) -> assertThat(((TinoException) ex).mayHaveRun()).isFalse());
	}

	private static String answer(String cursor, String item) {
		return "*2\r\n$" + cursor.length() + "\r\n" + cursor + "\r\n*1\r\n" + Pushes.payload(item);
	}

	private static List<List<String>> requests(Attempt server) {
		return Pushes.requests(server.takeSent());
	}

	private Attempt connect() {
		Attempt server = this.network.lastAttempt().connect();
		server.takeSent();
		return server.receive("%1\r\n+proto\r\n:3\r\n");
	}

	private RecordingSubscriber stream(long initial) {
		RecordingSubscriber items = new RecordingSubscriber(initial);
		publisher(TinoCallOptions.DEFAULTS).subscribe(items);
		this.network.run();
		return items;
	}

	private Flow.Publisher<String> publisher(TinoCallOptions options) {
		StreamRequest<String> request = new StreamRequest<>("A", String.class, new ReplyReader<>(CODEC, String.class),
				new Object[0]);
		return new ItemPublisher<>((subscription) -> {
			StreamCall<String> call = request.call(new CallEncoder(CODEC), options, this.network.now(),
					this.network.now() + TIMEOUT.toNanos(), subscription, null);
			if (options.timeout() == null) {
				call.limitOnlyBeginning();
			}
			subscription.calling(call);
			call.reply().whenComplete((reply, failure) -> subscription.end(failure));
			CountedCalls.submit(call, this.network.pendingCalls(), this.cursors::submit);
			call.reply().whenComplete((reply, failure) -> abandon(call));
		});
	}

	private static void abandon(ClientCall<?> call) {
		if (call.isAbandoned()) {
			call.queue().abandon(call);
		}
	}

	/** Takes items later. */
	private static final class KeepingSubscriber implements ItemSubscriber<String> {

		private @Nullable ItemSubscription<?> subscription;

		private int length;

		void taken() {
			if (this.subscription != null) {
				this.subscription.taken(this.length);
			}
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = (ItemSubscription<?>) subscription;
			subscription.request(64);
		}

		@Override
		public void onItem(String item, int length) {
			this.length = length;
		}

		@Override
		public void onNext(String item) {
			throw new AssertionError("its length is not told");
		}

		@Override
		public void onError(Throwable failure) {
			// The test closes the client
		}

		@Override
		public void onComplete() {
			throw new AssertionError("there is more");
		}

	}

}
