package io.tino.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SentItems}, without sockets, to a server that takes 100 bytes ahead.
 */
class SentItemsTests {

	private final SimulatedClient client = new SimulatedClient();

	private final SimulatedNetwork network = this.client.network();

	private final Source source = new Source();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void itemsAreAskedForAndSentAsTheServerTakesThem() {
		Attempt server = this.client.connect(10);
		CompletableFuture<@Nullable String> call = this.client.upload("A", this.source);
		assertThat(sent(server)).containsExactly("TINO.CALL 2");
		assertThat(this.source.requested).isZero();
		server.receive(PushText.credit(2, 2));
		assertThat(this.source.requested).as("it is not known how long they are").isEqualTo(1);
		this.source.next("a");
		this.network.run();
		assertThat(this.source.requested).isEqualTo(2);
		this.source.next("b");
		this.network.run();
		assertThat(sent(server)).containsExactly("TINO.ITEM 2 a", "TINO.ITEM 2 b");
		assertThat(this.source.requested).as("no more credit").isEqualTo(2);
		server.receive(PushText.credit(2, 10));
		this.source.next("c");
		subscriber().onComplete();
		this.network.run();
		assertThat(sent(server)).containsExactly("TINO.ITEM 2 c", "TINO.END 2");
		server.receive(Pushes.reply(2, "all"));
		assertThat(call).isCompletedWithValue("all");
		assertThat(this.source.cancelled).as("nothing more").isTrue();
	}

	@Test
	void aCallWhosePublisherKeepsQuietIsOverWhenItIsGivenUp() {
		Attempt server = this.client.connect(10);
		List<Flow.Subscriber<?>> subscribers = new ArrayList<>();
		CompletableFuture<@Nullable String> call = this.client.upload("A", subscribers::add);
		server.receive(PushText.credit(2, 10));
		server.takeSent();
		call.cancel(false);
		this.network.run();
		assertThat(sent(server)).containsExactly("TINO.CANCEL 2");
		server.receive(PushText.error(2, "CANCELLED by the client"));
		assertThat(this.client.connection().outstanding()).isZero();
		assertThat(this.network.pendingCalls().calls()).isZero();
		subscribers.get(0).onSubscribe(this.source);
		assertThat(this.source.cancelled).as("as it is too late").isTrue();
	}

	@Test
	void itemsThatComeAtOnceAreSentTogether() {
		Attempt server = this.client.connect(10);
		this.source.eager = true;
		this.client.upload("A", this.source);
		server.takeSent();
		int flushes = server.transport().flushes();
		server.receive(PushText.credit(2, 20));
		assertThat(sent(server)).hasSize(20).allMatch("TINO.ITEM 2 i"::equals);
		assertThat(server.transport().flushes()).isEqualTo(flushes + 1);
		server.receive(Pushes.reply(2, "all"));
	}

	@Test
	void aLongItemIsSentThoughNothingFollowsIt() {
		Attempt server = this.client.connect(10);
		this.client.upload("A", this.source);
		server.receive(PushText.credit(2, 1));
		server.takeSent();
		this.source.next("x".repeat(40_000));
		this.network.run();
		assertThat(server.takeSent()).endsWith("x\r\n");
		server.receive(Pushes.reply(2, "all"));
	}

	@Test
	void noMoreIsSentThanTheWindowOfAllStreams() {
		Attempt server = this.client.connect(10);
		this.source.eager = true;
		this.source.item = "x".repeat(29); // of 30 bytes
		this.client.upload("A", this.source);
		server.takeSent();
		server.receive(PushText.credit(2, 1000));
		assertThat(sent(server)).as("the last one goes beyond it").hasSize(4);
		assertThat(this.source.requested).isEqualTo(4);
		server.receive(PushText.credit(0, 20));
		assertThat(sent(server)).isEmpty();
		server.receive(PushText.credit(0, 61));
		assertThat(sent(server)).hasSize(3);
		server.receive(Pushes.reply(2, "enough"));
	}

