package io.tino.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.CallContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BlockingPublisher}.
 */
class BlockingPublisherTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private final Events events = new Events();

	@Test
	void itemsAreTakenAsTheyAreRequested() {
		Stream<String> items = Stream.of("a", "b", "c").peek((item) -> this.events.add("taken " + item));
		subscribe(items.iterator());
		assertThat(this.events.queue).isEmpty();
		this.events.request(1);
		assertThat(this.events.take(3)).containsExactly("taken a", "a", "taken b");
		this.events.request(Long.MAX_VALUE);
		this.events.request(Long.MAX_VALUE);
		assertThat(this.events.take(4)).containsExactly("b", "taken c", "c", "completed");
		await().atMost(GRACE).until(() -> !thread().isAlive());
		assertThat(thread().isDaemon()).isTrue();
	}

	@Test
	void cancellingInterruptsAnIteratorThatWaits() {
		CountDownLatch never = new CountDownLatch(1);
		subscribe(Stream.of("a", "b").peek((item) -> {
			if (item.equals("b")) {
				this.events.add("waiting");
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					this.events.add("interrupted");
				}
			}
		}).iterator());
		this.events.request(10);
		assertThat(this.events.take(2)).containsExactly("a", "waiting");
		this.events.cancel();
		assertThat(this.events.take(1)).containsExactly("interrupted");
		await().atMost(GRACE).until(() -> !thread().isAlive());
		assertThat(this.events.queue).as("nothing more is told").isEmpty();
	}

	@Test
	void cancellingEndsAThreadThatWaitsForARequest() {
		subscribe(List.of("a", "b").iterator());
		this.events.request(1);
		assertThat(this.events.take(1)).containsExactly("a");
		await().atMost(GRACE).until(() -> thread().getState() == Thread.State.WAITING);
		this.events.cancel();
		await().atMost(GRACE).until(() -> !thread().isAlive());
		assertThat(this.events.queue).isEmpty();
	}

	@Test
	void whatIsCancelledBeforeItIsRequestedTakesNothing() {
		Iterator<String> items = List.of("a").iterator();
		Flow.Publisher<String> publisher = subscribe(items);
		this.events.cancel();
		this.events.request(1);
		publisher.subscribe(this.events);
		this.events.request(1);
		assertThat(this.events.take(2)).containsExactly("a", "completed");
	}

	@Test
	void onlyOneSubscriberTakesItems() {
		Flow.Publisher<String> publisher = subscribe(List.of("a").iterator());
		this.events.request(1);
		assertThat(this.events.take(2)).containsExactly("a", "completed");
		publisher.subscribe(this.events);
		this.events.request(1);
		assertThat(this.events.take(1)).containsExactly("failed The items of an iterator can be taken only once");
	}

	@Test
	void whatTheIteratorThrowsIsToldBehindTheItems() {
		subscribe(Stream.of("a", "b").peek((item) -> {
			if (item.equals("b")) {
				throw new IllegalStateException("as the test wants it");
			}
		}).iterator());
		this.events.request(10);
		assertThat(this.events.take(2)).containsExactly("a", "failed as the test wants it");
	}

	@Test
	void anItemThatIsNullFails() {
		subscribe(Arrays.<String>asList("a", null).iterator());
		this.events.request(10);
		assertThat(this.events.take(2)).containsExactly("a", "failed an item must not be null");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void requestingNothingFails(long count) {
		subscribe(List.of("a").iterator());
		this.events.request(count);
		this.events.request(1);
		assertThat(this.events.take(1)).containsExactly("failed At least one item must be requested");
	}

	@Test
	void itemsAreTakenInTheContextOfWhoeverSubscribes() {
		CallContext context = CallContext.of(Map.of("tenant", "t"), null, () -> 0);
		AtomicReference<CallContext> seen = new AtomicReference<>();
		CallContext previous = context.attach();
		try {
			subscribe(Stream.of("a").peek((item) -> seen.set(CallContext.current())).iterator());
		}
		finally {
			previous.attach();
		}
		this.events.request(1);
		assertThat(this.events.take(2)).containsExactly("a", "completed");
		assertThat(seen).hasValue(context);
	}

	private Flow.Publisher<String> subscribe(Iterator<String> items) {
		Flow.Publisher<String> publisher = BlockingPublisher.of(items);
		publisher.subscribe(this.events);
		return publisher;
	}

	private Thread thread() {
		return Objects.requireNonNull(this.events.thread);
	}

	/** Notes what comes, and on which thread. */
	private static final class Events implements Flow.Subscriber<String> {

		private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

		private Flow.@Nullable Subscription subscription;

		private volatile @Nullable Thread thread;

		void add(String event) {
			this.queue.add(event);
		}

		List<String> take(int count) {
			return Stream.generate(this::take).limit(count).toList();
		}

		private String take() {
			try {
				return String.valueOf(this.queue.poll(GRACE.toSeconds(), TimeUnit.SECONDS));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		void request(long count) {
			Objects.requireNonNull(this.subscription).request(count);
		}

		void cancel() {
			Objects.requireNonNull(this.subscription).cancel();
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(String item) {
			this.thread = Thread.currentThread();
			add(item);
		}

		@Override
		public void onError(Throwable failure) {
			add("failed " + failure.getMessage());
		}

		@Override
		public void onComplete() {
			add("completed");
		}

	}

}
