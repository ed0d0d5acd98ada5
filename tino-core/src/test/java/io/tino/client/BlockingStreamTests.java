package io.tino.client;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BlockingStream} and {@link BlockingItems}, without sockets.
 */
class BlockingStreamTests {

	private final SimulatedClient client = new SimulatedClient();

	private final SimulatedNetwork network = this.client.network();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void theCallIsMadeWhenTheFirstItemIsAskedFor() {
		Attempt server = this.client.connect(10);
		BlockingItems<String> items = items(64);
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
		answer(server, items, Pushes.item(2, "a") + PushText.end(2));
		assertThat(items).toIterable().containsExactly("a");
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(items::next);
	}

	@Test
	void moreItemsAreAskedForTheShorterTheyAre() {
		Attempt server = this.client.connect(10);
		BlockingItems<String> items = items(16);
		answer(server, items, "");
		assertThat(server.takeSent()).contains("credit\u0004\r\n");
		server.receive(Pushes.item(2, "a").repeat(4));
		assertThat(items.next()).isEqualTo("a");
		this.network.run();
		assertThat(Pushes.requests(server.takeSent())).containsExactly(List.of("TINO.CREDIT", "2", "13"));
		String text = "\u00db\u0000\u0001\u0000\u0000" + "x".repeat(1 << 16);
		server.receive(">3\r\n$9\r\ntino.item\r\n:2\r\n$" + text.length() + "\r\n" + text + "\r\n");
		for (int i = 0; i < 4; i++) {
			items.next();
		}
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
		server.receive(Pushes.item(2, "a").repeat(11) + PushText.end(2));
		assertThat(items).toIterable().hasSize(11);
	}

	@Test
	void bytesAreGivenBackWhenItemsAreAskedFor() {
		Attempt server = this.client.connect(10);
		BlockingItems<String> items = items(64);
		answer(server, items, "");
		server.takeSent();
		String text = "\u00db\u0000\u0004\u0000\u0000" + "x".repeat(1 << 18);
		String item = ">3\r\n$9\r\ntino.item\r\n:2\r\n$" + text.length() + "\r\n" + text + "\r\n";
		server.receive(item.repeat(4));
		assertThat(server.takeSent()).isEmpty();
		assertThat(items.next()).hasSize(1 << 18);
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
		assertThat(items.next()).hasSize(1 << 18);
		this.network.run();
		assertThat(Pushes.requests(server.takeSent())).containsExactly(List.of("TINO.CREDIT", "0", "524298"));
		items.close();
		this.network.run();
		assertThat(Pushes.requests(server.takeSent())).as("what is not asked for any more counts too")
			.containsExactlyInAnyOrder(List.of("TINO.CANCEL", "2"), List.of("TINO.CREDIT", "0", "524298"));
		server.receive(item + PushText.error(2, "CANCELLED by the client"));
	}

	@Test
	void closingBeforeAnythingIsAskedForCallsNothing() {
		Attempt server = this.client.connect(10);
		stream(this.client.items("A", TinoCallOptions.DEFAULTS)).close();
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
		BlockingItems<String> items = items(1);
		items.close();
		assertThatExceptionOfType(TinoCancelledException.class).isThrownBy(items::hasNext);
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
	}

	@Test
	void whatTheCallFailsWithIsThrownBehindTheItems() {
		Attempt server = this.client.connect(10);
		BlockingItems<String> items = items(64);
		answer(server, items, Pushes.item(2, "a") + PushText.error(2, "FOO no"));
		assertThat(items.next()).isEqualTo("a");
		assertThatExceptionOfType(TinoCommandException.class).isThrownBy(items::hasNext)
			.withMessage("A has failed: FOO no")
			.satisfies((ex) -> assertThat(ex.getStackTrace())
				.anyMatch((frame) -> frame.getClassName().equals(BlockingStreamTests.class.getName())));
		assertThat(items.hasNext()).isFalse();
	}

	@Test
	void anInterruptedThreadCancels() throws InterruptedException {
		CountDownLatch cancelled = new CountDownLatch(1);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		Stream<String> items = stream(silent(cancelled));
		Thread reader = new Thread(() -> {
			try {
				items.forEach((item) -> {
				});
			}
			catch (TinoCancelledException ex) {
				thrown.set(ex);
				interrupted.set(Thread.currentThread().isInterrupted());
			}
		});
		reader.start();
		await().until(() -> reader.getState() == Thread.State.WAITING);
		reader.interrupt();
		cancelled.await();
		reader.join();
		assertThat(thrown.get()).hasCauseInstanceOf(InterruptedException.class);
		assertThat(interrupted.get()).isTrue();
	}