	@Test
	void whatComesWhenTheWindowIsUsedUpWaitsOrIsDroppedWithItsCall() {
		Attempt server = this.client.connect(10);
		Source second = new Source();
		Source third = new Source();
		this.source.item = "x".repeat(29); // of 30 bytes
		this.client.upload("A", this.source);
		this.client.upload("B", second);
		this.client.upload("C", third);
		server.receive(PushText.credit(2, 1000) + PushText.credit(3, 1000) + PushText.credit(4, 1000));
		this.source.eager = true;
		this.source.next("a"); // and all the others that there is room for
		this.network.run();
		server.takeSent();
		second.next("b");
		third.next("c");
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
		server.receive(Pushes.reply(2, "enough") + Pushes.reply(4, "none"));
		assertThat(third.cancelled).isTrue();
		server.receive(PushText.credit(0, 100));
		assertThat(sent(server)).containsExactly("TINO.ITEM 3 b");
		server.receive(Pushes.reply(3, "all"));
	}

	@Test
	void aServerThatDoesNotKeepUpIsSentNothing() {
		Attempt server = this.client.connect(10);
		this.source.eager = true;
		this.client.upload("A", this.source);
		server.takeSent();
		server.transport().unwritableAfter(10);
		server.receive(PushText.credit(2, 3));
		server.receive(PushText.credit(2, 3));
		assertThat(this.source.requested).as("what is sent at once").isEqualTo(3);
		server.transport().unwritableAfter(Integer.MAX_VALUE);
		server.drain();
		assertThat(this.source.requested).isEqualTo(6);
		assertThat(sent(server)).hasSize(6);
		server.receive(Pushes.reply(2, "all"));
	}

