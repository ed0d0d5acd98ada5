package io.tino.spring.listener;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.tino.client.TinoMessage;
import io.tino.client.TinoTopics;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.spring.listener.LoopbackClient.Subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ListenerQueue}, with an executor that runs when it is told to.
 */
class ListenerQueueTests {

	private final LoopbackClient client = new LoopbackClient();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<Integer> handled = new ArrayList<>();

	private final List<String> observed = new ArrayList<>();

	private boolean rejecting;

	private @Nullable Runnable onMessage;

	private final ListenerQueue queue = new ListenerQueue(listener(),
			new TinoListenerContainer.Settings(this::execute, 10, true, List.of((listener, error, nanos) -> {
				throw new NoClassDefFoundError();
			}, (listener, error, nanos) -> this.observed.add(listener + " " + error))));

	@BeforeEach
	void start() {
		this.queue.start(this.client);
	}

	void onMessage(int number) {
		this.handled.add(number);
		if (this.onMessage != null) {
			this.onMessage.run();
		}
		if (number == 13) {
			throw new IllegalStateException("13");
		}
	}

	@Test
	void pausesWhenItIsFullAndResumesWhenItIsHalfEmpty() {
		Subscription subscription = this.client.subscriptions().get(0);
		publish(0, 9);
		assertThat(subscription.events()).isEmpty();
		publish(9, 10);
		assertThat(subscription.events()).containsExactly("pause");
		List<Integer> atResume = new ArrayList<>();
		this.onMessage = () -> {
			if (atResume.isEmpty() && subscription.events().contains("resume")) {
				atResume.addAll(this.handled);
			}
		};
		runTasks();
		assertThat(subscription.events()).containsExactly("pause", "resume");
		assertThat(atResume).hasSize(5);
		assertThat(this.handled).hasSize(10);
		publish(10, 100);
		runTasks();
		assertThat(this.handled).isEqualTo(IntStream.range(0, 100).boxed().toList());
	}

	@Test
	void letsOthersHaveTheirTurn() {
		publish(0, 200);
		for (int turn = 1; turn <= 3; turn++) {
			this.tasks.remove().run();
			assertThat(this.handled).hasSize(64 * turn);
			assertThat(this.tasks).hasSize(1);
		}
		runTasks();
		assertThat(this.handled).hasSize(200);
	}

	@Test
	void tellsWhatHasBecomeOfMessagesWhateverObserversThrow() {
		publish(12, 14);
		this.client.publish("a", "text");
		this.client.publishBytes("a", new byte[] { (byte) 0xc1 });
		runTasks();
		assertThat(this.observed).containsExactly("test null", "test UNEXPECTED_ERROR", "test VALIDATION_ERROR",
				"test INVALID_MSGPACK");
	}

	@Test
	void handlesWhatHasComeBeforeItStops() {
		publish(0, 3);
		Subscription subscription = this.client.subscriptions().get(0);
		CompletableFuture<Void> stopped = this.queue.stop();
		assertThat(subscription.isActive()).isFalse();
		assertThat(stopped).isNotDone();
		assertThat(this.queue.stop()).isSameAs(stopped);
		this.queue.handle(new TinoMessage<>("a", null, ByteBuffer.wrap(new byte[] { 9 })));
		runTasks();
		assertThat(this.handled).hasSize(3);
		assertThat(stopped).isCompleted();
		this.queue.start(this.client);
		publish(3, 4);
		runTasks();
		assertThat(this.handled).hasSize(4);
		assertThat(this.queue.stop()).isCompleted();
	}

	@Test
	void whatHasNoTimeIsForgotten() {
		publish(0, 3);
		CompletableFuture<Void> stopped = this.queue.stop();
		this.queue.discard();
		runTasks();
		assertThat(this.handled).isEmpty();
		assertThat(stopped).isCompleted();
	}

	@Test
	void whenThereIsNoThreadMessagesAreLostAndOthersCome() {
		this.rejecting = true;
		publish(0, 3);
		assertThat(this.queue.stop()).isCompleted();
		this.queue.start(this.client);
		this.rejecting = false;
		publish(3, 4);
		runTasks();
		assertThat(this.handled).containsExactly(3);
	}

	@Test
	void somethingMustBeAbleToWait() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TinoListenerContainer.Settings(this::execute, 0, true, List.of()))
			.withMessageContaining("queueCapacity must be at least 1");
	}

	private void publish(int from, int to) {
		for (int i = from; i < to; i++) {
			this.client.publish("a", i);
		}
	}

	private void execute(Runnable task) {
		if (this.rejecting) {
			throw new RejectedExecutionException("as the test wants it");
		}
		this.tasks.add(task);
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	private MessageListener listener() {
		try {
			ListenerMethod method = ListenerMethod.of(this, ListenerQueueTests.class,
					ListenerQueueTests.class.getDeclaredMethod("onMessage", int.class));
			ListenerArguments arguments = ListenerArguments.of(method,
					PayloadCodecs.of(PayloadMappers.messagePack()).messagePack());
			return new MessageListener("test", TinoTopics.ofChannels("a"), method, arguments, null);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