	@Test
	void closingOnAnotherThreadEndsTheWaiting() throws InterruptedException {
		CountDownLatch cancelled = new CountDownLatch(1);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Stream<String> items = stream(silent(cancelled));
		Thread reader = new Thread(() -> {
			try {
				items.forEach((item) -> {
				});
			}
			catch (TinoCancelledException ex) {
				thrown.set(ex);
			}
		});
		reader.start();
		await().until(() -> reader.getState() == Thread.State.WAITING);
		items.close();
		cancelled.await();
		reader.join(Duration.ofSeconds(30).toMillis());
		assertThat(thrown.get()).isInstanceOf(TinoCancelledException.class);
	}

	@Test
	void waitingOnAnEventLoopIsRefused() {
		AtomicBoolean inEventLoop = new AtomicBoolean();
		BlockingItems<String> items = new BlockingItems<>("A", this.client.items("A", TinoCallOptions.DEFAULTS), 1,
				inEventLoop::get);
		Attempt server = this.client.connect(10);
		answer(server, items, Pushes.item(2, "a"));
		inEventLoop.set(true);
		assertThat(items.next()).as("what need not be waited for").isEqualTo("a");
		server.takeSent();
		assertThatIllegalStateException().isThrownBy(items::hasNext)
			.withMessageStartingWith("Waiting for the items of A on an event loop");
		this.network.run();
		assertThat(Pushes.requests(server.takeSent())).containsExactly(List.of("TINO.CANCEL", "2"));
		server.receive(PushText.error(2, "CANCELLED by the client"));
	}

	@Test
	void readingOnAnEventLoopCallsNothing() {
		Attempt server = this.client.connect(10);
		BlockingItems<String> items = new BlockingItems<>("A", this.client.items("A", TinoCallOptions.DEFAULTS), 1,
				() -> true);
		assertThatIllegalStateException().isThrownBy(items::hasNext);
		this.network.run();
		assertThat(server.takeSent()).isEmpty();
	}

	@Test
	void whatIsOnItsWayWhenTheStreamIsClosedIsGivenBack() {
		Attempt server = this.client.connect(10);
		BlockingItems<String> items = items(64);
		answer(server, items, "");
		server.takeSent();
		items.close();
		items.onItem("a", 1 << 19);
		this.network.run();
		assertThat(Pushes.requests(server.takeSent())).containsExactlyInAnyOrder(List.of("TINO.CANCEL", "2"),
				List.of("TINO.CREDIT", "0", "524288"));
		server.receive(PushText.error(2, "CANCELLED by the client"));
	}

	@Test
	void itemsOfAnyPublisherAreRead() {
		SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 1000);
		try (Stream<String> items = stream(publisher)) {
			Iterator<String> iterator = items.iterator();
			Thread bringing = new Thread(() -> {
				await().until(publisher::hasSubscribers);
				for (int i = 0; i < 1000; i++) {
					publisher.submit("i" + i);
				}
				publisher.close();
			});
			bringing.start();
			for (int i = 0; i < 1000; i++) {
				assertThat(iterator.next()).isEqualTo("i" + i);
			}
			assertThat(iterator.hasNext()).isFalse();
		}
	}

	@Test
	void aPrefetchOfNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(
				() -> BlockingStream.of("A", this.client.items("A", TinoCallOptions.DEFAULTS), 0, new NoClient()));
		assertThatIllegalArgumentException().isThrownBy(() -> TinoCallOptions.DEFAULTS.withPrefetch(0));
	}

	/** Ask for the first item, which is answered meanwhile, as one thread is all. */
	private void answer(Attempt server, BlockingItems<String> items, String pushes) {
		items.begin();
		this.network.run();
		if (!pushes.isEmpty()) {
			server.receive(pushes);
		}
	}

	private BlockingItems<String> items(int prefetch) {
		return new BlockingItems<>("A", this.client.items("A", TinoCallOptions.DEFAULTS), prefetch, () -> false);
	}

	private static Stream<String> stream(Flow.Publisher<String> items) {
		return BlockingStream.of("A", items, 64, new NoClient());
	}

	private static Flow.Publisher<String> silent(CountDownLatch cancelled) {
		return (subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long count) {
				// Nothing comes
			}

			@Override
			public void cancel() {
				cancelled.countDown();
			}

		});
	}

}