	@Test
	void whatFailsIsToldToTheServerAndAddedToWhatItAnswers() {
		Attempt server = this.client.connect(10);
		CompletableFuture<@Nullable String> call = this.client.upload("A", this.source);
		server.takeSent();
		server.receive(PushText.credit(2, 10));
		subscriber().onError(new IllegalStateException("secret"));
		this.network.run();
		assertThat(sent(server)).containsExactly("TINO.END 2 UNEXPECTED_ERROR IllegalStateException");
		server.receive(PushText.error(2, "CANCELLED no stream"));
		assertThat(this.client.failure(call).getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void whatCannotBeEncodedEndsTheStream() {
		Attempt server = this.client.connect(10);
		this.client.upload("A", this.source);
		server.takeSent();
		server.receive(PushText.credit(2, 10));
		subscriber().onNext(new Object());
		subscriber().onNext("a");
		this.network.run();
		assertThat(this.source.cancelled).isTrue();
		assertThat(sent(server)).containsExactly("TINO.END 2 UNEXPECTED_ERROR UnsupportedPayloadException");
		server.receive(PushText.error(2, "CANCELLED no stream"));
	}

	@Test
	void itemsThatWereNotAskedForEndTheStream() {
		Attempt server = this.client.connect(10);
		this.client.upload("A", this.source);
		server.takeSent();
		subscriber().onNext("a");
		this.network.run();
		assertThat(this.source.cancelled).isTrue();
		assertThat(sent(server)).containsExactly("TINO.END 2 UNEXPECTED_ERROR IllegalStateException");
		server.receive(PushText.error(2, "CANCELLED no stream"));
	}

	@Test
	void whenTheCallIsOverTheStreamIsCancelled() {
		Attempt server = this.client.connect(10);
		CompletableFuture<@Nullable String> call = this.client.upload("A", this.source);
		server.takeSent();
		server.receive(PushText.credit(2, 10));
		call.cancel(true);
		assertThat(this.source.cancelled).isTrue();
		subscriber().onNext("a");
		subscriber().onComplete();
		this.network.run();
		assertThat(sent(server)).containsExactly("TINO.CANCEL 2");
		server.receive(PushText.error(2, "CANCELLED by the client"));
	}

	@Test
	void whatIsSubscribedToTooLateIsCancelled() {
		Attempt server = this.client.connect(10);
		List<Flow.Subscriber<? super Object>> subscribers = new ArrayList<>();
		this.client.upload("A", (Flow.Publisher<Object>) subscribers::add);
		server.receive(Pushes.reply(2, "b"));
		subscribers.get(0).onSubscribe(this.source);
		assertThat(this.source.cancelled).isTrue();
	}

	@Test
	void aStreamThatIsEmptyEndsOnEachConnectionThatTheCallIsMadeOn() {
		Attempt server = this.client.connect(10);
		CompletableFuture<@Nullable String> call = this.client.upload("A", (Flow.Publisher<Object>) (subscriber) -> {
			subscriber.onSubscribe(this.source);
			subscriber.onComplete();
		});
		assertThat(sent(server)).containsExactly("TINO.CALL 2", "TINO.END 2");
		server.receive(">2\r\n$10\r\ntino.drain\r\n:1000\r\n" + PushText.error(2, "UNAVAILABLE not run: stopping"));
		server.close();
		Attempt next = this.network.lastAttempt().connect();
		next.takeSent();
		next.receive(Pushes.hello(10));
		assertThat(sent(next)).endsWith("TINO.CALL 1", "TINO.END 1");
		next.receive(Pushes.reply(1, "b"));
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void aCallThatHasBegunIsNotMadeAgain() {
		Attempt server = this.client.connect(10);
		CompletableFuture<@Nullable String> call = this.client.upload("A", this.source);
		server.receive(PushText.credit(2, 1));
		server.receive(">2\r\n$10\r\ntino.drain\r\n:1000\r\n" + PushText.error(2, "UNAVAILABLE stopping"));
		assertThat(this.client.failure(call).code()).isEqualTo("UNAVAILABLE");
	}

	@Test
	void whenTheConnectionBreaksTheStreamIsCancelled() {
		Attempt server = this.client.connect(10);
		CompletableFuture<@Nullable String> call = this.client.upload("A", this.source);
		server.receive(PushText.credit(2, 10));
		server.close();
		assertThat(this.source.cancelled).isTrue();
		assertThat(this.client.failure(call).mayHaveRun()).isTrue();
	}

	@Test
	void aServerThatAnswersInOrderIsNotAsked() {
		CompletableFuture<@Nullable String> call = this.client.upload("A", this.source);
		Attempt server = this.network.attempt(1).connect();
		server.takeSent();
		server.receive("%1\r\n+proto\r\n:3\r\n");
		assertThat(this.client.failure(call)).hasMessageContaining("tino.server.multiplexing.enabled");
		assertThat(this.client.failure(call).mayHaveRun()).isFalse();
		assertThat(server.takeSent()).isEmpty();
		assertThat(this.source.cancelled).isTrue();
	}

	private Flow.Subscriber<? super Object> subscriber() {
		return Objects.requireNonNull(this.source.subscriber);
	}

	/** Return names, ids and items. */
	private static List<String> sent(Attempt server) {
		return Pushes.requests(server.takeSent()).stream().map(SentItemsTests::describe).toList();
	}

	private static String describe(List<String> request) {
		String head = request.get(0) + " " + request.get(1);
		return switch (request.get(0)) {
			case "TINO.ITEM" -> head + " " + request.get(2).substring(1);
			case "TINO.END" -> String.join(" ", request);
			default -> head;
		};
	}

	/** Brings what the test wants it to. */
	private static final class Source implements Flow.Publisher<Object>, Flow.Subscription {

		private Flow.@Nullable Subscriber<? super Object> subscriber;

		private int requested;

		private boolean cancelled;

		/** Whether it brings items as soon as they are requested. */
		private boolean eager;

		private String item = "i";

		@Override
		public void subscribe(Flow.Subscriber<? super Object> subscriber) {
			this.subscriber = subscriber;
			subscriber.onSubscribe(this);
		}

		@Override
		public void request(long count) {
			this.requested += (int) count;
			for (long i = 0; this.eager && i < count; i++) {
				next(this.item);
			}
		}

		void next(String value) {
			Objects.requireNonNull(this.subscriber).onNext(value);
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

	}

}
